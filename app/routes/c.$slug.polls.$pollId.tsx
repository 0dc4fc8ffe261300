import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
  type SerializeFrom,
} from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { Button, LinkButton } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { Folded } from '#app/parts/folded.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { Notice } from '#app/parts/notice.tsx'
import { Row } from '#app/parts/page-shell.tsx'
import { PollBox } from '#app/parts/poll/poll-box.tsx'
import { ResultTable } from '#app/parts/poll/result-table.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { mayVote } from '#app/shapes/labels.ts'
import { PollChoices, PollQuery } from '#app/shapes/poll.ts'
import { moment } from '#app/text/format.ts'
import { polls, pollPage as words } from '#app/text/ko/polls.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { closePoll, pollFor, pollVoters, vote } from '#server/domain/poll.ts'
import { Refusal } from '#server/domain/refusal.ts'
import { answering, doneIn, loading, readForm } from '#server/web/answer.ts'

type Done = keyof typeof words.dones

/** `?who=2` lists who chose that option of an open poll, `&after=ID` further on. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const { db } = context
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '', pollId: params.pollId ?? '' }
    const query = new URL(request.url).searchParams
    const found = await pollFor(db, viewer, ref)
    const { who: no, after } = PollQuery.parse(Object.fromEntries(query))
    const who = no === null ? null : { no, ...(await pollVoters(db, viewer, { ...ref, no, after })) }
    const frame = await caseFrame(db, viewer, ref)
    return json({ frame, ...found, who, done: doneIn(request, words.dones) })
  })
}

/** Votes, takes the vote back, or closes the poll, as `intent` says. */
export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    const { db } = context
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '', pollId: params.pollId ?? '' }
    const to = (done: Done) => redirect(`/c/${ref.slug}/polls/${ref.pollId}?done=${done}`, 303)
    const intent = form.get('intent')
    await context.limit(intent === 'close' ? 'write' : 'reaction')
    await pollFor(db, viewer, ref)
    if (intent === 'close') {
      await closePoll(db, viewer, ref)
      return to('closed')
    }
    if (intent === 'unvote') {
      await vote(db, viewer, { ...ref, choices: [] })
      return to('taken')
    }
    const { choices } = readForm(form, PollChoices)
    if (choices.length === 0) throw new Refusal('invalid', 'poll.choice_needed')
    await vote(db, viewer, { ...ref, choices })
    return to('voted')
  })
}

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? [{ title: `${data.poll.question} · ${data.frame.shopName}` }] : []

type Data = SerializeFrom<typeof loader>

export default function PollPage() {
  const { frame, poll, choices, mayClose, who, done } = useLoaderData<typeof loader>()
  const answer = useFormAnswer({})
  const { slug } = frame
  const file = `/c/${slug}/polls/${poll.id}/result.csv`
  return (
    <CasePage
      frame={frame}
      title={poll.question}
      lede={polls.by(poll.by, moment(poll.at))}
      back={`/c/${slug}/polls`}
    >
      <RefusedNotice answer={answer} />
      {done && !answer.refusal && (
        <Notice kind="done" live>
          {words.dones[done]}
        </Notice>
      )}
      <Card>
        <PollBox
          slug={slug}
          poll={poll}
          choices={choices}
          mayVote={mayVote(frame.me.side) && !frame.keptAt}
        />
      </Card>
      <Card title={words.result}>
        <ResultTable poll={poll} />
        <Row>
          <LinkButton icon="download" to={file} reloadDocument>
            {words.download}
          </LinkButton>
          {!poll.anonymous && (
            <LinkButton icon="download" to={`${file}?what=people`} reloadDocument>
              {words.downloadPeople}
            </LinkButton>
          )}
        </Row>
      </Card>
      {!poll.anonymous && <Who poll={poll} who={who} />}
      {mayClose && (
        <Folded label={words.closeNow} danger>
          <p>
            <strong>{words.closeAsk}</strong> {words.closeHint}
          </p>
          <Form method="post">
            <Button type="submit" name="intent" value="close" kind="danger">
              {words.closeNow}
            </Button>
          </Form>
        </Folded>
      )}
    </CasePage>
  )
}

/** Who chose what, option by option, in an open poll. */
function Who({ poll, who }: Pick<Data, 'poll' | 'who'>) {
  return (
    <Card title={words.who}>
      <Row>
        {poll.options.map(({ no, label, votes }) => (
          <LinkButton
            key={no}
            to={`?who=${no}`}
            preventScrollReset
            kind={who?.no === no ? 'primary' : 'quiet'}
            aria-current={who?.no === no ? 'true' : undefined}
          >
            {words.votersOf(label, votes)}
          </LinkButton>
        ))}
      </Row>
      {who && (
        <section aria-live="polite">
          <h3>{words.whoOf(poll.options.find(({ no }) => no === who.no)?.label ?? '')}</h3>
          <p>
            {who.voters.length === 0 ? words.nobody : who.voters.map(({ nickname }) => nickname).join(', ')}
          </p>
          {who.next && (
            <LinkButton to={`?who=${who.no}&after=${who.next}`} preventScrollReset>
              {words.next}
            </LinkButton>
          )}
        </section>
      )}
    </Card>
  )
}
