import { ownText } from '#app/text/ko/talk-export.ts'
import type { Db } from '#db/client.ts'
import type { Member } from '../access.ts'

/** Bytes of originals that go into one ZIP, the newest first; the others can be fetched one by one. A ZIP holds 4 GiB. */
const FILES_MOST_BYTES = 1024 * 1024 * 1024

/** Every masked copy of a member's, with how it is opened. The hash is hex. */
export async function ownMasks(db: Db, member: Member) {
  const rows = await db
    .selectFrom('evidence_mask as mask')
    .innerJoin('evidence_upload as original', 'original.id', 'mask.derived_from')
    .innerJoin('evidence_file as file', 'file.id', 'original.id')
    .select(['mask.id', 'mask.derived_from', 'mask.version', 'mask.covers', 'mask.sha256', 'mask.bytes'])
    .select(['mask.undecided', 'mask.made_at', 'mask.shown_key', 'file.name'])
    .select(['original.secret', 'original.case_id as caseId'])
    .where('original.member_id', '=', member.id)
    .orderBy('mask.made_at')
    .orderBy('mask.id')
    .execute()
  return rows.map(({ sha256, secret, caseId, shown_key: key, name, ...row }, at) => ({
    sealed: { id: row.derived_from, caseId, sealed: secret },
    key,
    row: { ...row, sha256: sha256.toString('hex'), file: ownText.maskName(at + 1, name) },
  }))
}

/** A member's files of the locker. `file` is the name in the ZIP, null when it is not in it; the hash is hex. */
export async function ownEvidence(db: Db, member: Member) {
  const rows = await db
    .selectFrom('evidence_file')
    .innerJoin('evidence_upload', 'evidence_upload.id', 'evidence_file.id')
    .leftJoin('evidence_damage', 'evidence_damage.file_id', 'evidence_file.id')
    .leftJoin('evidence_scan', 'evidence_scan.file_id', 'evidence_file.id')
    .select(['evidence_file.id', 'evidence_file.evidence_id', 'evidence_file.name', 'evidence_file.form'])
    .select(['evidence_file.type', 'evidence_file.bytes', 'evidence_file.sha256', 'evidence_file.sealed_at'])
    .select(['evidence_upload.secret', 'evidence_upload.case_id', 'evidence_damage.found_at as damaged_at'])
    .select('evidence_scan.outcome as scan')
    .where('evidence_upload.member_id', '=', member.id)
    .orderBy('evidence_file.sealed_at', 'desc')
    .orderBy('evidence_file.id')
    .execute()
  let bytes = 0
  return rows.map(({ sha256, secret, case_id: caseId, ...row }, at) => {
    bytes += row.bytes
    const isIn = row.damaged_at === null && row.scan !== 'infected' && bytes <= FILES_MOST_BYTES
    return {
      sealed: { id: row.id, caseId, sealed: secret },
      row: {
        ...{ ...row, sha256: sha256.toString('hex') },
        file: isIn ? ownText.evidenceName(rows.length - at, row.name) : null,
      },
    }
  })
}
