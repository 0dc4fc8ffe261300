import { readHost } from '#app/live/host-name.ts'
import { daysBetween } from '#app/shapes/civil-date.ts'
import { day, grouped } from '#app/text/format.ts'
import { stateWords, statePage as words } from '#app/text/ko/case-state.ts'
import type { CaseStateView } from '#server/domain/case-state.ts'
import { Chip, type ChipTone, DDay } from '../chip.tsx'
import { Row, Stack } from '../page-shell.tsx'

interface StateLineProps {
  state: CaseStateView
  /** Today in Korea, the same on server and browser. */
  today: string
}

/** Good, worrying, or past worrying. */
const tone = ({ state }: CaseStateView): ChipTone =>
  state === 'normal' ? 'done' : state === 'delayed' ? 'waiting' : 'danger'

/** A state that holds: which, since when, the day it names as D-day, and where that was read. */
export function StateLine({ state, today }: StateLineProps) {
  const { since, nextOn } = state
  return (
    <Stack>
      <Row>
        <Chip tone={tone(state)}>{stateWords[state.state].label}</Chip>
        <span>
          {words.sinceText(day(since))} · {words.forDays(`${grouped(daysBetween(since, today) + 1)}일`)}
        </span>
        {nextOn && <DDay date={nextOn} today={today} what={words.dayNamed(nextOn, today)} />}
      </Row>
      <SourceOf state={state} />
    </Stack>
  )
}

/** Where a state was read; an address shows the host it really leads to. */
export function SourceOf({ state: { source, url } }: { state: CaseStateView }) {
  return (
    <p className="meta">
      {words.from}: {source}{' '}
      {URL.canParse(url) && (
        <a href={url} rel="noopener noreferrer nofollow ugc" target="_blank">
          {readHost(new URL(url).hostname).shown}
        </a>
      )}
    </p>
  )
}

/** The chips of a state for the head of a page. */
export function StateChips({ state, today }: StateLineProps) {
  return (
    <>
      <Chip tone={tone(state)}>{stateWords[state.state].label}</Chip>
      {state.nextOn && <DDay date={state.nextOn} today={today} what={words.dayNamed(state.nextOn, today)} />}
    </>
  )
}
