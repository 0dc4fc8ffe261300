import type { ContactChannel, ContactDirection, ContactOutcome, ContactReply } from '#app/shapes/contact.ts'
import { Id } from '#app/shapes/id.ts'
import type { Db } from '#db/client.ts'
import { memberIn } from '../access.ts'
import { notFound } from '../refusal.ts'
import type { Viewer } from '../viewer.ts'

/** What one version of an entry states. `happenedAt` and `madeAt` are ISO; with `dayOnly` only the day in Seoul is meant. */
export type ContactStated = {
  version: number
  channel: ContactChannel
  direction: ContactDirection
  outcome: ContactOutcome
  happenedAt: string
  dayOnly: boolean
  whom: string
  gist: string
  reply: ContactReply | null
  evidence: { id: string; title: string } | null
  claim: { id: string; receiptNo: number } | null
  madeAt: string
}

/** An entry as its writer sees it: the current version. */
export type ContactView = ContactStated & { id: string }

/** The viewer's own log in a case, newest first; with `claimId` only what was said of that claim. Refuses `shared.not_found`. */
export async function myContacts(
  db: Db,
  viewer: Viewer,
  { slug, claimId = null }: { slug: string; claimId?: string | null },
): Promise<ContactView[]> {
  const member = await memberIn(db, viewer, { slug })
  const rows = await stated(db)
    .whereRef('v.version', '=', 'contact.version')
    .where('contact.member_id', '=', member.id)
    .where('contact.removed_at', 'is', null)
    .$if(claimId !== null, (query) => query.where('v.claim_id', '=', claimId))
    .orderBy('v.happened_at', 'desc')
    .orderBy('contact.made_at', 'desc')
    .orderBy('contact.id')
    .execute()
  return rows.map(view)
}

/** One entry of the viewer's own with every version of it, oldest first. Refuses `shared.not_found`. */
export async function contactFor(
  db: Db,
  viewer: Viewer,
  { slug, contactId }: { slug: string; contactId: string },
): Promise<{ contact: ContactView; history: ContactStated[] }> {
  const member = await memberIn(db, viewer, { slug })
  if (!Id.safeParse(contactId).success) throw notFound()
  const rows = await stated(db)
    .where('contact.id', '=', contactId)
    .where('contact.member_id', '=', member.id)
    .where('contact.removed_at', 'is', null)
    .orderBy('v.version')
    .execute()
  const versions = rows.map(view)
  const contact = versions.at(-1)
  if (!contact) throw notFound()
  return { contact, history: versions.map(({ id: _, ...version }) => version) }
}

function stated(db: Db) {
  return db
    .selectFrom('contact')
    .innerJoin('contact_version as v', 'v.contact_id', 'contact.id')
    .leftJoin('evidence', (join) =>
      join.onRef('evidence.id', '=', 'v.evidence_id').on('evidence.removed_at', 'is', null),
    )
    .leftJoin('claim', 'claim.id', 'v.claim_id')
    .select(['contact.id', 'v.version', 'v.channel', 'v.direction', 'v.outcome'])
    .select(['v.happened_at as happenedAt', 'v.day_only as dayOnly', 'v.whom', 'v.gist', 'v.reply'])
    .select(['evidence.id as evidenceId', 'evidence.title as evidenceTitle'])
    .select(['claim.id as claimId', 'claim.receipt_no as receiptNo', 'v.made_at as madeAt'])
}

type Row = Awaited<ReturnType<ReturnType<typeof stated>['executeTakeFirstOrThrow']>>

function view({
  happenedAt,
  madeAt,
  evidenceId,
  evidenceTitle,
  claimId,
  receiptNo,
  ...row
}: Row): ContactView {
  return {
    ...row,
    happenedAt: happenedAt.toISOString(),
    evidence: evidenceId && evidenceTitle ? { id: evidenceId, title: evidenceTitle } : null,
    claim: claimId && receiptNo ? { id: claimId, receiptNo } : null,
    madeAt: madeAt.toISOString(),
  }
}
