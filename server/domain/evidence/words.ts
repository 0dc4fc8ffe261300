import type { FileForm } from '#app/shapes/evidence.ts'
import type { Db } from '#db/client.ts'
import type { ByteRange, FileStore } from '#server/files/store.ts'
import { decoded } from '#server/imports/kakao/decode.ts'
import { type Letter, readLetter } from '#server/imports/mail/letter.ts'
import { Refusal } from '../refusal.ts'
import type { Vault } from '../vault.ts'
import type { Viewer } from '../viewer.ts'
import { openOriginal } from './open.ts'
import { paperKind, paperOf } from './paper.ts'

/** So much of a file is read for its words, bytes: a mail with them in front, a talk of some weeks. */
const READ_BYTES = 1024 * 1024
/** So much of its words is shown, UTF-16 units; the rest is in the file. */
const SHOWN_UNITS = 60_000

/** What was read: the words, whether there are more, and the head of a mail. */
export type ReadWords = { words: string; isCut: boolean; letter: Omit<Letter, 'words'> | null }

/** The words of an original. `letter` is a mail's head; `isCut`: the file holds more. */
export type FileWords = ReadWords & { evidenceId: string; name: string; form: FileForm }

/**
 * The words of a mail, a text, a talk, a PDF or an office file, for those who may see the original. Nothing in it is fetched
 * or run. Refuses as `openOriginal` does, `picture.busy`, and `evidence.no_words` for another kind of file and for what
 * cannot be read.
 */
export async function wordsOfFile(
  db: Db,
  viewer: Viewer,
  { slug, fileId }: { slug: string; fileId: string },
  deps: { vault: Vault; files: FileStore },
): Promise<FileWords> {
  const rangeIn = (_: number, file: Kept) => readRange(file)
  const wish = { slug, fileId, rangeIn, saves: false, wordsOnly: true }
  const opened = await openOriginal(db, viewer, wish, deps)
  const { stream, evidenceId, name, form } = opened
  const read = await readWords(db, opened, stream)
  stream.destroy()
  if (!read) throw new Refusal('conflict', 'evidence.no_words')
  const isCut = read.isCut || read.words.length > SHOWN_UNITS
  const words = readable(read.words.slice(0, SHOWN_UNITS))
  return { evidenceId, name, form, words, isCut, letter: read.letter }
}

type Kept = { form: FileForm; type: string; bytes: number }

/** Which bytes of a file its words are read from; null for all. */
export function readRange(file: Kept): ByteRange | null {
  return paperKind(file) ? null : { from: 0, to: Math.min(file.bytes, READ_BYTES) }
}

/** The words in those bytes of a file; null where it has none that can be read. */
export async function readWords(
  db: Db,
  file: Kept,
  bytes: AsyncIterable<Uint8Array>,
): Promise<ReadWords | null> {
  const kind = paperKind(file)
  if (kind) {
    const paper = await paperOf(db, kind, bytes, { picture: false })
    return paper && { words: paper.words, isCut: paper.isCut, letter: null }
  }
  const isCut = file.bytes > READ_BYTES
  if (file.form === 'mail') {
    const chunks: Uint8Array[] = []
    for await (const chunk of bytes) chunks.push(chunk)
    const read = await readLetter(Buffer.concat(chunks))
    if (!read) return null
    const { words, ...letter } = read
    return { words, isCut, letter }
  }
  if (file.form !== 'text' && file.form !== 'talk') return null
  let words = ''
  for await (const part of decoded(bytes)) words += part
  return { words, isCut, letter: null }
}

/** Without half letters and what cannot stand in a page. */
function readable(words: string): string {
  return words.replace(/[\p{Cs}\p{Co}]|(?![\t\n])\p{Cc}/gu, '')
}
