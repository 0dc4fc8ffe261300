import { sql } from 'kysely'
import type { VoiceMeans } from '#app/shapes/voice.ts'
import type { Db, Tx } from '#db/client.ts'
import { memberWho } from './access.ts'
import { record } from './ledger.ts'
import { notFound, Refusal } from './refusal.ts'
import { announce, inTransaction } from './transaction.ts'
import { codeHash, type Vault } from './vault.ts'
import type { Viewer } from './viewer.ts'

export { answersFor, statementsIn } from './voice/read.ts'
export { amendStatement, answerOrders, publishStatement, withdrawStatement } from './voice/say.ts'

// The respondent's voice: an account that speaks for one respondent of one case and for nothing else. It is no member, so
// everything that begins at membership is closed to it. The host sends a code to a contact known from elsewhere; whoever
// comes with it and with the company's business number is taken for the company, and who sent it, how and where stays.

/** How long a code may wait to be used, in days: letters by post take some. */
const CODE_DAYS = 14
/** Voices of a case that are not revoked: one or two for each of its companies. */
const VOICES_MAX = 50

/**
 * Makes the code that lets a company speak; host only. It is sent by the host, to `sentTo`. The same `id` again gives
 * the same code. Refuses `shared.forbidden`, `shared.not_found`, `voice.no_number` for a respondent without a business
 * number (what the company must know), `voice.too_many`.
 */
export async function inviteVoice(
  db: Db,
  viewer: Viewer,
  input: { slug: string; id: string; respondentId: string; means: VoiceMeans; sentTo: string },
  { vault }: { vault: Vault },
): Promise<{ code: string }> {
  const { slug, id, respondentId, means, sentTo } = input
  const code = vault.inviteCode(id)
  await inTransaction(db, async (tx) => {
    const host = await memberWho(tx, viewer, { slug }, 'case.edit')
    await lockHead(tx, host.caseId)
    const known = await tx.selectFrom('voice').select('case_id').where('id', '=', id).executeTakeFirst()
    if (known && known.case_id !== host.caseId) throw notFound()
    if (known) return
    const respondent = await tx
      .selectFrom('respondent')
      .select('business_number as number')
      .where('id', '=', respondentId)
      .where('case_id', '=', host.caseId)
      .where('state', '=', 'kept')
      .where('removed_at', 'is', null)
      .executeTakeFirst()
    if (!respondent) throw notFound()
    if (!respondent.number) throw new Refusal('conflict', 'voice.no_number')
    if ((await standing(tx, host.caseId)) >= VOICES_MAX) throw new Refusal('conflict', 'voice.too_many')
    await tx
      .insertInto('voice')
      .values({
        ...{ id, case_id: host.caseId, respondent_id: respondentId, means, sent_to: sentTo },
        ...{ business_number: respondent.number, code_hash: codeHash(code), issued_by: host.id },
      })
      .execute()
    await record(tx, host.caseId, host.id, { kind: 'voice.invited', data: { voiceId: id, respondentId } })
  })
  return { code }
}

/** Ends a voice for good; host only. What it said stays with its name. Again changes nothing. */
export async function revokeVoice(
  db: Db,
  viewer: Viewer,
  { slug, voiceId }: { slug: string; voiceId: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const host = await memberWho(tx, viewer, { slug }, 'case.edit')
    await lockHead(tx, host.caseId)
    const row = await tx
      .selectFrom('voice')
      .select('revoked_at')
      .where('id', '=', voiceId)
      .where('case_id', '=', host.caseId)
      .executeTakeFirst()
    if (!row) throw notFound()
    if (row.revoked_at) return
    await tx.updateTable('voice').set({ revoked_at: sql<Date>`now()` }).where('id', '=', voiceId).execute()
    await record(tx, host.caseId, host.id, { kind: 'voice.revoked', data: { voiceId } })
    announce(tx, { kind: 'case.changed', caseId: host.caseId, what: ['respondents'] })
  })
}

/** A voice as the host sees it: who verified it, by what means, and its code while nobody used it. Instants are ISO. */
export type VoiceView = {
  id: string
  respondentId: string
  means: VoiceMeans
  sentTo: string
  by: string
  issuedAt: string
  verifiedAt: string | null
  state: 'waiting' | 'expired' | 'speaking' | 'revoked'
  code: string | null
}

/** The voices of a case; host only. Refuses `shared.forbidden`, `shared.not_found`. */
export async function voicesIn(
  db: Db,
  viewer: Viewer,
  { slug }: { slug: string },
  { vault }: { vault: Vault },
): Promise<VoiceView[]> {
  const { caseId } = await memberWho(db, viewer, { slug }, 'case.edit')
  const rows = await db
    .selectFrom('voice')
    .innerJoin('member', 'member.id', 'voice.issued_by')
    .selectAll('voice')
    .select(['member.nickname as by', isFresh.as('isFresh')])
    .where('voice.case_id', '=', caseId)
    .orderBy('voice.issued_at', 'desc')
    .orderBy('voice.id')
    .execute()
  return rows.map((row) => {
    const waiting = row.isFresh ? ('waiting' as const) : ('expired' as const)
    const state = row.revoked_at ? 'revoked' : row.verified_at ? 'speaking' : waiting
    return {
      ...{ id: row.id, respondentId: row.respondent_id, means: row.means, sentTo: row.sent_to, by: row.by },
      issuedAt: row.issued_at.toISOString(),
      verifiedAt: row.verified_at?.toISOString() ?? null,
      state,
      code: state === 'waiting' ? vault.knownInviteCode(row.id, row.code_hash) : null,
    }
  })
}

/** What a code leads to: names that the public page of the case and the company's own papers show. */
export type VoicePlace = { voiceId: string; shopName: string; respondent: string; isMine: boolean }

/** The respondent behind a code. Refuses `voice.not_valid` for an unknown, used, expired or revoked one alike. */
export async function voiceByCode(db: Db, viewer: Viewer, { code }: { code: string }): Promise<VoicePlace> {
  const row = await behind(db, code)
  const isMine = viewer.accountId !== null && row?.accountId === viewer.accountId
  if (!row || row.revokedAt || (!isMine && (row.verifiedAt || !row.isFresh))) throw notValid()
  return { voiceId: row.id, shopName: row.shopName, respondent: row.respondent, isMine }
}

/**
 * Makes the viewer the voice behind a code. Refuses `voice.not_valid` as `voiceByCode`, `account.needed` to a guest,
 * `voice.wrong_number`, and `voice.is_member` to somebody who is or was in that case: a member's room is not to be read
 * by the company, whoever speaks for it.
 */
export async function takeVoice(
  db: Db,
  viewer: Viewer,
  { code, businessNumber }: { code: string; businessNumber: string },
): Promise<{ voiceId: string }> {
  const { accountId } = viewer
  if (!accountId || !viewer.hasPassword) throw new Refusal('forbidden', 'account.needed')
  return inTransaction(db, async (tx) => {
    const found = await behind(tx, code)
    if (!found) throw notValid()
    await lockHead(tx, found.caseId)
    const row = await behind(tx, code)
    if (!row || row.revokedAt) throw notValid()
    if (row.verifiedAt && row.accountId === accountId) return { voiceId: row.id }
    if (row.verifiedAt || !row.isFresh) throw notValid()
    if (row.number !== businessNumber) {
      const fields = { businessNumber: 'voice.wrong_number' }
      throw new Refusal('invalid', 'voice.wrong_number', { fields })
    }
    await ensureApart(tx, row.caseId, accountId)
    await tx
      .updateTable('voice')
      .set({ account_id: accountId, verified_at: sql<Date>`now()` })
      .where('id', '=', row.id)
      .execute()
    const data = { voiceId: row.id, respondentId: row.respondentId }
    await record(tx, row.caseId, null, { kind: 'voice.verified', data })
    announce(tx, { kind: 'case.changed', caseId: row.caseId, what: ['respondents'] })
    return { voiceId: row.id }
  })
}

/** Who is in the room, was in it, or speaks for somebody in it already, cannot become a voice of it. */
async function ensureApart(tx: Tx, caseId: string, accountId: string): Promise<void> {
  const member = await tx
    .selectFrom('member')
    .select('id')
    .where('case_id', '=', caseId)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  if (member) throw new Refusal('conflict', 'voice.is_member')
  const other = await tx
    .selectFrom('voice')
    .select('id')
    .where('case_id', '=', caseId)
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (other) throw new Refusal('conflict', 'voice.one_each')
}

const isFresh = sql<boolean>`voice.issued_at > now() - make_interval(days => ${CODE_DAYS})`

function behind(db: Db, code: string) {
  return db
    .selectFrom('voice')
    .innerJoin('case', 'case.id', 'voice.case_id')
    .innerJoin('respondent', 'respondent.id', 'voice.respondent_id')
    .select(['voice.id', 'voice.case_id as caseId', 'voice.respondent_id as respondentId'])
    .select(['voice.business_number as number', 'voice.account_id as accountId'])
    .select(['voice.verified_at as verifiedAt', 'voice.revoked_at as revokedAt', isFresh.as('isFresh')])
    .select(['case.shop_name as shopName', 'respondent.name as respondent'])
    .where('voice.code_hash', '=', codeHash(code))
    .executeTakeFirst()
}

async function standing(tx: Tx, caseId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('voice')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('case_id', '=', caseId)
    .where('revoked_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}

async function lockHead(tx: Tx, caseId: string): Promise<void> {
  await tx.selectFrom('case_head').select('case_id').where('case_id', '=', caseId).forUpdate().execute()
}

function notValid(): Refusal {
  return new Refusal('notFound', 'voice.not_valid')
}
