import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import type { ClaimSide } from '#app/shapes/case.ts'
import { consentVersion } from '#app/text/ko/consent.ts'
import type { Db } from '#db/client.ts'
import {
  bringSheet,
  matchSheet,
  readSheetNow,
  receiveSheet,
  sheetFor,
  sheetLinks,
  takeOver,
} from '#server/domain/sheet.ts'
import { inTransaction } from '#server/domain/transaction.ts'
import type { Vault } from '#server/domain/vault.ts'
import type { Viewer } from '#server/domain/viewer.ts'
import type { FileStore } from '#server/files/store.ts'

// Lists as officers bring them. The people in them are invented.

export type Parts = { db: Db; vault: Vault; files: FileStore }
export type List = { slug: string; bytes: string | Buffer; name?: string; side?: ClaimSide; id?: string }

export const HEADING = '타임스탬프,이름,연락처,주문일,주문번호,상품명,결제금액,결제수단,피해 유형,비고'

/** A row of the form above, of one person with one order. */
export const answer = (
  no: number,
  changes: { name?: string; phone?: string; order?: string; amount?: string } = {},
) => {
  const { name = `구매자${no}`, phone = `010-0000-${String(no).padStart(4, '0')}` } = changes
  const { order = `00${no}-2024`, amount = '"1,234,000원"' } = changes
  return `2024. 8. 20 오후 3:10:00,${name},${phone},2024.8.10,${order},여름 이불,${amount},카드,환불,`
}

/** Brings a list without matching it. */
export async function bringList({ db, files }: Parts, viewer: Viewer, of: List): Promise<string> {
  const { slug, bytes, name = '명단.csv', side = 'buyer', id = randomUUID() } = of
  const stream = Readable.from([Buffer.from(bytes)])
  const arrival = { slug, name, bytes: stream, order: () => ({ id, side }) }
  return (await receiveSheet(db, viewer, arrival, { files })).sheetId
}

/** The same, looked through with the columns as they were suggested. */
export async function checkedList(parts: Parts, viewer: Viewer, of: List): Promise<string> {
  const { db, files } = parts
  const sheetId = await bringList(parts, viewer, of)
  const ref = { slug: of.slug, sheetId }
  const { side, kind, fields } = await sheetFor(db, viewer, ref)
  await matchSheet(db, viewer, { ...ref, match: { side, kind, fields } }, { files })
  await readSheetNow(db, { sheetId, lastTry: false }, parts)
  return sheetId
}

/** The same, with its claims waiting for their owners. */
export async function broughtList(parts: Parts, viewer: Viewer, of: List): Promise<string> {
  const sheetId = await checkedList(parts, viewer, of)
  await bringSheet(parts.db, viewer, { slug: of.slug, sheetId })
  await readSheetNow(parts.db, { sheetId, lastTry: false }, parts)
  return sheetId
}

/** The same in one transaction: where a whole server runs, its own job finds nothing left to do. */
export function broughtAtOnce(parts: Parts, viewer: Viewer, of: List): Promise<string> {
  return inTransaction(parts.db, (db) => broughtList({ ...parts, db }, viewer, of))
}

/** The code of each person's link, by name. */
export async function linkCodes(
  { db, vault }: Parts,
  viewer: Viewer,
  ref: { slug: string; sheetId: string },
): Promise<Map<string, string>> {
  const chunks: Uint8Array[] = []
  const origin = 'https://moa.example.com'
  for await (const chunk of await sheetLinks(db, viewer, { ...ref, origin }, { vault })) chunks.push(chunk)
  const [, ...lines] = Buffer.concat(chunks).toString('utf8').trim().split('\r\n')
  return new Map(
    lines.map((line) => {
      const [name = '', , , , link = ''] = line.split(',')
      return [name, link.split('/w/')[1] ?? '']
    }),
  )
}

/** Takes claims over with everything ticked. */
export function taken(
  { db, vault }: Parts,
  viewer: Viewer,
  { code, digits, claims }: { code: string; digits: string; claims: string[] },
) {
  const taking = { digits, claims, consentVersion, isTrue: true, notOnTheWay: true }
  return takeOver(db, viewer, { code, taking }, { vault })
}
