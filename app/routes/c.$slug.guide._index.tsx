import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { LinkButton } from '#app/parts/button.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { Folded } from '#app/parts/folded.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import styles from '#app/parts/guide/guide.module.css'
import { StepCard } from '#app/parts/guide/step-card.tsx'
import { LawNote } from '#app/parts/law/law-note.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { Row, Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { AdviceForm, guideStages, StepDoneForm, StepUndoneForm } from '#app/shapes/guide.ts'
import { claimKindName } from '#app/text/ko/claim-kinds.ts'
import { adviceForm, stepForm, guidePage as words } from '#app/text/ko/guide.ts'
import { GUIDE_CHECKED_ON } from '#app/text/ko/guide-step.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import {
  adviseStep,
  type GuideView,
  guideFor,
  markStepDone,
  markStepUndone,
  ownStepReceipt,
} from '#server/domain/guide.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

const dones = { done: stepForm.saved, undone: stepForm.undone, advised: adviceForm.saved } as const
type Done = keyof typeof dones

/** `?claim=` names the claim the route is for. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const { searchParams } = new URL(request.url)
    const guide = await guideFor(context.db, viewer, {
      ...ref,
      claimId: searchParams.get('claim') ?? undefined,
    })
    const asked = searchParams.get('saved')
    const saved = asked !== null && Object.hasOwn(dones, asked) ? (asked as Done) : null
    return json({ frame: await caseFrame(context.db, viewer, ref), guide, saved })
  })
}

/** Marks a step as done or not, opens one's own number, or pins advice, as `intent` says. */
export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const { db, vault } = context
    const viewer = await context.viewer()
    const slug = params.slug ?? ''
    const claim = new URL(request.url).searchParams.get('claim')
    const back = (saved: Done, step: string) => {
      const query = new URLSearchParams({ ...(claim ? { claim } : {}), saved })
      return redirect(`/c/${slug}/guide?${query}#${step}`, 303)
    }
    switch (form.get('intent')) {
      case 'advise': {
        const draft = readForm(form, AdviceForm)
        await adviseStep(db, viewer, { slug, ...draft })
        return back('advised', draft.step)
      }
      case 'undone': {
        const { step } = readForm(form, StepUndoneForm)
        await markStepUndone(db, viewer, { slug, step })
        return back('undone', step)
      }
      case 'show': {
        const { step } = readForm(form, StepUndoneForm)
        return json({ shown: { step, receipt: await ownStepReceipt(db, viewer, { slug, step }, { vault }) } })
      }
      default: {
        const draft = readForm(form, StepDoneForm)
        await markStepDone(db, viewer, { slug, ...draft }, { vault })
        return back('done', draft.step)
      }
    }
  })
}

/** Nothing of what one did stays in a cache. */
export const headers = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: words.titleOf(data?.frame.shopName ?? shell.name) },
]

export default function Guide() {
  const { frame, guide, saved } = useLoaderData<typeof loader>()
  const { slug } = frame
  const answer = useFormAnswer({ receipt: stepForm.receiptDefault, body: adviceForm.label })
  return (
    <CasePage
      frame={frame}
      live
      title={words.title}
      lede={guide.claim ? words.lede : words.ledeUnclaimed}
      back={`/c/${slug}/my`}
    >
      <Stack gap="large">
        <RefusedNotice answer={answer} />
        {saved && (
          <Notice kind="done" live>
            {dones[saved]}
          </Notice>
        )}
        <div>
          <p>{words.states[guide.state]}</p>
          {guide.claims.length > 1 && <ClaimChoice guide={guide} slug={slug} />}
        </div>
        {!guide.claim && (
          <LinkButton icon="claim" wide to={`/c/${slug}/claims/new`}>
            {words.fileFirst}
          </LinkButton>
        )}
        {guideStages.map((stage) => (
          <Stage key={stage} stage={stage} guide={guide} slug={slug} today={frame.today} answer={answer} />
        ))}
        <LawNote checkedOn={GUIDE_CHECKED_ON} />
      </Stack>
    </CasePage>
  )
}

function ClaimChoice({ guide: { claims, claim }, slug }: { guide: GuideView; slug: string }) {
  return (
    <nav aria-label={words.which}>
      <p className="meta">{words.which}</p>
      <Row>
        {claims.map(({ id, receiptNo, kind }) => (
          <LinkButton
            key={id}
            to={`/c/${slug}/guide?claim=${id}`}
            aria-current={id === claim?.id ? 'page' : undefined}
            kind={id === claim?.id ? 'primary' : 'quiet'}
          >
            {words.receipt(String(receiptNo))} · {claimKindName[kind]}
          </LinkButton>
        ))}
      </Row>
    </nav>
  )
}

interface StageProps {
  stage: (typeof guideStages)[number]
  guide: GuideView
  slug: string
  today: string
  answer: ReturnType<typeof useFormAnswer>
}

function Stage({ stage, guide, slug, today, answer }: StageProps) {
  const shown = useShownReceipt()
  const all = guide.steps.filter((step) => step.stage === stage)
  const steps = all.filter(({ result, done }) => result !== 'no' || done)
  const others = all.filter((step) => !steps.includes(step))
  const next = guide.steps.find(({ done, result }) => !done && result !== 'no')
  const card = (step: (typeof all)[number], at: number) => (
    <StepCard
      key={step.id}
      step={step}
      no={at + 1}
      open={step.id === next?.id || step.id === shown?.step || answer.value('step') === step.id}
      claimId={guide.claim?.id ?? null}
      mayAdvise={guide.mayAdvise}
      {...{ slug, today, shown, answer }}
    />
  )
  return (
    <section aria-labelledby={`stage-${stage}`}>
      <Stack>
        <div>
          <h2 id={`stage-${stage}`}>{words.stages[stage]}</h2>
          <p className="meta">
            {words.progress(steps.filter(({ done }) => done).length, steps.length)}
            {guide.stages[stage] > 0 && ` · ${words.crowd(stage, guide.stages[stage])}`}
          </p>
        </div>
        <ol className={styles.steps}>{steps.map(card)}</ol>
        {others.length > 0 && (
          <Folded label={words.others(others.length)}>
            <ol className={styles.steps}>{others.map((step, at) => card(step, steps.length + at))}</ol>
          </Folded>
        )}
      </Stack>
    </section>
  )
}

/** The number that was just opened, when the last form asked for one. */
function useShownReceipt(): { step: string; receipt: string | null } | null {
  const data = useActionData<unknown>()
  if (typeof data !== 'object' || data === null || !('shown' in data)) return null
  return data.shown as { step: string; receipt: string | null }
}
