import type { FileStore } from '#server/files/store.ts'
import { decoded } from '#server/imports/kakao/decode.ts'
import { formatOf, HEAD_UNITS } from '#server/imports/kakao/format.ts'
import { onlyEntry, type ZipLimits, ZipRefused } from '#server/imports/zip.ts'
import { notFound, Refusal } from '../refusal.ts'

// A file that was brought, as text: the file itself, or the one conversation in a ZIP from Android.

/** `bytes` is the length of the text, unpacked; `done` tells how much of it has been read. */
export type TalkFile = {
  bytes: number
  done(): number
  /** Files beside the text in a ZIP. Their names are counted and nothing else of them is looked at. */
  mediaFiles: number
  text(): AsyncGenerator<string>
}

/**
 * A room of years has some thousand pictures; its text packs ten times. Ten times that is allowed, and no more text than
 * a file of its own may have twice over.
 */
const ZIP_LIMITS: ZipLimits = { entries: 20_000, bytes: 600 * 1024 * 1024, ratio: 100 }

const ZIP_MARK = Buffer.from('PK')

/** Opens a stored file. Refuses `kakao.zip_broken`, `.zip_bomb`, `.zip_locked`, `.zip_no_talk`, `.zip_several`. */
export async function openTalkFile(
  files: FileStore,
  { key, bytes }: { key: string; bytes: number },
): Promise<TalkFile> {
  const whole = { bytes, open: () => stored(files, key) }
  if (!(await startsWith(files, key, ZIP_MARK))) return talkFile(whole, 0)
  try {
    const read = (from: number, to: number) => files.open(key, { from, to })
    const { entry, others } = await onlyEntry({ bytes, read }, conversations, ZIP_LIMITS)
    return talkFile(entry, others.length)
  } catch (error) {
    throw said(error)
  }
}

/** Refuses `kakao.not_export` unless the file begins like an export of KakaoTalk. */
export async function ensureExport(file: TalkFile): Promise<void> {
  let head = ''
  for await (const piece of file.text()) {
    head += piece
    if (head.length >= HEAD_UNITS) break
  }
  if (formatOf(head) === null) throw refusedFile('kakao.not_export')
}

const ZIP_CODES: Record<ZipRefused['why'], string> = {
  broken: 'kakao.zip_broken',
  too_many: 'kakao.zip_bomb',
  bomb: 'kakao.zip_bomb',
  locked: 'kakao.zip_locked',
  nothing: 'kakao.zip_no_talk',
  several: 'kakao.zip_several',
}

export function refusedFile(code: string): Refusal {
  return new Refusal('invalid', code, { fields: { file: code } })
}

const EXPORT_NAME = /(?:^|\/)(?:KakaoTalk|Talk_)[^/]*\.(?:txt|csv)$/i
const TEXT_NAME = /\.(?:txt|csv)$/i

/** The conversations in a ZIP by their names; any text, where none has a name that KakaoTalk gives. */
function conversations(names: string[]): string[] {
  const named = names.filter((name) => EXPORT_NAME.test(name))
  return named.length > 0 ? named : names.filter((name) => TEXT_NAME.test(name))
}

type Source = { bytes: number; open(): AsyncIterable<Uint8Array> }

function talkFile(source: Source, mediaFiles: number): TalkFile {
  let done = 0
  async function* counted() {
    done = 0
    try {
      for await (const chunk of source.open()) {
        done += chunk.length
        yield chunk
      }
    } catch (error) {
      throw said(error)
    }
  }
  return { bytes: source.bytes, done: () => done, mediaFiles, text: () => decoded(counted()) }
}

async function* stored(files: FileStore, key: string): AsyncGenerator<Uint8Array> {
  for await (const chunk of await files.open(key)) yield chunk
}

/** What the product says of a file that cannot be opened; a file that is gone was withdrawn. */
function said(error: unknown): unknown {
  if (error instanceof ZipRefused) return refusedFile(ZIP_CODES[error.why])
  return error instanceof Error && error.name === 'FileMissing' ? notFound() : error
}

async function startsWith(files: FileStore, key: string, mark: Buffer): Promise<boolean> {
  const chunks: Buffer[] = []
  for await (const chunk of await files.open(key, { from: 0, to: mark.length })) chunks.push(chunk)
  return Buffer.concat(chunks).equals(mark)
}
