import { type Label, labels, type Side } from './case.ts'
import { type Reading, read, refuse, shape } from './reading.ts'

// What a helper with a label (자격) may see, in one place. Members without one see all of a member's; what is not named
// here is theirs alone, so that a page somebody adds tomorrow is closed to labels until a line opens it.

/**
 * Parts of a room: one's own place in it (the frame, leaving, one's own copy, the public log), notices and dates, the
 * timeline with respondents and the case's state, the conversation of everybody, exact totals, masked pictures, and
 * filings, each only where an officer granted it.
 */
export const areas = ['place', 'notices', 'facts', 'talk', 'totals', 'pictures', 'filings'] as const
export type Area = (typeof areas)[number]

/** Who sees which. The press has the public story and public totals, where numbers under five people stay unsaid. */
export const labelSees: Record<Label, readonly Area[]> = {
  observer: ['place', 'notices', 'facts', 'talk', 'totals', 'pictures'],
  lawyer: ['place', 'notices', 'facts', 'talk', 'totals', 'pictures', 'filings'],
  press: ['place', 'notices'],
  agency: ['place', 'notices', 'facts', 'totals', 'filings'],
}

/** Who may offer to take a case or gather money without a look of the staff first. */
const mayRecruit: readonly Side[] = ['lawyer']

export function labelOf(side: Side): Label | null {
  return labels.find((label) => label === side) ?? null
}

/** Whether a member of that side sees an area; `members` is what no label opens. */
export function sees(side: Side, area: Area | 'members'): boolean {
  const label = labelOf(side)
  return label === null || labelSees[label].some((each) => each === area)
}

/** Whether a member of that side votes: what a room decides is decided by its own, not by who looks on with a label. */
export function mayVote(side: Side): boolean {
  return labelOf(side) === null
}

/** Whether words that recruit may go out at once under this side. */
export function recruitsFreely(side: Side): boolean {
  return mayRecruit.includes(side)
}

/** A label as a form sends it, null for none. Refuses `label.unknown`. */
export const LabelChoice = shape((raw): Reading<Label | null> => {
  if (raw === undefined || raw === null || raw === '') return read(null)
  const label = labels.find((known) => known === raw)
  return label ? read(label) : refuse('label.unknown')
})
