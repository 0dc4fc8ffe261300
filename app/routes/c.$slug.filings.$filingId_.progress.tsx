import { randomUUID } from 'node:crypto'
import {
  type ActionFunctionArgs,
  type HeadersFunction,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { CasePage } from '#app/parts/case-page.tsx'
import { Chip } from '#app/parts/chip.tsx'
import { OwnOutcomes, Payouts, RetentionCard, StepList } from '#app/parts/filing/progress.tsx'
import { PayoutDesk, type Planned, StepForm as StepDesk } from '#app/parts/filing/progress-desk.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { useActionData } from '#app/parts/link.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { Row } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { ConfirmPayoutForm, PayoutForm, StepForm, StepRefForm } from '#app/shapes/filing-progress.ts'
import { progressDesk, stageNames, progressPage as words } from '#app/text/ko/filing-progress.ts'
import { sentenceOf } from '#app/text/ko/refusals.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import type { FilingRef } from '#server/domain/filing/row.ts'
import {
  confirmPayout,
  filingProgress,
  keepFilingStep,
  payoutPlan,
  stepHandler,
  takeBackStep,
} from '#server/domain/filing.ts'
import { Refusal } from '#server/domain/refusal.ts'
import type { Viewer } from '#server/domain/viewer.ts'
import { answering, doneIn, loading, readForm } from '#server/web/answer.ts'

type Done = keyof typeof words.dones
type Context = LoaderFunctionArgs['context']

/** `?amount=` shows officers the parts of that amount before they confirm them. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '', filingId: params.filingId ?? '' }
    const progress = await filingProgress(context.db, viewer, ref)
    const query = new URL(request.url).searchParams
    return json({
      frame: await caseFrame(context.db, viewer, ref),
      ...progress,
      ...(await planOf(context, viewer, ref, query)),
      done: doneIn(request, words.dones),
      formId: randomUUID(),
    })
  })
}

/** What `?amount=` asks for, or why it cannot be. */
async function planOf(
  { db }: Context,
  viewer: Viewer,
  ref: FilingRef,
  query: URLSearchParams,
): Promise<{ planned: Planned | null; planRefused: string | null }> {
  if (!query.has('amount')) return { planned: null, planRefused: null }
  try {
    const form = new FormData()
    query.forEach((value, name) => void form.append(name, value))
    const draft = readForm(form, PayoutForm)
    const plan = await payoutPlan(db, viewer, { ...ref, draft })
    return { planned: { version: draft.version, onDay: draft.onDay, plan }, planRefused: null }
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind === 'notFound' || error.kind === 'forbidden') throw error
    return { planned: null, planRefused: sentenceOf(Object.values(error.fields)[0] ?? error.code) }
  }
}

/** Keeps a step or takes one back, opens who is in charge, or confirms a payout, as `intent` says. */
export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    const { db, vault } = context
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '', filingId: params.filingId ?? '' }
    const to = (done: Done) => redirect(`/c/${ref.slug}/filings/${ref.filingId}/progress?done=${done}`, 303)
    await context.limit('write')
    switch (form.get('intent')) {
      case 'handler': {
        const { stepId } = readForm(form, StepRefForm)
        return json({ opened: { stepId, ...(await stepHandler(db, viewer, { ...ref, stepId }, { vault })) } })
      }
      case 'take_back':
        await takeBackStep(db, viewer, { ...ref, ...readForm(form, StepRefForm) })
        return to('taken_back')
      case 'payout':
        await confirmPayout(db, viewer, { ...ref, draft: readForm(form, ConfirmPayoutForm) })
        return to('paid_out')
      default:
        await keepFilingStep(db, viewer, { ...ref, draft: readForm(form, StepForm) }, { vault })
        return to('kept')
    }
  })
}

/** Who is in charge and what became of one's claims stays on no device. */
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? [{ title: `${words.title} · ${data.frame.shopName}` }] : []

const labels = {
  version: progressDesk.version,
  kind: progressDesk.kind,
  onDay: progressDesk.onDay,
  receiptNo: progressDesk.receiptNo,
  words: progressDesk.words,
  handler: progressDesk.handler,
  dueOn: progressDesk.dueOn,
  verdict: progressDesk.verdict,
  amount: progressDesk.amount,
  refused: progressDesk.refused,
}

export default function FilingProgressPage() {
  const data = useLoaderData<typeof loader>()
  const { frame, filing, stage, steps, payouts, own, retention, carried, mayKeep, done, formId } = data
  const answer = useFormAnswer(labels)
  const opened = useActionData<{ opened?: { stepId: string; handler: string } }>()?.opened ?? null
  const desk = { id: formId, versions: filing.version, today: frame.today, answer }
  const here = `/c/${frame.slug}/filings/${filing.id}`
  return (
    <CasePage
      frame={frame}
      title={words.title}
      lede={`${filing.title} · ${filing.recipient}`}
      back={here}
      live={!mayKeep}
    >
      <RefusedNotice answer={answer} />
      {done && !answer.refusal && (
        <Notice kind="done" live>
          {words.dones[done]}
        </Notice>
      )}
      <Row>
        <span>{words.stage}</span>
        <Chip tone={stage === 'paid' ? 'done' : 'waiting'}>{stageNames[stage]}</Chip>
      </Row>
      <OwnOutcomes own={own} />
      {(own.length > 0 || mayKeep) && (
        <StepList
          steps={steps}
          mayKeep={mayKeep}
          opened={opened}
          noticeOf={(stepId) => `/c/${frame.slug}/notices/new?filing=${filing.id}&step=${stepId}`}
        />
      )}
      <Payouts payouts={payouts} />
      {carried && <Notice>{words.carried(carried.title, carried.here, carried.from)}</Notice>}
      <RetentionCard retention={retention} />
      {mayKeep && filing.version > 0 && (
        <>
          <StepDesk key={formId} {...desk} />
          <PayoutDesk key={payouts.length} {...desk} planned={data.planned} refused={data.planRefused} />
        </>
      )}
    </CasePage>
  )
}
