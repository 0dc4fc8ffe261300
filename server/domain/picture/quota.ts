import { sql } from 'kysely'
import type { Db } from '#db/client.ts'
import { Refusal } from '../refusal.ts'

/** Pictures that may wait for a message: three messages' worth. */
const LOOSE_MAX = 30
/** Pictures a member may bring in a day: every receipt of a long list, twice. */
const DAY_MAX = 300
/** What one member may keep in a case: pictures, and bytes of originals. */
const MEMBER_MAX = 3000
const MEMBER_BYTES_MAX = 5 * 1024 ** 3

/**
 * Refuses one more picture of a member: `picture.too_many_loose`, `picture.quota` for a day, `picture.full` for the
 * case. `locked` counts under the member's row lock, so that uploads at the same time are counted one after another.
 */
export async function ensureRoom(db: Db, memberId: string, how: 'asked' | 'locked' = 'asked'): Promise<void> {
  if (how === 'locked') {
    await db.selectFrom('member').select('id').where('id', '=', memberId).forNoKeyUpdate().execute()
  }
  const kept = await db
    .selectFrom('message_file')
    .select([
      sql<number>`count(*)`.as('all'),
      sql<number>`count(*) filter (where message_id is null)`.as('loose'),
      sql<number>`count(*) filter (where created_at > now() - interval '1 day')`.as('today'),
      sql<number>`coalesce(sum(bytes), 0)`.as('bytes'),
    ])
    .where('member_id', '=', memberId)
    .executeTakeFirstOrThrow()
  if (kept.loose >= LOOSE_MAX) throw new Refusal('conflict', 'picture.too_many_loose')
  if (kept.today >= DAY_MAX) throw new Refusal('tooMany', 'picture.quota')
  if (kept.all >= MEMBER_MAX || kept.bytes >= MEMBER_BYTES_MAX) throw new Refusal('conflict', 'picture.full')
}
