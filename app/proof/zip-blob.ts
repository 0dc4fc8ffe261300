import type { PackageFiles } from './check-package.ts'
import { isSafePath } from './package.ts'

// A ZIP chosen in a browser, read where it lies (APPNOTE.TXT 6.3.10, 4.3): nothing is unpacked to a disk, and no more of it
// is in memory than a piece. Without ZIP64: a package has at most 4 GiB.

const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const END_BYTES = 22
const CENTRAL_BYTES = 46
const LOCAL_BYTES = 30
/** The end record may be followed by a comment of so many bytes. */
const COMMENT_MAX_BYTES = 0xffff
/** A directory larger than this is none of ours: 65,535 entries with long names. */
const DIRECTORY_MAX_BYTES = 64 * 1024 * 1024
const STORED = 0
const DEFLATED = 8
/** Unix mode 0120000, kept in the upper half of the external attributes. */
const LINK_MODE = 0o120000

type Entry = { at: number; packed: number; method: number }

/** The files of a ZIP, or null for what is none or was cut short. */
export async function zipBlob(blob: Blob): Promise<PackageFiles | null> {
  const directory = await directoryOf(blob)
  if (!directory) return null
  const entries = new Map<string, Entry>()
  const odd: string[] = []
  for (let at = 0; at < directory.byteLength; ) {
    if (at + CENTRAL_BYTES > directory.byteLength || directory.getUint32(at, true) !== CENTRAL) return null
    const nameBytes = directory.getUint16(at + 28, true)
    const end = at + CENTRAL_BYTES + nameBytes
    if (end > directory.byteLength) return null
    const name = new TextDecoder().decode(
      new Uint8Array(directory.buffer, directory.byteOffset + at + CENTRAL_BYTES, nameBytes),
    )
    const isLink = ((directory.getUint32(at + 38, true) >>> 16) & 0o170000) === LINK_MODE
    if (!name.endsWith('/')) {
      if (!isSafePath(name) || entries.has(name) || isLink) odd.push(name)
      else {
        entries.set(name, {
          method: directory.getUint16(at + 10, true),
          packed: directory.getUint32(at + 20, true),
          at: directory.getUint32(at + 42, true),
        })
      }
    }
    at = end + directory.getUint16(at + 30, true) + directory.getUint16(at + 32, true)
  }
  const open = async (name: string) => contentOf(blob, entries.get(name))
  return { names: [...entries.keys()], odd, open, close: () => {} }
}

async function directoryOf(blob: Blob): Promise<DataView | null> {
  const from = Math.max(0, blob.size - END_BYTES - COMMENT_MAX_BYTES)
  const tail = await viewOf(blob, from, blob.size)
  for (let at = tail.byteLength - END_BYTES; at >= 0; at -= 1) {
    if (tail.getUint32(at, true) !== END) continue
    const [bytes, start] = [tail.getUint32(at + 12, true), tail.getUint32(at + 16, true)]
    if (bytes > DIRECTORY_MAX_BYTES || start + bytes > from + at) return null
    return viewOf(blob, start, start + bytes)
  }
  return null
}

async function contentOf(blob: Blob, entry: Entry | undefined): Promise<AsyncIterable<Uint8Array>> {
  if (!entry) throw new Error('There is no such part')
  const head = await viewOf(blob, entry.at, entry.at + LOCAL_BYTES)
  if (head.byteLength < LOCAL_BYTES || head.getUint32(0, true) !== LOCAL)
    throw new Error('A part is not there')
  const start = entry.at + LOCAL_BYTES + head.getUint16(26, true) + head.getUint16(28, true)
  const packed = blob.slice(start, start + entry.packed).stream()
  if (entry.method === STORED) return chunksOf(packed)
  if (entry.method !== DEFLATED) throw new Error('A part is packed in another way')
  return chunksOf(packed.pipeThrough(new DecompressionStream('deflate-raw')))
}

/** Streams cannot be looped over in every browser. */
async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    await reader.cancel().catch(() => {})
  }
}

async function viewOf(blob: Blob, from: number, to: number): Promise<DataView> {
  return new DataView(await blob.slice(from, to).arrayBuffer())
}
