import { seoulDate } from '#app/shapes/civil-date.ts'
import { elapsed, promiseStanding, silenceAt } from '#app/shapes/timeline.ts'
import { day, fullMoment } from '#app/text/format.ts'
import { channelNames } from '#app/text/ko/chat.ts'
import { chronicleWords as words } from '#app/text/ko/chronicle.ts'
import { exhibitLabel } from '#app/text/ko/exhibit.ts'
import { citedWords, factsPage } from '#app/text/ko/fact.ts'
import { elapsedText, factKindWords, promiseWords, signWords, timelineWords } from '#app/text/ko/timeline.ts'
import type { FactSource, FactThing, FactView } from '#server/domain/fact/read.ts'

// The timeline as a document, before it is set: every word of it, and nothing a person typed read as markup.

/** One line of the document. `marks` say what kind it is and how sure; `notes` stand below its words. */
export type ChronicleEntry = {
  no: number
  when: string
  marks: string
  who: string
  body: string
  notes: string[]
  sources: string[]
}
export type Chronicle = {
  title: string
  facts: [string, string][]
  entries: ChronicleEntry[]
  notes: string[]
}

/** Entries in order of time, numbered from one, as they stand at `now` (ISO). Pure. */
export function chronicleEntries(facts: readonly FactView[], now: string): ChronicleEntry[] {
  const numbers = new Map(facts.map(({ id }, at) => [id, at + 1]))
  return facts.map((fact, at) => ({
    no: at + 1,
    when: whenOf(fact),
    marks: [
      fact.sign ? signWords[fact.sign] : factKindWords[fact.kind].label,
      factsPage.states[fact.state],
    ].join(' · '),
    who: fact.speaker ? timelineWords.saidBy(fact.speaker.name, fact.speaker.role) : '',
    body: fact.body,
    notes: notesOf(fact, { facts, numbers, now }),
    sources: sourcesOf(fact),
  }))
}

function whenOf({ happenedAt, dayOnly, asOf }: FactView): string {
  const at = dayOnly ? day(seoulDate(happenedAt)) : fullMoment(happenedAt)
  return asOf ? timelineWords.asOf(at) : at
}

type Around = { facts: readonly FactView[]; numbers: ReadonlyMap<string, number>; now: string }

function notesOf(fact: FactView, { facts, numbers, now }: Around): string[] {
  const silence = silenceAt(fact, facts)
  const others = fact.differs.flatMap((id) => numbers.get(id) ?? []).sort((a, b) => a - b)
  return [
    ...(fact.kind === 'promise' ? [promiseNote(fact, now)] : []),
    ...(silence ? [words.silence(elapsedText(silence))] : []),
    ...(others.length > 0 ? [words.differs(others.join(', '))] : []),
    ...(fact.version > 1 ? [words.changed(fact.version)] : []),
  ]
}

function promiseNote(fact: FactView, now: string): string {
  const { dueAt, dueDayOnly } = fact
  const standing = promiseStanding(fact, now)
  const since = standing === 'overdue' && dueAt ? elapsed(dueAt, dueDayOnly, now) : null
  return [
    ...(dueAt ? [promiseWords.due(dueDayOnly ? day(seoulDate(dueAt)) : fullMoment(dueAt))] : []),
    promiseWords.standing[standing],
    ...(since ? [promiseWords.overdue(elapsedText(since))] : []),
  ].join(' · ')
}

function sourcesOf({ sources, things }: FactView): string[] {
  const all = [...things.map(thingLine), ...sources.map(messageLine)]
  return all.length > 0 ? all : [words.noSource]
}

function messageLine({ channel, seq, body }: FactSource): string {
  const place = citedWords.place(channelNames[channel], seq)
  return body === null ? words.messageUnread(place) : words.message(place, body)
}

/** Letters of an id that tell two pieces of evidence apart on paper. */
const SHORT_ID = 8

function thingLine({ kind, url, title, evidenceId, seenAt, sha256, exhibits }: FactThing): string {
  const what =
    kind === 'url'
      ? words.url(url)
      : kind === 'capture'
        ? words.capture(url, seenAt ? fullMoment(seenAt) : '')
        : words.evidence(title, exhibits.length > 0 ? '' : (evidenceId ?? '').slice(0, SHORT_ID))
  const label = exhibits.length > 0 ? `${words.exhibit(exhibits.map(exhibitLabel).join(', '))} ` : ''
  return `${label}${what}${sha256 ? `\n${words.hash(sha256)}` : ''}`
}
