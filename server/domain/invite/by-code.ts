import type { ChosenSide, Label } from '#app/shapes/case.ts'
import type { Db } from '#db/client.ts'
import { Refusal } from '../refusal.ts'
import { codeHash } from '../vault.ts'

/** The case behind a join link. `isOpen` is false when the link expired, was revoked or is used up. */
export type Invited = {
  caseId: string
  slug: string
  admits: ChosenSide[]
  inviteId: string
  /** Who comes by this link is that, and nothing else. */
  label: Label | null
  isOpen: boolean
  refusal: Refusal
}

/** Finds the case of a code, however it stands with the link. Refuses `invite.not_valid` for an unknown code. */
export async function inviteByCode(db: Db, code: string, { lock = false } = {}): Promise<Invited> {
  const row = await db
    .selectFrom('invite')
    .innerJoin('case as made', 'made.id', 'invite.case_id')
    // The links of a room that ended lead to the one it went on in.
    .innerJoin('case', (join) =>
      join.on((eb) => eb('case.id', '=', eb.fn.coalesce('made.kept_id', 'made.id'))),
    )
    .select((eb) => [
      'invite.id as inviteId',
      'case.id as caseId',
      'case.slug',
      'case.admits',
      'invite.label',
      eb
        .and([
          eb('invite.revoked_at', 'is', null),
          eb.or([
            eb('invite.expires_at', 'is', null),
            eb('invite.expires_at', '>', eb.fn<Date>('clock_timestamp')),
          ]),
          eb.or([eb('invite.max_uses', 'is', null), eb('invite.uses', '<', eb.ref('invite.max_uses'))]),
        ])
        .as('isOpen'),
    ])
    .where('invite.code_hash', '=', codeHash(code))
    .$if(lock, (query) => query.forUpdate('invite'))
    .executeTakeFirst()
  if (!row) throw notValid()
  return { ...row, isOpen: Boolean(row.isOpen), refusal: notValid() }
}

/** Throws the door's own refusal when it is closed. */
export function ensureValid(door: { isOpen: boolean; refusal: Refusal }): void {
  if (!door.isOpen) throw door.refusal
}

/** Unknown, expired, revoked and used-up links get one answer: a guesser learns nothing from it. */
function notValid(): Refusal {
  return new Refusal('notFound', 'invite.not_valid')
}
