import { formatPhone } from '#app/shapes/phone.ts'
import { sheetLinksText } from '#app/text/ko/sheet.ts'
import type { Db } from '#db/client.ts'
import type { Column } from '#server/exports/column.ts'
import { csvStream } from '#server/exports/csv.ts'
import { caseKey } from '../case-key.ts'
import { record } from '../ledger.ts'
import { Refusal } from '../refusal.ts'
import { inTransaction } from '../transaction.ts'
import { type CaseKey, unseal, type Vault } from '../vault.ts'
import type { Viewer } from '../viewer.ts'
import type { WaitingDraft } from './row.ts'
import { ownSheet, type SheetRef } from './view.ts'
import { linkCode, waitingPlace } from './write.ts'

/** People read at a time. */
const PAGE = 500

type LinkRow = { name: string; phone: string; email: string; claims: number; link: string; until: string }

/**
 * The links of everybody with claims of this list still waiting, as CSV for a mail merge, for whoever brought it; recorded
 * each time, before anything is opened. `origin` begins each link. Refuses `sheet.not_now` before it was brought.
 */
export async function sheetLinks(
  db: Db,
  viewer: Viewer,
  { origin, ...ref }: SheetRef & { origin: string },
  { vault }: { vault: Vault },
): Promise<AsyncIterable<Uint8Array>> {
  const { row } = await ownSheet(db, viewer, ref)
  if (row.state !== 'ready') throw new Refusal('conflict', 'sheet.not_now')
  await inTransaction(db, async (tx) => {
    const { member } = await ownSheet(tx, viewer, ref)
    const data = { sheetId: row.id, waiting: row.waiting ?? 0 }
    await record(tx, member.caseId, member.id, { kind: 'sheet.links_shown', data })
  })
  const key = await caseKey(db, vault, row.case_id)
  return csvStream(columns, rowsOf(db, key, { sheetId: row.id, origin }))
}

const { headers } = sheetLinksText
const columns: readonly Column<LinkRow>[] = [
  { key: 'name', header: headers.name, kind: 'text', width: 12, value: ({ name }) => name },
  { key: 'phone', header: headers.phone, kind: 'text', width: 16, value: ({ phone }) => formatPhone(phone) },
  { key: 'email', header: headers.email, kind: 'text', width: 24, value: ({ email }) => email },
  { key: 'claims', header: headers.claims, kind: 'integer', width: 8, value: ({ claims }) => claims },
  { key: 'link', header: headers.link, kind: 'text', width: 50, value: ({ link }) => link },
  { key: 'until', header: headers.until, kind: 'datetime', width: 20, value: ({ until }) => until },
]

async function* rowsOf(
  db: Db,
  key: CaseKey,
  { sheetId, origin }: { sheetId: string; origin: string },
): AsyncGenerator<LinkRow> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const people = await peopleAfter(db, sheetId, after)
    for (const { id, person, sealed, claims, expires } of people) {
      if (!sealed || !person) continue
      const { identity } = unseal(key, waitingPlace(id), sealed) as WaitingDraft
      const { name, phone, email } = identity
      const link = `${origin}/w/${linkCode(key, person)}`
      yield { name, phone, email, claims, link, until: expires.toISOString() }
    }
    const last = people.at(-1)?.person
    if (!last) return
    after = last
  }
}

/** The next people of a list, each with the first of their claims. */
function peopleAfter(db: Db, sheetId: string, after: string) {
  return db
    .selectFrom('sheet_claim')
    .innerJoin('sheet_person', 'sheet_person.id', 'sheet_claim.person_id')
    .distinctOn('person_id')
    .select(['sheet_claim.id', 'person_id as person', 'sealed', 'expires_at as expires'])
    .select((eb) =>
      eb.fn
        .countAll<number>()
        .over((over) => over.partitionBy('person_id'))
        .as('claims'),
    )
    .where('sheet_claim.sheet_id', '=', sheetId)
    .where('person_id', '>', after)
    .orderBy('person_id')
    .orderBy('row_from')
    .limit(PAGE)
    .execute()
}
