import { sql } from 'kysely'
import type { Role, Side } from '#app/shapes/case.ts'
import { channelsOf } from '#app/shapes/case.ts'
import { seoulDate } from '#app/shapes/civil-date.ts'
import { digestMail } from '#app/text/ko/digest.ts'
import type { Db, Tx } from '#db/client.ts'
import { enqueue } from '#server/jobs/queue.ts'
import type { Mailer } from '#server/mail/mailer.ts'
import { record } from './ledger.ts'
import { UNREAD_MAX } from './reading.ts'
import { inTransaction } from './transaction.ts'
import type { Vault } from './vault.ts'

// The daily mail for those who asked for it: how much waits unread in a room, and never what.

/** Mails asked for in one transaction. */
const PAGE = 500
/** A member gets a mail at most this often, hours: a repeated run sends nothing twice. */
const EVERY_HOURS = 20

/** Asks for the mail of every present member who wishes one and has an address; whether there is news each mail sees. */
export async function askForDigests(db: Db): Promise<void> {
  for (let after: string | null = null; ; ) {
    const page: string[] = await inTransaction(db, (tx) => askForSome(tx, after))
    if (page.length < PAGE) return
    after = page.at(-1) ?? null
  }
}

async function askForSome(tx: Tx, after: string | null): Promise<string[]> {
  const rows = await tx
    .selectFrom('notify_member')
    .innerJoin('member', 'member.id', 'notify_member.member_id')
    .innerJoin('account', 'account.id', 'member.account_id')
    .select('member.id')
    .where('notify_member.digest', '=', true)
    .where('member.left_at', 'is', null)
    .where('account.email_sealed', 'is not', null)
    .$if(after !== null, (query) => query.where('member.id', '>', after))
    .orderBy('member.id')
    .limit(PAGE)
    .execute()
  for (const { id } of rows) await enqueue(tx, 'digest.send', { memberId: id }, `digest:${id}`)
  return rows.map(({ id }) => id)
}

/**
 * Sends one member the mail about one room, when anything is unread that came after the last mail. The opening of the
 * address is recorded before it is opened (`member.address_opened`). Nothing for who left, wishes no mail any more or
 * had one today. Rejects when the mail server refuses: the job comes again.
 */
export async function sendDigest(
  db: Db,
  { memberId }: { memberId: string },
  { vault, mail, now = new Date() }: { vault: Vault; mail: Mailer | null; now?: Date },
): Promise<void> {
  if (!mail) return
  const due = await inTransaction(db, async (tx) => {
    const reader = await readerOf(tx, memberId)
    const news = reader && (await newsFor(tx, reader))
    if (!reader || !news || news.unread === 0) return null
    await record(tx, reader.caseId, null, { kind: 'member.address_opened', data: { memberId } })
    return { ...reader, ...news }
  })
  if (!due) return
  const { accountId, sealed, shopName, slug, unread, told } = due
  const { email } = vault.unsealAccount(accountId, sealed) as { email: string }
  const settings = `${mail.origin}/c/${slug}/more/notifications`
  const facts = { shopName, unread, told, room: `${mail.origin}/c/${slug}/room/all`, settings }
  const id = `digest.${memberId}.${seoulDate(now)}`
  await mail.send({
    to: email,
    id,
    subject: digestMail.subject(facts),
    text: digestMail.text(facts),
    settings,
  })
  await db
    .updateTable('notify_member')
    .set({ digest_at: sql<Date>`now()` })
    .where('member_id', '=', memberId)
    .execute()
}

type Reader = {
  memberId: string
  accountId: string
  caseId: string
  slug: string
  shopName: string
  side: Side
  role: Role
  sealed: Buffer
}

async function readerOf(tx: Tx, memberId: string): Promise<Reader | null> {
  const row = await tx
    .selectFrom('notify_member')
    .innerJoin('member', 'member.id', 'notify_member.member_id')
    .innerJoin('account', 'account.id', 'member.account_id')
    .innerJoin('case', 'case.id', 'member.case_id')
    .select([
      'member.id as memberId',
      'member.account_id as accountId',
      'member.case_id as caseId',
      'member.side',
      'member.role',
      'case.slug',
      'case.shop_name as shopName',
      'account.email_sealed as sealed',
    ])
    .where('member.id', '=', memberId)
    .where('member.left_at', 'is', null)
    .where('notify_member.digest', '=', true)
    .where(
      sql<boolean>`coalesce(notify_member.digest_at, '-infinity') < now() - make_interval(hours => ${EVERY_HOURS})`,
    )
    .executeTakeFirst()
  return row?.sealed ? { ...row, sealed: row.sealed } : null
}

/** Unread messages of the channels the member reads and did not turn off, and how many of them concern the member. */
async function newsFor(tx: Tx, { memberId, caseId, side, role }: Reader) {
  const { rows } = await sql<{ unread: number; told: number }>`
    select count(*) as unread, count(*) filter (where told) as told from (
      select exists (
        select from notification
        where notification.message_id = message.id
          and (notification.member_id = ${memberId}::uuid or notification.member_id is null)) as told
      from channel
      join member on member.id = ${memberId}::uuid
      join notify_member on notify_member.member_id = member.id
      left join notify_channel on notify_channel.member_id = member.id and notify_channel.channel_id = channel.id
      left join read_mark on read_mark.member_id = member.id and read_mark.channel_id = channel.id
      join message on message.channel_id = channel.id and message.seq > coalesce(read_mark.seq, 0)
      where channel.case_id = ${caseId}::uuid and channel.kind = any(${channelsOf(side, role)}::text[])
        and coalesce(notify_channel.level, 'personal') <> 'nothing'
        and message.created_at > greatest(member.joined_at, notify_member.digest_at)
        and message.author_id <> member.id and message.gone is null
      limit ${UNREAD_MAX}) as unread`.execute(tx)
  return rows[0]
}
