import { sql } from 'kysely'
import { promiseWords } from '#app/text/ko/timeline.ts'
import type { Db, Tx } from '#db/client.ts'
import { enqueue } from '#server/jobs/queue.ts'
import { tagOf } from '../notify/deliver.ts'
import type { MemberPlace } from '../notify/place.ts'
import { memberPushKey, pushToMember } from '../notify/push-member.ts'
import type { PushDeps } from '../push.ts'
import { announce, inTransaction } from '../transaction.ts'

// A promise whose time has passed is 미이행 by itself wherever it is read. Somebody who knows is asked to confirm it: the
// staff, and whoever put it in.

/** Promises asked about in one run: more wait for the next, ten minutes later. */
const ASKED_AT_ONCE = 200
/** When a promise has passed; one for a day, with its day. */
const passed = sql<boolean>`due_at + case when due_day_only then interval '1 day' else interval '0' end <= now()`

/** Asks about every promise that passed and was not asked about. Returns how many. */
export async function askAboutPromises(db: Db): Promise<number> {
  return inTransaction(db, async (tx) => {
    const due = await tx
      .selectFrom('fact')
      .select('id')
      .where('kind', '=', 'promise')
      .where('outcome', 'is', null)
      .where('asked_at', 'is', null)
      .where('removed_at', 'is', null)
      .where('due_at', 'is not', null)
      .where(passed)
      .orderBy('due_at')
      .limit(ASKED_AT_ONCE)
      .forUpdate()
      .skipLocked()
      .execute()
    if (due.length === 0) return 0
    const asked = await tx
      .updateTable('fact')
      .set({ asked_at: sql<Date>`now()` })
      .where(
        'id',
        'in',
        due.map(({ id }) => id),
      )
      .returning(['case_id as caseId', 'made_by as madeBy'])
      .execute()
    for (const { id, caseId } of await whoKnows(tx, asked)) {
      await enqueue(tx, 'promise.push', { memberId: id }, memberPushKey('promise.push', id))
      announce(tx, { kind: 'member.told', caseId, memberId: id, what: ['facts'] })
    }
    return asked.length
  })
}

/** Present staff of the cases, and the present who put the promises in. */
async function whoKnows(tx: Tx, asked: readonly { caseId: string; madeBy: string }[]) {
  return tx
    .selectFrom('member')
    .select(['id', 'case_id as caseId'])
    .where('left_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb.and([
          eb('case_id', 'in', [...new Set(asked.map(({ caseId }) => caseId))]),
          eb('role', '<>', 'member'),
        ]),
        eb('id', 'in', [...new Set(asked.map(({ madeBy }) => madeBy))]),
      ]),
    )
    .orderBy('id')
    .execute()
}

/**
 * Pushes to one member how many promises wait for a word of theirs, and no word of what. In quiet hours it waits for
 * their end; what could not be sent is not sent later: the timeline shows it.
 */
export async function pushPromises(
  db: Db,
  { memberId }: { memberId: string },
  deps: PushDeps,
): Promise<void> {
  await pushToMember(db, { job: 'promise.push', memberId, urgency: 'normal', take }, deps)

  async function take(tx: Tx, { slug }: MemberPlace) {
    const count = await countOverdue(tx, memberId)
    if (count === 0) return null
    const url = `/c/${slug}/facts#promises`
    return { body: promiseWords.push(count), url, tag: tagOf(memberId, 'promises'), count }
  }
}

/** Overdue promises of the member's case that nobody has said anything of; of a plain member, their own. */
async function countOverdue(tx: Tx, memberId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('fact')
    .innerJoin('member', 'member.case_id', 'fact.case_id')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('member.id', '=', memberId)
    .where((eb) => eb.or([eb('member.role', '<>', 'member'), eb('fact.made_by', '=', memberId)]))
    .where('fact.kind', '=', 'promise')
    .where('fact.outcome', 'is', null)
    .where('fact.removed_at', 'is', null)
    .where('fact.due_at', 'is not', null)
    .where(passed)
    .executeTakeFirstOrThrow()
  return Number(count)
}
