import { maskPersonalData } from '#app/shapes/personal-data.ts'
import type { Db, Tx } from '#db/client.ts'
import type { Member } from '../access.ts'
import { caseKey } from '../case-key.ts'
import { type CaseKey, seal, unseal, type Vault } from '../vault.ts'
import type { FileRow } from './file-row.ts'
import { bytesOf, type Opening } from './parts.ts'
import { readRange, readWords } from './words.ts'

// The words a file is found by. They are sealed with the key of the case, and no index of them lies in clear: a member
// has some hundred files, whose words are opened and looked through when they search. Only their owner finds by them.

/** So much of a file's words is kept to find it by, UTF-16 units: the pages one remembers. */
const KEPT_UNITS = 20_000
/** The newest files looked through in one search: a hundredth of a second of work each hundred. */
const SEARCHED_FILES = 2_000

const placeOf = (fileId: string) => `evidence_look|${fileId}|1`

/** The words of a mail, a text or a talk to find it by; null for what has none. Papers and pictures are read elsewhere. */
export async function wordsToFind(db: Db, file: FileRow, opening: Opening): Promise<string | null> {
  const read = await readWords(db, file, bytesOf(opening, readRange(file) ?? undefined))
  return read && [read.letter?.subject, read.letter?.from, read.words].filter(Boolean).join('\n')
}

/**
 * Words as they are kept to find a file by, sealed; null where there are none. Resident registration and card numbers, and
 * other personal data, are covered before.
 */
export async function sealedWords(
  db: Db,
  vault: Vault,
  { id, caseId }: Pick<FileRow, 'id' | 'caseId'>,
  words: string,
): Promise<Buffer | null> {
  const kept = maskPersonalData(folded(words).slice(0, KEPT_UNITS)).text
  return kept === '' ? null : seal(await caseKey(db, vault, caseId), placeOf(id), kept)
}

/** Keeps what its owner's browser read in a picture, in place of what it read before. */
export async function keepPictureWords(
  tx: Tx,
  vault: Vault,
  file: Pick<FileRow, 'id' | 'caseId'>,
  read: string,
): Promise<void> {
  const words = await sealedWords(tx, vault, file, read)
  await tx.updateTable('evidence_look').set({ words }).where('file_id', '=', file.id).execute()
}

/** The member's own pieces in whose files these words stand. */
export async function piecesWith(
  db: Db,
  vault: Vault,
  { id, caseId }: Pick<Member, 'id' | 'caseId'>,
  sought: string,
): Promise<string[]> {
  const rows = await db
    .selectFrom('evidence_look as look')
    .innerJoin('evidence_file as file', 'file.id', 'look.file_id')
    .innerJoin('evidence', 'evidence.id', 'file.evidence_id')
    .select(['file.id', 'file.evidence_id as evidenceId', 'look.words'])
    .where('evidence.member_id', '=', id)
    .where('evidence.removed_at', 'is', null)
    .where('look.words', 'is not', null)
    .orderBy('file.sealed_at', 'desc')
    .limit(SEARCHED_FILES)
    .execute()
  if (rows.length === 0) return []
  const key = await caseKey(db, vault, caseId)
  const wanted = unspaced(folded(sought))
  const found = rows.filter((row) => row.words && unspaced(opened(key, row.id, row.words)).includes(wanted))
  return [...new Set(found.map(({ evidenceId }) => evidenceId))]
}

function opened(key: CaseKey, fileId: string, words: Uint8Array): string {
  return String(unseal(key, placeOf(fileId), words))
}

/** One blank for many, small letters, composed Hangul: as one types it and as it stands are the same. */
function folded(words: string): string {
  return words.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim()
}

/** Lines of print end in the middle of Korean words, and where its words part, people differ. */
function unspaced(words: string): string {
  return words.replaceAll(' ', '')
}
