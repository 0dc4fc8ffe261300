import {
  type ActionFunctionArgs,
  type HeadersFunction,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
  type SerializeFrom,
} from '@remix-run/node'
import { Form, useLoaderData, useSearchParams } from '@remix-run/react'
import * as z from 'zod/mini'
import { Button, LinkButton } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { CitedMessages } from '#app/parts/cited-messages.tsx'
import { Folded } from '#app/parts/folded.tsx'
import { FileCard } from '#app/parts/locker/file-card.tsx'
import { WordsForm } from '#app/parts/locker/words-form.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { WhyLookPage } from '#app/parts/why-look.tsx'
import { EvidenceWords } from '#app/shapes/evidence.ts'
import { exhibitColumns } from '#app/shapes/exhibit.ts'
import { text } from '#app/shapes/text.ts'
import { moment } from '#app/text/format.ts'
import { kindWords, rightsWords, detailPage as words } from '#app/text/ko/evidence.ts'
import { ownExhibit } from '#app/text/ko/exhibit.ts'
import { maskCard } from '#app/text/ko/masking.ts'
import { shell } from '#app/text/ko/shell.ts'
import { whyLook } from '#app/text/ko/why-look.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import {
  describeEvidence,
  dropEvidence,
  evidenceFor,
  evidenceNeeds,
  myEvidence,
  type PinnedIn,
  showInRoom,
  viewEvidence,
} from '#server/domain/evidence.ts'
import { isRefusal } from '#server/domain/refusal.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

const Reason = z.object({ reason: text({ min: 5, max: 200, code: 'evidence_reason' }) })

const Room = z.object({
  fileId: z.string(),
  room: z.enum(['yes', 'no']),
  sure: z.optional(z.literal('yes')),
})

/** For those who run the case a reason stands before somebody else's evidence. */
export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const { db } = context
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '', evidenceId: params.evidenceId ?? '' }
    const frame = await caseFrame(db, viewer, ref)
    const evidence = await evidenceFor(db, viewer, ref).catch((error: unknown) => {
      if (isRefusal(error) && error.code === 'evidence.reason_needed') return null
      throw error
    })
    const isOwn = evidence?.isOwn === true
    const claims = isOwn ? (await evidenceNeeds(db, viewer, ref)).claims : []
    const kept = isOwn ? await myEvidence(db, viewer, ref) : []
    const messages = kept.find(({ id }) => id === ref.evidenceId)?.messages ?? []
    return json({ frame, evidence, claims, messages })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const { db } = context
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '', evidenceId: params.evidenceId ?? '' }
    const here = `/c/${ref.slug}/evidence/${ref.evidenceId}`
    const intent = form.get('intent')
    if (intent === 'withdraw') {
      await dropEvidence(db, viewer, ref)
      return redirect(`/c/${ref.slug}/evidence`, 303)
    }
    if (intent === 'reason') {
      await viewEvidence(db, viewer, { ...ref, ...readForm(form, Reason) })
      return redirect(here, 303)
    }
    if (intent === 'room') {
      const { fileId, room, sure } = readForm(form, Room)
      const wish = { slug: ref.slug, fileId, toRoom: room === 'yes', sure: sure === 'yes' }
      await showInRoom(db, viewer, wish)
      return redirect(here, 303)
    }
    await describeEvidence(db, viewer, { ...ref, ...readForm(form, EvidenceWords) })
    return redirect(`${here}?done`, 303)
  })
}

/** What one keeps is for oneself: no device keeps this page. */
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.evidence?.title ?? whyLook.title} · ${shell.name}` },
]

type Data = SerializeFrom<typeof loader>

export default function Piece() {
  const { frame, evidence, claims, messages } = useLoaderData<typeof loader>()
  const { slug } = frame
  const [query] = useSearchParams()
  if (!evidence) return <WhyLookPage frame={frame} of="evidence" back={`/c/${slug}/host/evidence`} />
  const { isOwn, owner, files, coming } = evidence
  return (
    <CasePage
      frame={frame}
      title={evidence.title}
      lede={isOwn ? words.kept(moment(evidence.madeAt)) : words.by(owner.nickname)}
      back={isOwn ? `/c/${slug}/evidence` : `/c/${slug}/host/evidence`}
      live
    >
      <Stack gap="large">
        {query.has('done') && (
          <Notice kind="done" live>
            {words.saved}
          </Notice>
        )}
        {query.has('masked') && (
          <Notice kind="done" live>
            {maskCard.saved}
          </Notice>
        )}
        {isOwn && <Lacking of={evidence} />}
        {isOwn ? <WordsForm key={evidence.id} of={evidence} claims={claims} /> : <Said of={evidence} />}
        <section aria-labelledby="files">
          <Stack>
            <h2 id="files">{words.files}</h2>
            {files.length === 0 && messages.length === 0 && <p className="meta">{words.noFiles}</p>}
            {coming > 0 && <Notice kind="info">{words.coming(coming)}</Notice>}
            {files.map((file) => (
              <FileCard key={file.id} slug={slug} file={file} isOwn={isOwn} />
            ))}
            {isOwn && (
              <LinkButton icon="plus" to={`/c/${slug}/evidence/add?to=${evidence.id}`}>
                {words.addMore}
              </LinkButton>
            )}
          </Stack>
        </section>
        {messages.length > 0 && (
          <section aria-labelledby="messages">
            <Stack>
              <h2 id="messages">{words.messages}</h2>
              <CitedMessages messages={messages} slug={slug} />
            </Stack>
          </section>
        )}
        {isOwn && <Withdraw pinnedIn={evidence.pinnedIn} />}
      </Stack>
    </CasePage>
  )
}

/** What the list of exhibits still needs of a piece that has a number. */
function Lacking({ of }: { of: NonNullable<Data['evidence']> }) {
  const missing = exhibitColumns.filter((column) => !of[column])
  if (missing.length === 0 || of.files.every(({ exhibit }) => exhibit === null)) return null
  return <Notice kind="warn">{ownExhibit.lacking(missing)}</Notice>
}

function Withdraw({ pinnedIn }: { pinnedIn: readonly PinnedIn[] }) {
  const filings = pinnedIn.map(({ title, version }) => ownExhibit.pinnedIn(title, version)).join(', ')
  return (
    <Folded label={words.withdraw} danger>
      <Form method="post">
        <input type="hidden" name="intent" value="withdraw" />
        <Stack>
          {filings ? (
            <Notice kind="warn" title={ownExhibit.pinned}>
              {ownExhibit.withdrawPinned(filings)}
            </Notice>
          ) : (
            <p>{words.withdrawAsk}</p>
          )}
          <Button type="submit" kind="danger">
            {words.withdrawYes}
          </Button>
        </Stack>
      </Form>
    </Folded>
  )
}

function Said({ of }: { of: NonNullable<Data['evidence']> }) {
  const facts = [kindWords[of.kind], of.madeBy, of.madeOn, of.rights && rightsWords[of.rights], of.sourceUrl]
  return (
    <Card title={words.describe}>
      <Stack>
        <p className="meta">{facts.filter(Boolean).join(' · ')}</p>
        {of.shows && <p>{of.shows}</p>}
      </Stack>
    </Card>
  )
}
