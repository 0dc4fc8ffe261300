import { sql } from 'kysely'
import type { Side } from '#app/shapes/case.ts'
import { daysBetween, seoulDate } from '#app/shapes/civil-date.ts'
import { reminderWords } from '#app/text/ko/law.ts'
import type { Db, Tx } from '#db/client.ts'
import { enqueue } from '#server/jobs/queue.ts'
import { statementsOf } from './claim/statement.ts'
import { addedTo, caseDates } from './law/added.ts'
import { actBy, type DeadlineEntry, entriesOf } from './law/entries.ts'
import { factsFrom } from './law/from-claim.ts'
import { tagOf } from './notify/deliver.ts'
import type { MemberPlace } from './notify/place.ts'
import { memberPushKey, pushToMember } from './notify/push-member.ts'
import type { PushDeps } from './push.ts'
import { inTransaction } from './transaction.ts'

// Reminders of deadlines, seven, three and one days before. What was given is a row, so that each is given once: a run
// that was missed or cut off is made up for by the next, as long as the deadline lies ahead.

/** Days before a deadline on which one is reminded, the nearest first. */
const DAYS_LEFT = [1, 3, 7] as const
/** Members looked at in one transaction. */
const PAGE = 200

type Reader = { id: string; caseId: string; side: Side }

/** Gives every reminder that is due and was not given yet, and asks for its push. Returns how many. */
export async function remindDeadlines(db: Db, { now = new Date() }: { now?: Date } = {}): Promise<number> {
  const today = seoulDate(now)
  let given = 0
  for (let after: string | null = null; ; ) {
    const page: Reader[] = await claimants(db, after)
    for (const member of page) given += await remind(db, member, today)
    const last = page.at(-1)
    if (!last || page.length < PAGE) return given
    after = last.id
  }
}

/** Who is present and has something standing to lose. */
async function claimants(db: Db, after: string | null): Promise<Reader[]> {
  return db
    .selectFrom('member')
    .select(['member.id', 'member.case_id as caseId', 'member.side'])
    .where('member.left_at', 'is', null)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('claim')
          .select('claim.id')
          .whereRef('claim.member_id', '=', 'member.id')
          .where('claim.state', '<>', 'withdrawn'),
      ),
    )
    .$if(after !== null, (query) => query.where('member.id', '>', after ?? ''))
    .orderBy('member.id')
    .limit(PAGE)
    .execute()
}

async function remind(db: Db, member: Reader, today: string): Promise<number> {
  const due = (await entriesFor(db, member)).flatMap((entry) => reminderOf(entry, today) ?? [])
  if (due.length === 0) return 0
  return inTransaction(db, async (tx) => {
    const rows = await tx
      .insertInto('law_reminder')
      .values(due.map((row) => ({ member_id: member.id, ...row })))
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .execute()
    if (rows.length > 0)
      await enqueue(tx, 'deadline.push', { memberId: member.id }, memberPushKey('deadline.push', member.id))
    return rows.length
  })
}

async function entriesFor(db: Db, { id, caseId, side }: Reader): Promise<DeadlineEntry[]> {
  const claims = await db
    .selectFrom('claim')
    .select(['id', 'receipt_no as receiptNo'])
    .where('member_id', '=', id)
    .where('state', '<>', 'withdrawn')
    .execute()
  const ids = claims.map((claim) => claim.id)
  const [statements, added, court] = [
    await statementsOf(db, ids, 'current'),
    await addedTo(db, ids),
    await caseDates(db, caseId),
  ]
  return entriesOf({
    claims: claims.flatMap((claim) => {
      const statement = statements.get(claim.id)?.[0]
      const own = added.get(claim.id)
      const more = { answers: own?.answers ?? {}, dates: { ...own?.dates, ...court.dates }, countable: null }
      return statement ? [{ ...claim, facts: factsFrom(statement, more) }] : []
    }),
    court: { dates: court.dates, side },
  })
}

/** The reminder that is due today of a deadline of one's own: the nearest, if several were missed. */
function reminderOf({ deadline, claim }: DeadlineEntry, today: string) {
  const on = actBy(deadline)
  if (on === null || deadline.whose !== 'mine') return null
  const left = daysBetween(today, on)
  const days = left >= 1 ? DAYS_LEFT.find((each) => left <= each) : undefined
  return days ? { claim_id: claim?.id ?? null, rule: deadline.rule, due_on: on, days_left: days } : null
}

/**
 * Pushes what a member was reminded of and not pushed yet, as one push: how many days are left and no word of what. In
 * quiet hours it waits for their end. What could not be sent is not sent later: the page of deadlines has it.
 */
export async function pushReminders(
  db: Db,
  { memberId }: { memberId: string },
  deps: PushDeps,
): Promise<void> {
  await pushToMember(db, { job: 'deadline.push', memberId, urgency: 'high', take }, deps)

  async function take(tx: Tx, { slug }: MemberPlace) {
    const nearest = await takeReminders(tx, memberId, seoulDate(deps.now ?? new Date()))
    if (!nearest) return null
    const { left, count } = nearest
    return {
      body: reminderWords.push(left),
      url: `/c/${slug}/deadlines`,
      tag: tagOf(memberId, 'deadlines'),
      count,
    }
  }
}

/** Takes what was not pushed yet, so that no other run pushes it again; null when no day of it lies ahead any more. */
async function takeReminders(tx: Tx, memberId: string, today: string) {
  const taken = await tx
    .updateTable('law_reminder')
    .set({ pushed_at: sql<Date>`now()` })
    .where('member_id', '=', memberId)
    .where('pushed_at', 'is', null)
    .returning('due_on as dueOn')
    .execute()
  const left = taken.map(({ dueOn }) => daysBetween(today, dueOn)).filter((days) => days >= 0)
  return left.length > 0 ? { left: Math.min(...left), count: left.length } : null
}
