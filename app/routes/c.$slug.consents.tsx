import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import * as z from 'zod/mini'
import { Button } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { CitedMessages } from '#app/parts/cited-messages.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { Row, Stack } from '#app/parts/page-shell.tsx'
import { Id } from '#app/shapes/id.ts'
import { consentsPage as words } from '#app/text/ko/fact.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { answerCitation, citationsAsked } from '#server/domain/citation.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

const Answer = z.object({ citationId: Id, given: z.enum(['yes', 'no']) })

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const frame = await caseFrame(context.db, viewer, ref)
    return json({ frame, asked: await citationsAsked(context.db, viewer, ref) })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const slug = params.slug ?? ''
    const { citationId, given } = readForm(form, Answer)
    await answerCitation(context.db, await context.viewer(), { slug, citationId, given: given === 'yes' })
    return redirect(`/c/${slug}/consents`, 303)
  })
}

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

export default function Consents() {
  const { frame, asked } = useLoaderData<typeof loader>()
  return (
    <CasePage frame={frame} live title={words.title} lede={words.lead} back={`/c/${frame.slug}/more`}>
      {asked.length === 0 && <Empty icon="check">{words.empty}</Empty>}
      <Stack>
        {asked.map(({ id, by, into, fact, state, messageId, seq, channel, body }) => (
          <Card key={id} title={words.asks(by, words.into[into])}>
            <Stack>
              <CitedMessages messages={[{ messageId, seq, channel, body, mine: true }]} slug={frame.slug} />
              {fact && <p>{words.fact(fact)}</p>}
              {state !== 'asked' && <p className="meta">{words[state]}</p>}
              <Row>
                {(['yes', 'no'] as const).map((given) => (
                  <Form key={given} method="post">
                    <input type="hidden" name="citationId" value={id} />
                    <input type="hidden" name="given" value={given} />
                    <Button type="submit" kind={given === 'yes' ? 'primary' : 'quiet'}>
                      {words[given]}
                    </Button>
                  </Form>
                ))}
              </Row>
            </Stack>
          </Card>
        ))}
      </Stack>
    </CasePage>
  )
}
