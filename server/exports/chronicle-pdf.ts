import { chronicleWords as words } from '#app/text/ko/chronicle.ts'
import type { Chronicle } from './chronicle.ts'
import { typeset } from './typeset.ts'

/** Entries set at a time: some thirty pages, and as much as is put together in bounded memory. */
const PART_ENTRIES = 300

/** The chronicle as a PDF: A4, numbered pages, searchable Korean text. The same chronicle gives the same bytes. */
export function chroniclePdf(chronicle: Chronicle): Promise<Uint8Array> {
  return typeset('chronicle', partsOf(chronicle))
}

async function* partsOf({ title, facts, entries, notes }: Chronicle) {
  const { head, entries: heading, empty } = words
  const common = { title, heading, empty, head: [head.no, head.when, head.what, head.sources] }
  for (let from = 0; from === 0 || from < entries.length; from += PART_ENTRIES) {
    const part = entries.slice(from, from + PART_ENTRIES)
    const isLast = from + PART_ENTRIES >= entries.length
    yield { ...common, facts: from === 0 ? facts : [], entries: part, notes: isLast ? notes : [] }
  }
}
