import type { FileForm } from '#app/shapes/evidence.ts'
import type { Db } from '#db/client.ts'
import type { FileStore } from '#server/files/store.ts'
import { decoded } from '#server/imports/kakao/decode.ts'
import { type Letter, readLetter } from '#server/imports/mail/letter.ts'
import { Refusal } from '../refusal.ts'
import type { Vault } from '../vault.ts'
import type { Viewer } from '../viewer.ts'
import { openOriginal } from './open.ts'

/** So much of a file is read for its words, bytes: a mail with them in front, a talk of some weeks. */
export const READ_BYTES = 1024 * 1024
/** So much of its words is shown, UTF-16 units; the rest is in the file. */
const SHOWN_UNITS = 60_000

/** What was read: the words, and the head of a mail. */
export type ReadWords = { words: string; letter: Omit<Letter, 'words'> | null }

/** The words of an original. `letter` is a mail's head; `isCut`: the file holds more. */
export type FileWords = ReadWords & { evidenceId: string; name: string; form: FileForm; isCut: boolean }

/**
 * The words of a mail, a text or a talk, for those who may see the original. Nothing in it is fetched or run. Refuses as
 * `openOriginal` does, and `evidence.no_words` for another kind of file and for a mail that cannot be read.
 */
export async function wordsOfFile(
  db: Db,
  viewer: Viewer,
  { slug, fileId }: { slug: string; fileId: string },
  deps: { vault: Vault; files: FileStore },
): Promise<FileWords> {
  const rangeIn = (bytes: number) => ({ from: 0, to: Math.min(bytes, READ_BYTES) })
  const wish = { slug, fileId, rangeIn, saves: false, wordsOnly: true }
  const opened = await openOriginal(db, viewer, wish, deps)
  const { stream, evidenceId, name, form, bytes } = opened
  const read = await readWords(form, stream)
  stream.destroy()
  if (!read) throw new Refusal('conflict', 'evidence.no_words')
  const isCut = bytes > READ_BYTES || read.words.length > SHOWN_UNITS
  const words = readable(read.words.slice(0, SHOWN_UNITS))
  return { evidenceId, name, form, words, isCut, letter: read.letter }
}

/** The words in the (first) bytes of a file of that form; null where it has none that can be read. */
export async function readWords(form: FileForm, bytes: AsyncIterable<Uint8Array>): Promise<ReadWords | null> {
  if (form === 'mail') {
    const chunks: Uint8Array[] = []
    for await (const chunk of bytes) chunks.push(chunk)
    const read = await readLetter(Buffer.concat(chunks))
    if (!read) return null
    const { words, ...letter } = read
    return { words, letter }
  }
  if (form !== 'text' && form !== 'talk') return null
  let words = ''
  for await (const part of decoded(bytes)) words += part
  return { words, letter: null }
}

/** Without half letters and what cannot stand in a page. */
function readable(words: string): string {
  return words.replace(/[\p{Cs}\p{Co}]|(?![\t\n])\p{Cc}/gu, '')
}
