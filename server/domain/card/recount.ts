import { sql } from 'kysely'
import type { Db, Tx } from '#db/client.ts'
import { inTransaction } from '../transaction.ts'

// The running counts of acks and votes, counted anew. Moved in the transactions of what they count, they must be right;
// this finds out, and puts right what is not.

/** A count that was not what the rows say: of a notice's acks, a poll's voters, or one option of a poll. */
export type WrongCount = { of: 'acks' | 'voters' | 'votes'; id: string; no: number; had: number; has: number }

/**
 * Counts every notice and poll anew, puts wrong counts right and returns what was wrong: nothing, or there is a bug.
 * Each suspect is counted a second time under its lock. A closed anonymous poll keeps its votes as they were counted.
 */
export async function recountCards(db: Db): Promise<WrongCount[]> {
  const suspects = await wrongCounts(db, null)
  const found: WrongCount[] = []
  for (const id of new Set(suspects.map((each) => each.id))) {
    found.push(...(await inTransaction(db, (tx) => repair(tx, id))))
  }
  return found
}

async function repair(tx: Tx, id: string): Promise<WrongCount[]> {
  await sql`select 1 from notice where id = ${id} for no key update`.execute(tx)
  await sql`select 1 from poll where id = ${id} for no key update`.execute(tx)
  const wrong = await wrongCounts(tx, id)
  for (const { of, no, has } of wrong) {
    if (of === 'acks') await tx.updateTable('notice').set({ acks: has }).where('id', '=', id).execute()
    else if (of === 'voters') await tx.updateTable('poll').set({ voters: has }).where('id', '=', id).execute()
    else {
      const option = tx.updateTable('poll_option').set({ votes: has })
      await option.where('poll_id', '=', id).where('no', '=', no).execute()
    }
  }
  return wrong
}

async function wrongCounts(db: Db, id: string | null): Promise<WrongCount[]> {
  const { rows } = await sql<WrongCount>`
    with counted as (
      select 'acks' as of, notice.id, 0 as no, acks as had, count(notice_ack.member_id)::int as has
      from notice left join notice_ack on notice_id = notice.id group by notice.id
      union all
      select 'voters', poll.id, 0, voters, count(poll_vote.member_id)::int
      from poll left join poll_vote on poll_id = poll.id group by poll.id
      union all
      select 'votes', poll.id, poll_option.no, votes, count(poll_vote.member_id)::int
      from poll join poll_option on poll_option.poll_id = poll.id
      left join poll_vote on poll_vote.poll_id = poll.id and poll_option.no = any(poll_vote.choices)
      where not (anonymous and closed_at is not null)
      group by poll.id, poll_option.poll_id, poll_option.no
    )
    select * from counted where had <> has and (${id}::uuid is null or id = ${id}::uuid)
    order by of, id, no`.execute(db)
  return rows
}
