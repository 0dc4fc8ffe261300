import { sql } from 'kysely'
import type { Role } from '#app/shapes/case.ts'
import { goneName } from '#app/text/ko/erasure.ts'
import type { Tx } from '#db/client.ts'
import { enqueueLater } from '#server/jobs/queue.ts'
import { newGuest } from '../account.ts'
import { record } from '../ledger.ts'
import { endMembership } from '../member/end.ts'
import { passOn } from '../member/succession.ts'
import { lockChannel } from '../message/batch.ts'
import { changeMessages } from '../message/change.ts'
import { Refusal } from '../refusal.ts'
import { announce } from '../transaction.ts'

/** A membership that is to be erased, present or past. Never leaves the domain. */
export type Ending = { id: string; accountId: string; caseId: string; role: Role; isPresent: boolean }

/** When the job looks for what is left, ms: after every transaction that began while the membership stood. */
const LOOK_AGAIN_MS = 60_000

/** The account's memberships, past ones too; of one case when it is named. In the order in which cases are locked. */
export async function membershipsOf(tx: Tx, accountId: string, caseId?: string): Promise<Ending[]> {
  return tx
    .selectFrom('member')
    .select(['id', 'account_id as accountId', 'case_id as caseId', 'role'])
    .select(sql<boolean>`left_at is null`.as('isPresent'))
    .where('account_id', '=', accountId)
    .$if(caseId !== undefined, (query) => query.where('case_id', '=', caseId ?? ''))
    .orderBy('case_id')
    .execute()
}

/**
 * Ends these memberships, takes their names and everything that leads back to the account, and asks for the rest to be
 * erased. Cards stay, under no name: open pages hear of that. Refuses `erasure.nobody_to_lead`.
 */
export async function endForGood(tx: Tx, endings: readonly Ending[]): Promise<void> {
  const channels = []
  for (const id of await channelsOf(tx, endings)) channels.push(await lockChannel(tx, id))
  // Asked once nobody can post any more: a card on its way while it was asked would keep the name on open pages.
  const cards = await cardsOf(tx, endings)
  for (const ending of endings) await endOne(tx, ending)
  for (const channel of channels) {
    if (channel) await changeMessages(tx, channel, cards.get(channel.id) ?? [], {})
  }
}

async function endOne(tx: Tx, ending: Ending): Promise<void> {
  const { id, caseId, role, isPresent } = ending
  if (isPresent) {
    await endMembership(tx, { ...ending, why: 'erased' })
    if (role === 'host') await handOn(tx, ending)
  }
  const { accountId: nobody } = await newGuest(tx)
  await tx
    .updateTable('member')
    .set({ nickname: goneName, nickname_key: `erased ${id}`, account_id: nobody })
    .set({ left_at: sql<Date>`clock_timestamp()`, left_why: 'erased' })
    .set({ role: 'member', invite_id: null, muted_until: null, welcomed_at: null })
    .where('id', '=', id)
    .execute()
  await tx.deleteFrom('push_device').where('member_id', '=', id).execute()
  await record(tx, caseId, id, { kind: 'member.erased', data: { memberId: id } })
  await enqueueLater(tx, 'member.erase', { memberId: id }, { jobKey: `erase:${id}`, afterMs: LOOK_AGAIN_MS })
}

/** A room with people in it must not be left without somebody who can lead it: this host never comes back. */
async function handOn(tx: Tx, { id, caseId }: Ending): Promise<void> {
  if (await passOn(tx, caseId, id)) return
  const head = await tx
    .selectFrom('case_head')
    .select('members')
    .where('case_id', '=', caseId)
    .executeTakeFirstOrThrow()
  if (head.members > 0) throw new Refusal('conflict', 'erasure.nobody_to_lead')
}

/** The channels of their cases, in the order in which they are locked. */
async function channelsOf(tx: Tx, endings: readonly Ending[]): Promise<string[]> {
  const caseIds = endings.map(({ caseId }) => caseId)
  const rows = await tx
    .selectFrom('channel')
    .select('id')
    .where(sql<boolean>`case_id = any(${caseIds}::uuid[])`)
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Messages that show a card of the room, by channel. */
async function cardsOf(tx: Tx, endings: readonly Ending[]): Promise<Map<string, string[]>> {
  const cards = new Map<string, string[]>()
  for (const { id, caseId } of endings) {
    const rows = await tx
      .selectFrom('message')
      .innerJoin('channel', 'channel.id', 'message.channel_id')
      .select(['message.id', 'message.channel_id as channelId'])
      .where('channel.case_id', '=', caseId)
      .where('message.author_id', '=', id)
      .where('message.card', 'is not', null)
      .where('message.gone', 'is', null)
      .orderBy('message.seq')
      .execute()
    for (const row of rows) cards.set(row.channelId, [...(cards.get(row.channelId) ?? []), row.id])
  }
  return cards
}

/** Deletes an account that no membership leads to any more, and cuts its sessions off. */
export async function forgetAccount(tx: Tx, accountId: string): Promise<void> {
  const sessions = await tx
    .deleteFrom('session')
    .where('account_id', '=', accountId)
    .returning('id')
    .execute()
  await tx.deleteFrom('account').where('id', '=', accountId).execute()
  announce(tx, { kind: 'session.ended', sessionIds: sessions.map(({ id }) => id.toString('hex')) })
}
