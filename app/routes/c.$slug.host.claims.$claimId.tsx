import {
  type ActionFunctionArgs,
  type HeadersFunction,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
  type SerializeFrom,
} from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { Card } from '#app/parts/card.tsx'
import { CasePage, Columns } from '#app/parts/case-page.tsx'
import { StateChip } from '#app/parts/claim/state-chip.tsx'
import { StatementView } from '#app/parts/claim/statement-view.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { Link } from '#app/parts/link.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { AskForm, askLabels, OfficerActs } from '#app/parts/review/review-acts.tsx'
import { StepList } from '#app/parts/review/step-list.tsx'
import { VersionList } from '#app/parts/review/version-list.tsx'
import { WhyLookPage } from '#app/parts/why-look.tsx'
import { missingSteps } from '#app/shapes/claim-completeness.ts'
import { AskForm as AskShape, PlainMove, ViewReason } from '#app/shapes/claim-stage.ts'
import { fullMoment } from '#app/text/format.ts'
import { receiptText } from '#app/text/ko/claim.ts'
import { stagePage, reviewPage as words } from '#app/text/ko/review.ts'
import { shell } from '#app/text/ko/shell.ts'
import { whyLook } from '#app/text/ko/why-look.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { isRefusal } from '#server/domain/refusal.ts'
import { askClaimant, claimInReview, judgeClaim, viewClaim } from '#server/domain/review.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

/** A reason stands before somebody else's claim. */
export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const { db } = context
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '', claimId: params.claimId ?? '' }
    const claim = await claimInReview(db, viewer, ref).catch((error: unknown) => {
      if (isRefusal(error) && error.code === 'claim.reason_needed') return null
      throw error
    })
    return json({ frame: await caseFrame(db, viewer, ref), claim })
  })
}

/** Says why, asks for what is missing, or moves the claim, as `intent` says. */
export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const { db } = context
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '', claimId: params.claimId ?? '' }
    const here = `/c/${ref.slug}/host/claims/${ref.claimId}`
    const intent = form.get('intent')
    if (intent === 'ask') {
      await askClaimant(db, viewer, { ...ref, ...readForm(form, AskShape) })
      return redirect(`${here}?done=asked`, 303)
    }
    if (intent === 'move') {
      await judgeClaim(db, viewer, { ...ref, ...readForm(form, PlainMove) })
      return redirect(`${here}?done=moved`, 303)
    }
    await viewClaim(db, viewer, { ...ref, ...readForm(form, ViewReason) })
    return redirect(here, 303)
  })
}

/** What others claim stays on no device. */
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  const title = data?.claim ? words.title(String(data.claim.receiptNo)) : whyLook.title
  return [{ title: `${title} · ${shell.name}` }]
}

type Data = SerializeFrom<typeof loader>
type Reviewed = NonNullable<Data['claim']>

export default function ReviewClaim() {
  const { frame, claim } = useLoaderData<typeof loader>()
  if (claim) return <Review frame={frame} claim={claim} />
  return <WhyLookPage frame={frame} of="claim" back={`/c/${frame.slug}/host/claims`} />
}

function Review({ frame, claim }: { frame: Data['frame']; claim: Reviewed }) {
  const { statement, stage, version, history, owner } = claim
  const missing = missingSteps(statement)
  const answer = useFormAnswer({
    words: words.words,
    ...Object.fromEntries(askLabels(statement.kind, missing)),
  })
  const [query] = useSearchParams()
  const done = words.done[query.get('done') as keyof typeof words.done]
  const acts = { stage, version, answer }
  return (
    <CasePage
      frame={frame}
      title={words.title(String(claim.receiptNo))}
      above={<StateChip stage={stage} />}
      lede={owner.isMe ? words.own : words.by(owner.nickname)}
      back={`/c/${frame.slug}/host/claims`}
      width="wide"
    >
      <RefusedNotice answer={answer} />
      {done && !answer.refusal && (
        <Notice kind="done" live>
          {done}
        </Notice>
      )}
      <Columns>
        <Stack gap="large">
          <Card title={receiptText.what}>
            <StatementView statement={statement} today={frame.today} />
            <p className="meta">
              {receiptText.filedAt} {fullMoment(claim.submittedAt)}
            </p>
            <p className="meta">{words.closed}</p>
          </Card>
          <Evidence slug={frame.slug} of={claim.evidence} />
        </Stack>
        <Stack gap="large">
          {stage !== 'withdrawn' && (
            <Card title={words.acts}>
              <Stack gap="large">
                <OfficerActs {...acts} />
                <AskForm {...acts} kind={statement.kind} missing={missing} today={frame.today} />
              </Stack>
            </Card>
          )}
          {claim.steps.length > 0 && (
            <Card title={stagePage.record}>
              <StepList steps={claim.steps} />
            </Card>
          )}
          {history.length > 1 && (
            <Card title={receiptText.history}>
              <VersionList history={history} today={frame.today} />
            </Card>
          )}
        </Stack>
      </Columns>
    </CasePage>
  )
}

function Evidence({ slug, of }: { slug: string; of: Reviewed['evidence'] }) {
  return (
    <Card title={words.evidence}>
      {of.length === 0 && <p className="meta">{words.noEvidence}</p>}
      <ul>
        {of.map(({ id, title }) => (
          <li key={id}>
            <Link to={`/c/${slug}/evidence/${id}`}>{title}</Link>
          </li>
        ))}
      </ul>
    </Card>
  )
}
