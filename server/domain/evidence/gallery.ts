import { sql } from 'kysely'
import type { ClaimKind } from '#app/shapes/claim-kinds.ts'
import type { EvidenceKind, EvidenceWish, FileForm } from '#app/shapes/evidence.ts'
import { type SlotState, slotsOf } from '#app/shapes/evidence-slots.ts'
import type { Db } from '#db/client.ts'
import { type Member, may, memberIn } from '../access.ts'
import { Refusal } from '../refusal.ts'
import type { Vault } from '../vault.ts'
import type { Viewer } from '../viewer.ts'
import { piecesWith } from './found-by.ts'
import { type Room, roomOf } from './quota.ts'

/** Pieces a page of the gallery. */
export const GALLERY_ROWS = 60

/** A piece as the gallery shows it. `cover` is a picture's file with a thumb, `names` those of its files. */
export type GalleryRow = {
  id: string
  kind: EvidenceKind
  title: string
  madeAt: string
  isDescribed: boolean
  owner: string
  files: number
  messages: number
  forms: FileForm[]
  cover: string | null
}

export type Gallery = { rows: GalleryRow[]; total: number; page: number; pages: number }

/**
 * The viewer's own evidence, newest first, a page at a time; words are looked for inside its files too. Refuses
 * `shared.not_found`.
 */
export async function myGallery(
  db: Db,
  viewer: Viewer,
  { slug, wish }: { slug: string; wish: EvidenceWish },
  { vault }: { vault: Vault },
): Promise<Gallery> {
  const member = await memberIn(db, viewer, { slug })
  const inside = wish.q ? await piecesWith(db, vault, member, wish.q) : []
  return galleryOf(db, member, { ...wish, person: member.id, who: undefined }, inside)
}

/**
 * What everybody in the case keeps, for those who run it: kinds, titles and counts, nothing inside. Refuses
 * `shared.not_found`, `shared.forbidden`.
 */
export async function caseGallery(
  db: Db,
  viewer: Viewer,
  { slug, wish }: { slug: string; wish: EvidenceWish },
): Promise<Gallery> {
  const member = await memberIn(db, viewer, { slug })
  if (!may(member, 'evidence.view')) throw new Refusal('forbidden', 'shared.forbidden')
  return galleryOf(db, member, wish)
}

async function galleryOf(
  db: Db,
  { caseId }: Pick<Member, 'caseId'>,
  { q, kind, claim, person, who, since, until, page }: EvidenceWish,
  inside: readonly string[] = [],
): Promise<Gallery> {
  const pattern = q ? containing(q) : null
  const matching = db
    .selectFrom('evidence')
    .where('evidence.case_id', '=', caseId)
    .where('evidence.removed_at', 'is', null)
    .where(sql<boolean>`(described_at is not null
      or exists (select from evidence_file where evidence_id = evidence.id))`)
    .$if(person !== undefined, (query) => query.where('evidence.member_id', '=', person ?? ''))
    .$if(who !== undefined, (query) =>
      query.where(
        sql<boolean>`exists (select from member where id = evidence.member_id and nickname ilike ${containing(who ?? '')})`,
      ),
    )
    .$if(kind !== undefined, (query) => query.where('evidence.kind', '=', kind ?? 'other'))
    .$if(claim !== undefined, (query) =>
      query.where(
        sql<boolean>`exists (select from evidence_claim where evidence_id = evidence.id and claim_id = ${claim})`,
      ),
    )
    .$if(since !== undefined, (query) => query.where(sql<boolean>`${onDay} >= ${since}::date`))
    .$if(until !== undefined, (query) => query.where(sql<boolean>`${onDay} <= ${until}::date`))
    .$if(pattern !== null, (query) =>
      query.where(sql<boolean>`(title ilike ${pattern} or shows ilike ${pattern} or made_by ilike ${pattern}
        or exists (select from evidence_file where evidence_id = evidence.id and name ilike ${pattern})
        or evidence.id = any(${inside}::uuid[]))`),
    )
  const { total } = await matching
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const pages = Math.max(1, Math.ceil(total / GALLERY_ROWS))
  const at = Math.min(page, pages)
  const rows = await matching
    .innerJoin('member', 'member.id', 'evidence.member_id')
    .select(['evidence.id', 'evidence.kind', 'evidence.title', 'evidence.made_at as madeAt'])
    .select(['member.nickname as owner'])
    .select(sql<boolean>`described_at is not null`.as('isDescribed'))
    .select(sql<number>`(select count(*) from citation where evidence_id = evidence.id)`.as('messages'))
    .select(
      sql<FileForm[]>`array(select form from evidence_file where evidence_id = evidence.id
      order by sealed_at, id)`.as('forms'),
    )
    .select(
      sql<string | null>`(select file.id from evidence_file as file join evidence_look on file_id = file.id
      where file.evidence_id = evidence.id and thumb_key is not null
        and not exists (select from evidence_scan where file_id = file.id and outcome = 'infected')
      order by sealed_at, file.id limit 1)`.as('cover'),
    )
    .orderBy('evidence.made_at', 'desc')
    .orderBy('evidence.id')
    .offset((at - 1) * GALLERY_ROWS)
    .limit(GALLERY_ROWS)
    .$narrowType<{ kind: EvidenceKind }>()
    .execute()
  const views = rows.map(({ madeAt, forms, ...row }) => ({
    ...{ ...row, forms: [...new Set(forms)], files: forms.length },
    madeAt: madeAt.toISOString(),
  }))
  return { rows: views, total, page: at, pages }
}

/** A pattern of what holds these words, whatever signs are in them. */
function containing(words: string): string {
  return `%${words.replace(/[\\%_]/g, '\\$&')}%`
}

/** The day a piece is of: when it was made, or else when it was kept. */
const onDay = sql`coalesce(made_on, (evidence.made_at at time zone 'Asia/Seoul')::date)`

/** A claim of the viewer's with its checklist. */
export type ClaimNeeds = { claimId: string; receiptNo: number; kind: ClaimKind; slots: SlotState[] }

/** What the viewer's standing claims still need, and how much room is left. Refuses `shared.not_found`. */
export async function evidenceNeeds(
  db: Db,
  viewer: Viewer,
  { slug }: { slug: string },
): Promise<{ claims: ClaimNeeds[]; room: Room }> {
  const member = await memberIn(db, viewer, { slug })
  const claims = await db
    .selectFrom('claim')
    .innerJoin('claim_version', (join) =>
      join
        .onRef('claim_version.claim_id', '=', 'claim.id')
        .onRef('claim_version.version', '=', 'claim.version'),
    )
    .select(['claim.id', 'receipt_no as receiptNo', 'claim_version.kind'])
    .where('claim.member_id', '=', member.id)
    .where('claim.state', '=', 'submitted')
    .orderBy('receipt_no')
    .$narrowType<{ kind: ClaimKind }>()
    .execute()
  const counts = await db
    .selectFrom('evidence_claim')
    .innerJoin('evidence', 'evidence.id', 'evidence_claim.evidence_id')
    .innerJoin('evidence_file', 'evidence_file.evidence_id', 'evidence.id')
    .select(['evidence_claim.claim_id as claimId', 'evidence.kind'])
    .select((eb) => eb.fn.countAll<number>().as('files'))
    .where('evidence_claim.member_id', '=', member.id)
    .where('evidence.removed_at', 'is', null)
    .groupBy(['evidence_claim.claim_id', 'evidence.kind'])
    .execute()
  return {
    claims: claims.map(({ id, receiptNo, kind }) => {
      const of = counts.filter(({ claimId }) => claimId === id).map((each) => [each.kind, each.files])
      return { claimId: id, receiptNo, kind, slots: slotsOf(kind, Object.fromEntries(of)) }
    }),
    room: await roomOf(db, member),
  }
}
