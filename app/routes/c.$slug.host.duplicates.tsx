import {
  type ActionFunctionArgs,
  type HeadersFunction,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
  type SerializeFrom,
} from '@remix-run/node'
import { Form, useLoaderData, useNavigation, useSearchParams } from '@remix-run/react'
import { Button } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { Chip } from '#app/parts/chip.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { Notice } from '#app/parts/notice.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { TwinCard } from '#app/parts/review/twin-group.tsx'
import { ApartForm, DropForm, MergeForm } from '#app/shapes/duplicate.ts'
import { day } from '#app/text/format.ts'
import { mergeCard, duplicatesPage as words } from '#app/text/ko/duplicates.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { dropMerge, duplicatesIn, proposeMerge, setApart } from '#server/domain/duplicate.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    await context.limit('search')
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const found = await duplicatesIn(context.db, viewer, ref)
    return json({ frame: await caseFrame(context.db, viewer, ref), ...found })
  })
}

/** Sets claims apart, proposes that one goes into another, or takes that back, as `intent` says. */
export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const { db } = context
    const viewer = await context.viewer()
    const slug = params.slug ?? ''
    const to = (done: keyof typeof words.dones) => redirect(`/c/${slug}/host/duplicates?done=${done}`, 303)
    const intent = form.get('intent')
    if (intent === 'merge') {
      await proposeMerge(db, viewer, { slug, ...readForm(form, MergeForm) })
      return to('merging')
    }
    if (intent === 'drop') {
      await dropMerge(db, viewer, { slug, ...readForm(form, DropForm) })
      return to('dropped')
    }
    await setApart(db, viewer, { slug, claimIds: readForm(form, ApartForm).claim })
    return to('apart')
  })
}

/** What others claim stays on no device. */
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

type Merge = SerializeFrom<typeof loader>['merges'][number]

export default function Duplicates() {
  const { frame, groups, merges } = useLoaderData<typeof loader>()
  const answer = useFormAnswer({})
  const [query] = useSearchParams()
  const done = words.dones[query.get('done') as keyof typeof words.dones]
  return (
    <CasePage frame={frame} title={words.title} lede={words.lede} back={`/c/${frame.slug}/host/claims`}>
      <RefusedNotice answer={answer} />
      {done && !answer.refusal && (
        <Notice kind="done" live>
          {done}
        </Notice>
      )}
      <Stack gap="large">
        {merges.length > 0 && (
          <section aria-labelledby="merges">
            <Stack>
              <h2 id="merges">{words.pending}</h2>
              {merges.map((merge) => (
                <MergeLine key={merge.id} of={merge} />
              ))}
            </Stack>
          </section>
        )}
        {groups.length === 0 && merges.length === 0 && <Empty icon="claim">{words.empty}</Empty>}
        {groups.map((group) => (
          <TwinCard key={group.claims.map(({ id }) => id).join()} slug={frame.slug} group={group} />
        ))}
      </Stack>
    </CasePage>
  )
}

function MergeLine({ of }: { of: Merge }) {
  const busy = useNavigation().state !== 'idle'
  const objected = of.state === 'objected'
  return (
    <Card
      level={3}
      title={words.line(String(of.receiptNo), String(of.intoNo))}
      action={objected && <Chip tone="danger">{words.objected}</Chip>}
    >
      <p>{mergeCard.why(of.why)}</p>
      <p className="meta">{objected ? of.objection : words.until(day(of.until))}</p>
      <Form method="post">
        <input type="hidden" name="intent" value={objected ? 'apart' : 'drop'} />
        <input type="hidden" name="claimId" value={of.claimId} />
        <input type="hidden" name="claim" value={of.claimId} />
        <input type="hidden" name="claim" value={of.intoId} />
        <Button type="submit" busy={busy}>
          {objected ? words.keepApart : words.drop}
        </Button>
      </Form>
    </Card>
  )
}
