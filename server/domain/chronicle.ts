import { createHash } from 'node:crypto'
import { formatBusinessNumber } from '#app/shapes/business-number.ts'
import { day, fullMoment } from '#app/text/format.ts'
import { statePage, stateWords } from '#app/text/ko/case-state.ts'
import { chronicleWords as words } from '#app/text/ko/chronicle.ts'
import type { Db } from '#db/client.ts'
import { type Chronicle, chronicleEntries } from '#server/exports/chronicle.ts'
import { chronicleDocx } from '#server/exports/chronicle-docx.ts'
import { chroniclePdf } from '#server/exports/chronicle-pdf.ts'
import { memberIn } from './access.ts'
import { caseFacts } from './case.ts'
import { type CaseStateView, caseState } from './case-state.ts'
import { factsIn } from './fact.ts'
import { stateOf } from './handle.ts'
import { canonicalJson, record } from './ledger.ts'
import { type Turns, takeTurn } from './picture/turns.ts'
import { inTransaction } from './transaction.ts'
import type { Viewer } from './viewer.ts'

// The chronicle of a case (사건경위서): the timeline as a document, each fact with what it rests on. It names no members.

/** Entries in one document: some five hundred pages. */
const ENTRIES_MAX = 5000

export type ChronicleForm = 'pdf' | 'docx'
export type ChronicleFile = { bytes: Uint8Array; shopName: string }

/**
 * The chronicle as a file: what the staff judged, or with `all` claims nobody has judged too, as the viewer may read it.
 * Recorded with a hash of what it says. Refuses `shared.not_found`, `picture.busy` when too many are being set.
 */
export async function chronicleFile(
  db: Db,
  viewer: Viewer,
  { slug, form, all }: { slug: string; form: ChronicleForm; all: boolean },
): Promise<ChronicleFile> {
  const member = await memberIn(db, viewer, { slug }, 'facts')
  const shop = await caseFacts(db, viewer, { slug })
  const now = new Date().toISOString()
  const { facts } = await factsIn(db, viewer, { slug, limit: ENTRIES_MAX })
  const told = facts.filter(({ state }) => all || state !== 'claimed')
  const { history } = await caseState(db, member.caseId)
  const chronicle: Chronicle = {
    title: words.title,
    facts: [
      [words.shop, shop.shopName],
      ...some(words.operator, shop.operatorName),
      ...some(words.businessNumber, shop.businessNumber && formatBusinessNumber(shop.businessNumber)),
      ...some(words.state, [...history].reverse().map(stateLine).join('\n')),
      [words.asOf, fullMoment(now)],
      [words.counted, words.countOf(told.length)],
    ],
    entries: chronicleEntries(told, now),
    notes: [...words.notes],
  }
  const set = form === 'pdf' ? chroniclePdf : chronicleDocx
  const bytes = await takeTurn(turnsOf(db), () => set(chronicle))
  const sha256 = createHash('sha256').update(canonicalJson(chronicle.entries)).digest('hex')
  await inTransaction(db, (tx) =>
    record(tx, member.caseId, member.id, { kind: 'chronicle.made', data: { facts: told.length, sha256 } }),
  )
  return { bytes, shopName: shop.shopName }
}

function some(name: string, value: string | null): [string, string][] {
  return value ? [[name, value]] : []
}

function stateLine({ state, since, endedOn, source }: CaseStateView): string {
  const when = endedOn ? statePage.untilText(day(since), day(endedOn)) : statePage.sinceText(day(since))
  return `${when} ${stateWords[state].label} (${source})`
}

/** Two at a time: each PDF is set by a process of its own. */
function turnsOf(db: Db): Turns {
  return stateOf(db, 'chronicle.turns', () => ({ running: 0, waiting: [] }))
}
