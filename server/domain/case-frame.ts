import type { Role } from '#app/shapes/case.ts'
import { seoulDate } from '#app/shapes/civil-date.ts'
import type { Db } from '#db/client.ts'
import { may } from './access.ts'
import { caseFacts, type MyMembership } from './case.ts'
import { countWaiting } from './moderation/queue.ts'
import { type Heard, heardBy } from './notify.ts'
import { type Unread, unreadIn } from './reading.ts'
import { keptSlug } from './union.ts'
import type { Viewer } from './viewer.ts'

/** What stands around every page inside a case. Dates are `YYYY-MM-DD` in Seoul; `acts` is what the viewer may do. */
export type CaseFrame = {
  slug: string
  caseId: string
  shopName: string
  closesOn: string | null
  /** The room went on in the one of this address, and is there to be read. */
  keptAt: string | null
  today: string
  me: MyMembership
  channels: Unread[]
  heard: Heard
  acts: StaffActs
  /** Messages that wait for the staff; 0 for whoever may not decide about them. */
  waiting: number
}
export type StaffActs = Record<
  'invites' | 'members' | 'order' | 'answers' | 'imports' | 'edit' | 'exports',
  boolean
>

/** The frame of a case's pages as this member sees it. Refuses `shared.not_found` to everybody else. */
export async function caseFrame(db: Db, viewer: Viewer, ref: { slug: string }): Promise<CaseFrame> {
  const { slug, caseId, shopName, closesOn, ended, me } = await caseFacts(db, viewer, ref)
  return {
    slug,
    caseId,
    shopName,
    closesOn,
    keptAt: ended ? await keptSlug(db, { slug }) : null,
    today: seoulDate(Date.now()),
    me,
    channels: await unreadIn(db, viewer, { slug }),
    heard: await heardBy(db, viewer),
    acts: actsOf(me),
    waiting: may(me, 'order.keep') ? await countWaiting(db, caseId) : 0,
  }
}

function actsOf(me: { role: Role }): StaffActs {
  return {
    invites: may(me, 'invite.manage'),
    members: may(me, 'member.remove'),
    order: may(me, 'order.keep'),
    answers: may(me, 'answer.write'),
    imports: may(me, 'claim.import'),
    edit: may(me, 'case.edit'),
    exports: may(me, 'export.request'),
  }
}
