import { type FileForm, wordsIn } from '#app/shapes/evidence.ts'
import type { Db } from '#db/client.ts'
import { PAPER_BYTES, type Paper, type PaperKind, readPaper } from '#server/imports/paper/paper.ts'
import { takeTurn, turnsOf } from '../picture/turns.ts'

type Kept = { form: FileForm; type: string; bytes: number }

/** How an original is read as a paper: a PDF or a newer office file of up to fifty megabytes; null for any other. */
export function paperKind({ bytes, ...file }: Kept): PaperKind | null {
  const kind = wordsIn(file)
  return kind === 'letters' || bytes > PAPER_BYTES ? null : kind
}

/**
 * Reads a paper beside this process, when its turn has come: two at a time with the pictures that are drawn. Null where it
 * cannot be read. Refuses `picture.busy`; fails as `bytes` do.
 */
export async function paperOf(
  db: Db,
  kind: PaperKind,
  bytes: AsyncIterable<Uint8Array>,
  { picture }: { picture: boolean },
): Promise<Paper | null> {
  return takeTurn(turnsOf(db), () => readPaper(kind, bytes, { picture }))
}
