import { Form } from '@remix-run/react'
import { type FormEvent, useId, useState } from 'react'
import { moment } from '#app/text/format.ts'
import type { PollCard } from '../../shapes/card.ts'
import { polls as words } from '../../text/ko/polls.ts'
import { sentenceOf } from '../../text/ko/refusals.ts'
import { Button } from '../button.tsx'
import { classNames } from '../class-names.ts'
import { Icon } from '../icon.tsx'
import { Row } from '../page-shell.tsx'
import styles from './poll-box.module.css'

interface PollBoxProps {
  slug: string
  poll: PollCard
  /** What the viewer chose. */
  choices: readonly number[]
  /** Whether the viewer is asked, or looks on. */
  mayVote: boolean
  /** Votes in place; answers the refusal's code, or null. Without it the form goes to the poll's own page. */
  vote?: (choices: readonly number[]) => Promise<string | null>
}

/** A poll to vote in: its choices with their bars, open to change until it closes. Works without scripts. */
export function PollBox({ slug, poll, choices, mayVote, vote }: PollBoxProps) {
  const { id, multiple, isClosed, options, voters } = poll
  const isOpen = mayVote && !isClosed
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const cast = async (chosen: readonly number[]) => {
    if (!vote) return
    setBusy(true)
    setProblem(await vote(chosen))
    setBusy(false)
  }
  const send = (event: FormEvent<HTMLFormElement>) => {
    if (!vote) return
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const chosen = form.getAll('choices').map(Number)
    if (chosen.length === 0) return setProblem('poll.choice_needed')
    void cast(chosen)
  }
  const group = useId()
  return (
    <Form method="post" action={`/c/${slug}/polls/${id}`} className={styles.box} onSubmit={send}>
      <Terms poll={poll} />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset's legend would repeat the heading above */}
      <div role="group" aria-labelledby={group} className={styles.options}>
        <span id={group} className="spoken">
          {poll.question}
        </span>
        {options.map((option) => (
          <Option
            // Anew when what is chosen changes elsewhere: the box shows what is stored.
            key={`${option.no}.${choices.includes(option.no)}`}
            option={option}
            voters={voters}
            chosen={choices.includes(option.no)}
            type={isOpen ? (multiple ? 'checkbox' : 'radio') : null}
          />
        ))}
      </div>
      {problem && (
        <p role="alert" className={styles.problem}>
          {sentenceOf(problem)}
        </p>
      )}
      {!mayVote && !isClosed && <p className="meta">{words.lookingOn}</p>}
      {isOpen && (
        <Row>
          <Button
            type="submit"
            name="intent"
            value="vote"
            kind={choices.length > 0 ? 'quiet' : 'primary'}
            busy={busy}
          >
            {choices.length > 0 ? words.change : words.vote}
          </Button>
          {choices.length > 0 && (
            <Button
              type={vote ? 'button' : 'submit'}
              name="intent"
              value="unvote"
              kind="bare"
              onClick={() => void cast([])}
            >
              {words.takeBack}
            </Button>
          )}
        </Row>
      )}
    </Form>
  )
}

function Terms({ poll: { multiple, anonymous, isClosed, closesAt, voters } }: { poll: PollCard }) {
  const { one, many, anonymous: hidden, named } = words.kinds
  const end = isClosed ? words.isClosed : closesAt ? words.until(moment(closesAt)) : words.noEnd
  return (
    <p className="meta">
      {[multiple ? many : one, anonymous ? hidden : named, end, words.voters(voters)].join(' · ')}
    </p>
  )
}

interface OptionProps {
  option: PollCard['options'][number]
  voters: number
  chosen: boolean
  /** Null once nothing can be chosen any more. */
  type: 'radio' | 'checkbox' | null
}

/** One choice: its words, how many chose it, and the same as a bar. */
function Option({ option: { no, label, votes }, voters, chosen, type }: OptionProps) {
  return (
    <label className={classNames(styles.option, chosen && styles.chosen)}>
      <span className={styles.line}>
        {type && (
          <input type={type} name="choices" value={no} defaultChecked={chosen} className={styles.tick} />
        )}
        <span className={styles.label}>{label}</span>
        {chosen && (
          <span className={styles.mine}>
            <Icon name="check" size="small" label={words.chosen} />
          </span>
        )}
        <span className={styles.share}>{words.share(votes, percent(votes, voters))}</span>
      </span>
      <progress className={styles.bar} max={Math.max(1, voters)} value={votes} aria-hidden />
    </label>
  )
}

/** Whole percent of those who voted. */
export function percent(votes: number, voters: number): number {
  return voters === 0 ? 0 : Math.round((votes / voters) * 100)
}
