import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { projectRoot } from '#db/project-root.ts'

// PDF and office files are read by a process of their own, one for each file: what is in them was made by strangers, and
// reading it is long work. It gets the bytes and nothing else of ours, no key, no database; it ends when its time is over.

/** What is read: a PDF, or a DOCX, XLSX, PPTX or HWPX. */
export type PaperKind = 'pdf' | 'office'

/** Bytes of a file that is read; both halves of a reader hold it whole. */
export const PAPER_BYTES = 50 * 1024 * 1024
/** A hundred pages take a second. Past this a reader is ended, ms. */
const TIME_MAX_MS = 30_000
/** What its scripts may hold, MB; the engine's own memory is bounded in pdf.ts. */
const HEAP_MB = 512

/** `words`: as far as they were read, `isCut`: there are more. `picture`: the first page of a PDF as PNG, when asked for. */
export type Paper = { words: string; isCut: boolean; picture: Uint8Array | null }

/**
 * The words of a PDF or an office file, and the picture of a PDF's first page. Nothing in it is run, fetched, unlocked or
 * unpacked beyond its bounds. Null for what cannot be read: broken, locked, a bomb, or too long at it. Fails as `bytes` do.
 */
export async function readPaper(
  kind: PaperKind,
  bytes: AsyncIterable<Uint8Array>,
  { picture }: { picture: boolean },
): Promise<Paper | null> {
  const reader = fork(readerFile, [kind, picture ? 'picture' : 'words'], {
    execArgv: [`--max-old-space-size=${HEAP_MB}`, ...loader],
    serialization: 'advanced',
    stdio: ['pipe', 'ignore', 'ignore', 'ipc'],
    env: { NODE_ENV: process.env.NODE_ENV },
  })
  const timer = setTimeout(() => reader.kill('SIGKILL'), TIME_MAX_MS)
  try {
    const [paper] = await Promise.all([answerOf(reader), reader.stdin && pour(bytes, reader.stdin)])
    return paper
  } finally {
    clearTimeout(timer)
    reader.kill('SIGKILL')
  }
}

/** Bundled, it is a program of its own in the same place for pages and server; from source it is loaded through tsx. */
const isSource = import.meta.url.endsWith('.ts')
const readerFile = isSource
  ? fileURLToPath(new URL('./reader.ts', import.meta.url))
  : join(projectRoot(), 'build', 'reader.js')
const loader = isSource ? ['--import', 'tsx'] : []

function answerOf(reader: ChildProcess): Promise<Paper | null> {
  return new Promise((resolve) => {
    reader.once('message', (paper: Paper | null) => resolve(paper))
    reader.once('error', () => resolve(null))
    reader.once('exit', () => resolve(null))
  })
}

/** A reader that gave up early takes no more bytes, which is no failure of theirs. */
async function pour(bytes: AsyncIterable<Uint8Array>, into: Writable): Promise<void> {
  let failure: { why: unknown } | null = null
  async function* watched() {
    try {
      yield* bytes
    } catch (why) {
      failure = { why }
      throw why
    }
  }
  await pipeline(watched(), into).catch(() => {
    if (failure) throw failure.why
  })
}
