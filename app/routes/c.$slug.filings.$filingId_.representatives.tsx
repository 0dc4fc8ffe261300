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
import { Assents } from '#app/parts/filing/assents.tsx'
import { Election, Representatives, Results } from '#app/parts/filing/representatives.tsx'
import { AskDesk, VoteDesk } from '#app/parts/filing/representatives-desk.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { Notice } from '#app/parts/notice.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import {
  AssentAskForm,
  AssentForm,
  BallotForm,
  ElectionForm,
  ElectionRefForm,
} from '#app/shapes/representatives.ts'
import { representativesPage as words } from '#app/text/ko/representatives.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import {
  askAssent,
  closeVote,
  giveAssent,
  openElection,
  representativesOf,
  standForFiling,
  voteForRepresentative,
  withdrawCandidacy,
} from '#server/domain/filing.ts'
import { answering, doneIn, loading, readForm } from '#server/web/answer.ts'

type Done = keyof typeof words.dones

export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '', filingId: params.filingId ?? '' }
    const page = await representativesOf(context.db, viewer, ref)
    return json({
      frame: await caseFrame(context.db, viewer, ref),
      ...page,
      done: doneIn(request, words.dones),
      formId: randomUUID(),
    })
  })
}

/** Opens or closes a vote, stands, steps back, votes, asks for everybody's word or gives one's own, as `intent` says. */
export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    const { db } = context
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '', filingId: params.filingId ?? '' }
    const to = (done: Done) =>
      redirect(`/c/${ref.slug}/filings/${ref.filingId}/representatives?done=${done}`, 303)
    await context.limit('write')
    switch (form.get('intent')) {
      case 'open':
        await openElection(db, viewer, { ...ref, draft: readForm(form, ElectionForm) })
        return to('opened')
      case 'close':
        await closeVote(db, viewer, { ...ref, ...readForm(form, ElectionRefForm) })
        return to('closed')
      case 'stand':
        await standForFiling(db, viewer, ref)
        return to('stood')
      case 'withdraw':
        await withdrawCandidacy(db, viewer, ref)
        return to('withdrawn')
      case 'ask':
        await askAssent(db, viewer, { ...ref, draft: readForm(form, AssentAskForm) })
        return to('asked')
      case 'answer': {
        const { askId, answer } = readForm(form, AssentForm)
        await giveAssent(db, viewer, { ...ref, askId, agrees: answer === 'yes' })
        return to('answered')
      }
      default:
        await voteForRepresentative(db, viewer, { ...ref, ...readForm(form, BallotForm) })
        return to('voted')
    }
  })
}

/** Whom one voted for and what one agreed to stays on no device. */
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? [{ title: `${words.title} · ${data.frame.shopName}` }] : []

const labels = {
  candidateId: words.pick,
  seats: words.seatsField,
  act: words.act,
  words: words.words,
  dueOn: words.dueOn,
}

export default function RepresentativesPage() {
  const data = useLoaderData<typeof loader>()
  const { frame, filing, representatives, election, results, asks, isIn, mayKeep, done, formId } = data
  const answer = useFormAnswer(labels)
  const isRepresentative = representatives.some(({ mine }) => mine)
  const basis = (words.basis as Partial<Record<typeof filing.destination, string>>)[filing.destination]
  return (
    <CasePage
      frame={frame}
      title={words.title}
      lede={`${filing.title} · ${filing.recipient}`}
      back={`/c/${frame.slug}/filings/${filing.id}`}
      live={!mayKeep}
    >
      <RefusedNotice answer={answer} />
      {done && !answer.refusal && (
        <Notice kind="done" live>
          {words.dones[done]}
        </Notice>
      )}
      {basis && <p>{basis}</p>}
      {!isIn && <Notice>{words.notInIt}</Notice>}
      <Representatives representatives={representatives} />
      <Election election={election} isIn={isIn} isRepresentative={isRepresentative} answer={answer} />
      <Assents asks={asks} people={data.people} isIn={isIn} />
      <Results results={results} />
      {mayKeep && (
        <>
          <VoteDesk key={`vote-${formId}`} id={formId} election={election} left={data.left} answer={answer} />
          {representatives.length > 0 && <AskDesk key={`ask-${formId}`} id={formId} answer={answer} />}
        </>
      )}
    </CasePage>
  )
}
