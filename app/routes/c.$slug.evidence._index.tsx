import {
  type ActionFunctionArgs,
  type HeadersFunction,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import * as z from 'zod/mini'
import { Button, LinkButton } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { CitedMessages } from '#app/parts/cited-messages.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { Id } from '#app/shapes/id.ts'
import { moment } from '#app/text/format.ts'
import { contactsPage } from '#app/text/ko/contact.ts'
import { factsPage, evidencePage as words } from '#app/text/ko/fact.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { dropEvidence, myEvidence } from '#server/domain/evidence.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

const Drop = z.object({ evidenceId: Id })

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const frame = await caseFrame(context.db, viewer, ref)
    return json({ frame, kept: await myEvidence(context.db, viewer, ref) })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const slug = params.slug ?? ''
    await dropEvidence(context.db, await context.viewer(), { slug, ...readForm(form, Drop) })
    return redirect(`/c/${slug}/evidence`, 303)
  })
}

/** What one keeps is for oneself: no device keeps this page. */
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

export default function Evidence() {
  const { frame, kept } = useLoaderData<typeof loader>()
  const { slug } = frame
  return (
    <CasePage frame={frame} title={words.title} lede={words.lead} back={`/c/${slug}/more`}>
      <LinkButton to={`/c/${slug}/contacts`} icon="clock">
        {contactsPage.title}
      </LinkButton>
      {kept.length === 0 && (
        <Empty icon="shield" action={<LinkButton to={`/c/${slug}/room`}>{factsPage.toRoom}</LinkButton>}>
          {words.empty}
        </Empty>
      )}
      <Stack>
        {kept.map(({ id, title, shows, madeAt, messages }) => (
          <Card key={id} title={title}>
            <Stack>
              {shows && <p>{shows}</p>}
              <CitedMessages messages={messages} slug={slug} />
              <p className="meta">{words.keptAt(moment(madeAt))}</p>
              <Form method="post">
                <input type="hidden" name="evidenceId" value={id} />
                <Button type="submit">{words.drop}</Button>
              </Form>
            </Stack>
          </Card>
        ))}
      </Stack>
    </CasePage>
  )
}
