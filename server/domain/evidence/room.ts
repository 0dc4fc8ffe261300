import type { Readable } from 'node:stream'
import { sql } from 'kysely'
import type { EvidenceKind } from '#app/shapes/evidence.ts'
import { Id } from '#app/shapes/id.ts'
import { maskPersonalData } from '#app/shapes/personal-data.ts'
import type { Db } from '#db/client.ts'
import type { FileStore } from '#server/files/store.ts'
import { memberIn } from '../access.ts'
import { PICTURE_COPY_TYPE, type PictureCopy } from '../picture.ts'
import { notFound } from '../refusal.ts'
import type { Vault } from '../vault.ts'
import type { Viewer } from '../viewer.ts'
import { fileRow, openingOf } from './file-row.ts'
import { newestMask } from './mask-rows.ts'
import { ensureMaySee } from './open.ts'

// What the room sees of the locker: masked copies that their owners put into it, and nothing else.

/** Pictures a page. */
const ROOM_ROWS = 60

type Deps = { vault: Vault; files: FileStore }

/**
 * The newest masked copy of a picture: for everybody in the case while its owner shows it to the room, else for those who
 * may see the original. Refuses `shared.not_found`, `evidence.reason_needed`.
 */
export async function openMasked(
  db: Db,
  viewer: Viewer,
  { slug, fileId, copy }: { slug: string; fileId: string; copy: PictureCopy },
  deps: Deps,
): Promise<{ stream: Readable; type: string }> {
  const member = await memberIn(db, viewer, { slug }, 'pictures')
  const file = Id.safeParse(fileId).success ? await fileRow(db, fileId) : undefined
  if (!file || file.caseId !== member.caseId) throw notFound()
  const mask = await newestMask(db, fileId)
  if (!mask?.inRoom) await ensureMaySee(db, member, file)
  if (!mask) throw notFound()
  const { secret } = await openingOf(db, file, deps)
  const key = copy === 'thumb' ? mask.thumbKey : mask.shownKey
  return { stream: await deps.files.open(key, undefined, secret), type: PICTURE_COPY_TYPE }
}

/** A picture that is shown to the room. `title`: its owner's words with personal data covered; instants are ISO. */
export type RoomPicture = {
  fileId: string
  title: string
  kind: EvidenceKind
  by: string
  isOwn: boolean
  at: string
  width: number
  height: number
}
export type RoomPictures = { rows: RoomPicture[]; total: number; page: number; pages: number }

/** What the members show each other, newest first, a page at a time. Refuses `shared.not_found`. */
export async function picturesInRoom(
  db: Db,
  viewer: Viewer,
  { slug, page }: { slug: string; page: number },
): Promise<RoomPictures> {
  const member = await memberIn(db, viewer, { slug }, 'pictures')
  const shown = db
    .selectFrom('evidence_share as share')
    .innerJoin('evidence_file as file', 'file.id', 'share.file_id')
    .innerJoin('evidence', 'evidence.id', 'file.evidence_id')
    .where('evidence.case_id', '=', member.caseId)
    .where('evidence.removed_at', 'is', null)
  const { total } = await shown.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const pages = Math.max(1, Math.ceil(total / ROOM_ROWS))
  const at = Math.min(page, pages)
  const rows = await shown
    .innerJoin('member', 'member.id', 'evidence.member_id')
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('evidence_mask')
          .select(['width', 'height'])
          .whereRef('derived_from', '=', 'file.id')
          .orderBy('version', 'desc')
          .limit(1)
          .as('mask'),
      (join) => join.onTrue(),
    )
    .select(['file.id as fileId', 'evidence.title', 'evidence.kind', 'member.nickname as by', 'share.at'])
    .select(['mask.width', 'mask.height'])
    .select(sql<boolean>`member.id = ${member.id}`.as('isOwn'))
    .orderBy('share.at', 'desc')
    .orderBy('file.id')
    .offset((at - 1) * ROOM_ROWS)
    .limit(ROOM_ROWS)
    .$narrowType<{ kind: EvidenceKind }>()
    .execute()
  const views = rows.map(({ title, at: since, ...row }) => ({
    ...row,
    title: maskPersonalData(title).text,
    at: since.toISOString(),
  }))
  return { rows: views, total, page: at, pages }
}
