import { sql } from 'kysely'
import type { Db, Tx } from '#db/client.ts'
import { comparableName } from '#server/imports/kakao/media.ts'
import { inTransaction } from '../transaction.ts'
import { blindIndex, type CaseKey } from '../vault.ts'

// Names people had in KakaoTalk. Each gets a number in its case, by which it is shown; the name itself is not kept, only a
// keyed index by which it is found again. A name is no person: several may have had the same one.

/** `key` is the keyed index, as hex. */
export type KakaoName = { id: number; no: number; key: string }

type Place = { caseId: string; key: CaseKey }

/** Whoever saved the file, as phones write it in their place. */
const SAVER = new Set(['회원님', 'you'])
/** The app's own bots in open chats. */
const BOTS = new Set(['오픈채팅봇', '방장봇'])

export function isSaver(name: string): boolean {
  return SAVER.has(name)
}

export function isBot(name: string): boolean {
  return BOTS.has(comparableName(name))
}

/** The keyed index of a name: equal for all its spellings. */
export function nameKey(key: CaseKey, name: string): Buffer {
  return blindIndex(key, 'kakao', `name|${comparableName(name)}`)
}

/** The names' numbers, given to those that have none yet. In the order of `names`. */
export async function namesOf(db: Db, place: Place, names: readonly string[]): Promise<KakaoName[]> {
  const wanted = names.map((name) => ({
    index: nameKey(place.key, name),
    is_bot: isBot(name),
    member_id: null,
  }))
  return numbered(db, place.caseId, wanted)
}

/** The number of a member who stands in a file only as the one who saved it. */
export async function nameOfSaver(db: Db, place: Place, memberId: string): Promise<KakaoName> {
  const index = blindIndex(place.key, 'kakao', `member|${memberId}`)
  const wanted = { index, is_bot: false, member_id: memberId }
  const [name] = await numbered(db, place.caseId, [wanted])
  if (!name) throw new Error('A name was given no number')
  return name
}

type Wanted = { index: Buffer; is_bot: boolean; member_id: string | null }

async function numbered(db: Db, caseId: string, wanted: Wanted[]): Promise<KakaoName[]> {
  const known = await knownNames(db, caseId, wanted)
  if (wanted.some(({ index }) => !known.has(index.toString('hex')))) {
    await inTransaction(db, (tx) => addNames(tx, caseId, wanted, known))
  }
  return wanted.map(({ index }) => {
    const name = known.get(index.toString('hex'))
    if (!name) throw new Error('A name was given no number')
    return name
  })
}

/** Numbers have no gaps: they are given out one case at a time. */
async function addNames(
  tx: Tx,
  caseId: string,
  wanted: Wanted[],
  known: Map<string, KakaoName>,
): Promise<void> {
  await tx.selectFrom('case_head').select('case_id').where('case_id', '=', caseId).forUpdate().execute()
  for (const [key, name] of await knownNames(tx, caseId, wanted)) known.set(key, name)
  const { last } = await tx
    .selectFrom('kakao_name')
    .select((eb) => eb.fn.coalesce(eb.fn.max('no'), eb.lit(0)).as('last'))
    .where('case_id', '=', caseId)
    .executeTakeFirstOrThrow()
  const missing = new Map(wanted.map((each) => [each.index.toString('hex'), each]))
  for (const key of known.keys()) missing.delete(key)
  const rows = [...missing.values()].map(({ index, ...rest }, at) => ({
    ...rest,
    no: last + at + 1,
    name_key: `\\x${index.toString('hex')}`,
  }))
  // As JSON: a list of values would be another statement for each length.
  const { rows: added } = await sql<{ id: number; no: number; name_key: Buffer }>`
    insert into kakao_name (case_id, no, name_key, member_id, is_bot)
    select ${caseId}, no, name_key, member_id, is_bot
    from json_to_recordset(${JSON.stringify(rows)}::text::json)
      as given (no integer, name_key bytea, member_id uuid, is_bot boolean)
    returning id, no, name_key`.execute(tx)
  for (const { id, no, name_key } of added) {
    const key = Buffer.from(name_key).toString('hex')
    known.set(key, { id, no, key })
  }
}

async function knownNames(db: Db, caseId: string, wanted: Wanted[]): Promise<Map<string, KakaoName>> {
  const keys = wanted.map(({ index }) => index)
  const rows = await db
    .selectFrom('kakao_name')
    .select(['id', 'no', 'name_key'])
    .where('case_id', '=', caseId)
    .where((eb) => eb('name_key', '=', eb.fn.any(eb.val(keys))))
    .execute()
  return new Map(
    rows.map(({ id, no, name_key }) => {
      const key = Buffer.from(name_key).toString('hex')
      return [key, { id, no, key }]
    }),
  )
}
