import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
  type SerializeFrom,
} from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation, useSearchParams } from '@remix-run/react'
import { Button, LinkButton } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { CompletenessCard } from '#app/parts/claim/completeness.tsx'
import { OrderAnswers } from '#app/parts/claim/order-answers.tsx'
import { ConsentText } from '#app/parts/claim/person.tsx'
import { StateChip } from '#app/parts/claim/state-chip.tsx'
import styles from '#app/parts/claim/statement.module.css'
import { Fact, StatementView } from '#app/parts/claim/statement-view.tsx'
import { useForgetUnsent } from '#app/parts/claim/unsent.ts'
import { identityValues } from '#app/parts/claim/values.ts'
import { ClaimFilings } from '#app/parts/filing/claim-filings.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { ClaimLaw } from '#app/parts/law/claim-law.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { ReceiptCard } from '#app/parts/receipt-card.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { MergeCard } from '#app/parts/review/merge-card.tsx'
import { StageCard, stageLabels } from '#app/parts/review/stage-card.tsx'
import { VersionList } from '#app/parts/review/version-list.tsx'
import { seoulDate } from '#app/shapes/civil-date.ts'
import { completenessOf } from '#app/shapes/claim-completeness.ts'
import { AnswerForm, OwnMove } from '#app/shapes/claim-stage.ts'
import { MergeAnswer } from '#app/shapes/duplicate.ts'
import { fullMoment } from '#app/text/format.ts'
import { ageName, claimFieldName, receiptText as text } from '#app/text/ko/claim.ts'
import { contactsPage } from '#app/text/ko/contact.ts'
import { mergeCard } from '#app/text/ko/duplicates.ts'
import { claimLawWords } from '#app/text/ko/law.ts'
import { lettersText } from '#app/text/ko/letters.ts'
import { stagePage } from '#app/text/ko/review.ts'
import { settlementPage } from '#app/text/ko/settlement.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { claimFor, claimHistory, ownIdentity } from '#server/domain/claim/read.ts'
import { answerMerge, mergeOfOwn } from '#server/domain/duplicate.ts'
import { filingsOfClaim } from '#server/domain/filing.ts'
import { claimLaw } from '#server/domain/law.ts'
import { answerAsked, claimSteps, settleOwnClaim } from '#server/domain/review.ts'
import { carriedClaim } from '#server/domain/union.ts'
import { answersFor } from '#server/domain/voice.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const { db } = context
    const viewer = await context.viewer()
    const ref = { claimId: params.claimId ?? '' }
    const claim = await claimFor(db, viewer, { ...ref, slug: params.slug })
    const moved = claim.state === 'withdrawn' ? await carriedClaim(db, viewer, ref) : null
    if (moved) throw redirect(`/c/${moved.slug}/claims/${moved.claimId}`, 301)
    const frame = await caseFrame(db, viewer, { slug: claim.slug })
    const history = await claimHistory(db, viewer, ref)
    const law =
      claim.state === 'withdrawn' ? null : await claimLaw(db, viewer, { ...ref, today: frame.today })
    const steps = await claimSteps(db, viewer, ref)
    const merge = await mergeOfOwn(db, viewer, ref)
    const filings = await filingsOfClaim(db, viewer, ref)
    const answers = await answersFor(db, viewer, ref)
    return json({ frame, claim, history, law, steps, merge, filings, answers })
  })
}

/**
 * Answers what was asked, says that it is solved, or opens name and phone once, by a button and not by looking at the
 * page: each time is recorded.
 */
export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('claim')
    const { db, vault } = context
    const viewer = await context.viewer()
    const ref = { claimId: params.claimId ?? '' }
    const { slug } = await claimFor(db, viewer, { ...ref, slug: params.slug })
    const to = (done: string) => redirect(`/c/${slug}/claims/${ref.claimId}?done=${done}`, 303)
    const intent = form.get('intent')
    if (intent === 'answer') {
      await answerAsked(db, viewer, { ...ref, ...readForm(form, AnswerForm) })
      return to('answered')
    }
    if (intent === 'settle') {
      await settleOwnClaim(db, viewer, { ...ref, ...readForm(form, OwnMove) })
      return to('settled')
    }
    if (intent === 'merge') {
      const { say, objection: words } = readForm(form, MergeAnswer)
      await answerMerge(db, viewer, { ...ref, agrees: say === 'agree', words })
      return to('merging')
    }
    return json({ identity: await ownIdentity(db, viewer, ref, { vault }) })
  })
}

/** Nothing of a person's claim stays in a cache. */
export const headers = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? [{ title: text.titleOf(String(data.claim.receiptNo), data.frame.shopName) }] : []

type Data = SerializeFrom<typeof loader>

const news: Record<string, string> = {
  filed: text.filed,
  amended: text.amended,
  withdrawn: text.withdrawn,
  reckoned: claimLawWords.saved,
  answered: stagePage.answered,
  settled: stagePage.settled,
  merging: mergeCard.answered,
}

export default function Receipt() {
  const { frame, claim, history, law, steps, merge, filings, answers } = useLoaderData<typeof loader>()
  const answer = useFormAnswer({ ...stageLabels(claim.stage, steps), objection: mergeCard.objection })
  const [query] = useSearchParams()
  const done = news[query.get('done') ?? '']
  const { today, shopName } = frame
  useForgetUnsent(frame.me.id, { side: claim.side }, query.get('done') === 'filed')
  useForgetUnsent(frame.me.id, { claimId: claim.id }, query.get('done') === 'amended')
  return (
    <CasePage
      frame={frame}
      title={`${text.receipt} ${claim.receiptNo}`}
      above={
        <>
          <span className="meta">{shopName}</span>
          <StateChip stage={claim.stage} />
        </>
      }
      back={`/c/${claim.slug}/claims`}
    >
      {done && (
        <div className="no-print">
          <Notice kind="done" live>
            {done}
          </Notice>
        </div>
      )}
      <RefusedNotice answer={answer} />
      <MergeCard merge={merge} answer={answer} />
      <OrderAnswers answers={answers} />
      <StageCard
        stage={claim.stage}
        steps={steps}
        filedAt={claim.submittedAt}
        edit={`/c/${claim.slug}/claims/${claim.id}/edit`}
        answer={answer}
      />
      {claim.state === 'submitted' && (
        <div className="no-print">
          <CompletenessCard
            kind={claim.statement.kind}
            state={completenessOf(claim.statement, today, seoulDate(claim.changedAt))}
            edit={`/c/${claim.slug}/claims/${claim.id}/edit`}
            evidence={`/c/${claim.slug}/evidence`}
          />
        </div>
      )}
      <ClaimFilings slug={claim.slug} filings={filings} />
      <Stated claim={claim} today={today} />
      {law && <ClaimLaw law={law} slug={claim.slug} claimId={claim.id} today={today} />}
      <Contact withdrawn={claim.state === 'withdrawn'} />
      <Card title={text.consent}>
        <p>{text.consentOn(claim.statement.consentVersion)}</p>
        <div className="no-print">
          <ConsentText version={claim.statement.consentVersion} />
        </div>
      </Card>
      {history.length > 1 && (
        <Card title={text.history}>
          <VersionList history={history} today={today} />
        </Card>
      )}
      <ReceiptCard slug={claim.slug} kind="claim" id={claim.id} />
      <Acts claim={claim} />
    </CasePage>
  )
}

function Stated({ claim: { statement, submittedAt }, today }: Pick<Data, 'claim'> & { today: string }) {
  return (
    <Card title={text.what}>
      <StatementView statement={statement} today={today} />
      {statement.withdrawnWhy && (
        <p>
          {text.why}: {statement.withdrawnWhy}
        </p>
      )}
      <p className="meta">
        {text.filedAt} {fullMoment(submittedAt)}
      </p>
    </Card>
  )
}

function Contact({ withdrawn }: { withdrawn: boolean }) {
  const answer = useActionData<typeof action>()
  const busy = useNavigation().state !== 'idle'
  const identity = answer && 'identity' in answer ? answer.identity : null
  if (withdrawn) return <Card title={text.contact}>{text.erased}</Card>
  return (
    <div className={identity ? undefined : 'no-print'}>
      <Card title={text.contact}>
        <p className="meta">{text.contactHint}</p>
        {identity ? (
          <dl className={styles.facts}>
            {Object.entries(identityValues(identity)).map(
              ([name, value]) =>
                value && (
                  <Fact key={name} name={claimFieldName[name] ?? name} value={personText(name, value)} />
                ),
            )}
          </dl>
        ) : (
          <Form method="post" preventScrollReset>
            <Button type="submit" icon="eye" busy={busy}>
              {text.show}
            </Button>
          </Form>
        )}
      </Card>
    </div>
  )
}

/** A choice is shown by its words. */
function personText(name: string, value: string): string {
  if (name === 'identity.age') return ageName[value as keyof typeof ageName]
  return value === 'on' ? text.yes : value
}

function Acts({ claim }: Pick<Data, 'claim'>) {
  const here = `/c/${claim.slug}/claims/${claim.id}`
  return (
    <div className="no-print">
      <Stack>
        {claim.state === 'submitted' && (
          <LinkButton wide icon="edit" to={`${here}/edit`}>
            {text.edit}
          </LinkButton>
        )}
        {claim.state === 'submitted' && claim.statement.kind === 'settlement' && (
          <LinkButton wide icon="claim" to={`${here}/settlement`}>
            {settlementPage.way}
          </LinkButton>
        )}
        {claim.state === 'submitted' && (
          <LinkButton wide icon="send" to={`${here}/letters`}>
            {lettersText.way}
          </LinkButton>
        )}
        <LinkButton wide icon="clock" to={`/c/${claim.slug}/contacts?claim=${claim.id}`}>
          {contactsPage.title}
        </LinkButton>
        <Button wide className="needs-script" onClick={() => window.print()}>
          {text.print}
        </Button>
        {claim.state === 'submitted' && (
          <LinkButton kind="bare" wide to={`${here}/withdraw`}>
            {text.withdraw}
          </LinkButton>
        )}
      </Stack>
    </div>
  )
}
