import type { FileForm } from '#app/shapes/evidence.ts'
import type { Db } from '#db/client.ts'
import type { FileStore } from '#server/files/store.ts'
import { decoded } from '#server/imports/kakao/decode.ts'
import { type Letter, readLetter } from '#server/imports/mail/letter.ts'
import { Refusal } from '../refusal.ts'
import type { Vault } from '../vault.ts'
import type { Viewer } from '../viewer.ts'
import { openOriginal } from './open.ts'

/** So much of a file is read to be shown, bytes: a mail with its words in front, a talk of some weeks. */
const READ_BYTES = 1024 * 1024
/** So much of its words is shown, UTF-16 units; the rest is in the file. */
const SHOWN_UNITS = 60_000

/** The words of an original. `letter` is a mail's head; `isCut`: the file holds more. */
export type FileWords = {
  evidenceId: string
  name: string
  form: FileForm
  words: string
  isCut: boolean
  letter: Omit<Letter, 'words'> | null
}

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
  const opened = await openOriginal(db, viewer, { slug, fileId, rangeIn, saves: false }, deps)
  const { evidenceId, stream, name, form, bytes } = opened
  const isLong = bytes > READ_BYTES
  if (form === 'mail') {
    const chunks: Uint8Array[] = []
    for await (const chunk of stream) chunks.push(chunk)
    const read = await readLetter(Buffer.concat(chunks))
    if (!read) throw noWords()
    const { words, ...letter } = read
    return { evidenceId, name, form, letter, ...cut(words, isLong) }
  }
  if (form !== 'text' && form !== 'talk') {
    stream.destroy()
    throw noWords()
  }
  let words = ''
  for await (const part of decoded(stream)) words += part
  return { evidenceId, name, form, letter: null, ...cut(words, isLong) }
}

function cut(words: string, isLong: boolean): { words: string; isCut: boolean } {
  const isCut = isLong || words.length > SHOWN_UNITS
  // A half of a letter, or what cannot stand in a page, is nothing to read.
  const shown = words.slice(0, SHOWN_UNITS).replace(/[\p{Cs}\p{Co}]|(?![\t\n])\p{Cc}/gu, '')
  return { words: shown, isCut }
}

function noWords(): Refusal {
  return new Refusal('conflict', 'evidence.no_words')
}
