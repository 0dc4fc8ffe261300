import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
  type SerializeFrom,
} from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import * as z from 'zod/mini'
import { Button, LinkButton } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { Chip, type ChipTone } from '#app/parts/chip.tsx'
import { CitedMessages } from '#app/parts/cited-messages.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { Row, Stack } from '#app/parts/page-shell.tsx'
import { seoulDate } from '#app/shapes/civil-date.ts'
import { type FactState, factStates } from '#app/shapes/fact.ts'
import { Id } from '#app/shapes/id.ts'
import { day, moment } from '#app/text/format.ts'
import { factsPage as words } from '#app/text/ko/fact.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { factsIn, judgeFact, removeFact } from '#server/domain/fact.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

const judgements = factStates.filter((state) => state !== 'claimed')
const Judgement = z.object({ factId: Id, state: z.enum(judgements) })
const Removal = z.object({ factId: Id })

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const frame = await caseFrame(context.db, viewer, ref)
    return json({ frame, facts: await factsIn(context.db, viewer, ref) })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const viewer = await context.viewer()
    const slug = params.slug ?? ''
    if (form.get('intent') === 'remove') {
      await removeFact(context.db, viewer, { slug, ...readForm(form, Removal) })
    } else await judgeFact(context.db, viewer, { slug, ...readForm(form, Judgement) })
    return redirect(`/c/${slug}/facts`, 303)
  })
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${words.title} · ${data?.frame.shopName ?? shell.name}` },
]

const tones: Record<FactState, ChipTone> = {
  claimed: 'waiting',
  confirmed: 'done',
  disputed: 'danger',
  corrected: 'plain',
}

type Fact = SerializeFrom<typeof loader>['facts'][number]

export default function Facts() {
  const { frame, facts } = useLoaderData<typeof loader>()
  const { slug } = frame
  return (
    <CasePage frame={frame} live title={words.title} lede={words.lead} back={`/c/${slug}/more`}>
      {facts.length === 0 && (
        <Empty icon="log" action={<LinkButton to={`/c/${slug}/room`}>{words.toRoom}</LinkButton>}>
          {words.empty}
        </Empty>
      )}
      <Stack>
        {facts.map((fact) => (
          <FactCard key={fact.id} fact={fact} slug={slug} judges={frame.me.role !== 'member'} />
        ))}
      </Stack>
      {facts.length > 0 && <p className="meta">{words.law}</p>}
    </CasePage>
  )
}

function FactCard({ fact, slug, judges }: { fact: Fact; slug: string; judges: boolean }) {
  const { id, body, happenedAt, dayOnly, state, by, mine, sources } = fact
  const when = dayOnly ? day(seoulDate(happenedAt)) : moment(happenedAt)
  return (
    <Card
      title={<time dateTime={happenedAt}>{when}</time>}
      action={<Chip tone={tones[state]}>{words.states[state]}</Chip>}
    >
      <Stack>
        <p>{body}</p>
        <CitedMessages messages={sources} slug={slug} />
        <p className="meta">{words.by(by)}</p>
        {(judges || mine) && (
          <Row>
            {judges &&
              judgements.map((judgement) => (
                <Form key={judgement} method="post">
                  <input type="hidden" name="factId" value={id} />
                  <input type="hidden" name="state" value={judgement} />
                  <Button type="submit" aria-pressed={state === judgement}>
                    {words.states[judgement]}
                  </Button>
                </Form>
              ))}
            <Form method="post">
              <input type="hidden" name="intent" value="remove" />
              <input type="hidden" name="factId" value={id} />
              <Button type="submit" kind="danger">
                {words.remove}
              </Button>
            </Form>
          </Row>
        )}
      </Stack>
    </Card>
  )
}
