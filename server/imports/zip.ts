import { Readable } from 'node:stream'
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl'

// Looks into a ZIP without unpacking it: the directory first, held to its limits, then one entry as a stream. Nothing in
// a name is ever a path here.

export type ZipLimits = {
  /** Entries at most. */
  entries: number
  /** Bytes of the one entry that is read, unpacked. */
  bytes: number
  /** How much smaller than its content an entry may be; more is a bomb. Entries below a megabyte may be any. */
  ratio: number
}

/** Why a ZIP is not read. */
export class ZipRefused extends Error {
  override name = 'ZipRefused'
  readonly why: 'broken' | 'too_many' | 'bomb' | 'locked' | 'nothing' | 'several'

  constructor(why: ZipRefused['why']) {
    super(why)
    this.why = why
  }
}

/** Gives bytes `from` up to `to` of the ZIP. */
export type ReadRange = (from: number, to: number) => Promise<Readable>

export type ZipEntry = { name: string; bytes: number; open(): AsyncIterable<Uint8Array> }

/** Entries this small are not held to the ratio: a few blanks pack well. */
const SMALL_BYTES = 1024 * 1024

/**
 * The one entry that `wanted` picks by name, and how many others there are. Throws `ZipRefused` before anything is
 * unpacked; the stream it gives fails with another when the entry is damaged or longer than its directory says.
 */
export async function onlyEntry(
  zip: { bytes: number; read: ReadRange },
  wanted: (names: string[]) => string[],
  limits: ZipLimits,
): Promise<{ entry: ZipEntry; others: string[] }> {
  const file = await opened(zip)
  const entries = await directoryOf(file, limits)
  const [name, ...more] = wanted([...entries.keys()])
  const entry = name === undefined ? undefined : entries.get(name)
  if (!name || !entry) throw new ZipRefused('nothing')
  if (more.length > 0) throw new ZipRefused('several')
  if (entry.isEncrypted()) throw new ZipRefused('locked')
  if (!entry.canDecodeFileData()) throw new ZipRefused('broken')
  const { uncompressedSize: bytes, compressedSize: packed } = entry
  if (bytes > limits.bytes) throw new ZipRefused('bomb')
  if (bytes > SMALL_BYTES && bytes > packed * limits.ratio) throw new ZipRefused('bomb')
  const others = [...entries.keys()].filter((other) => other !== name)
  return { entry: { name, bytes, open: () => streamOf(file, entry) }, others }
}

/**
 * The entries that `wanted` picks by name, in the order of the directory. Throws `ZipRefused` as `onlyEntry` does before
 * anything is unpacked; `bytes` of the limits are those of all picked entries together.
 */
export async function entriesOf(
  zip: { bytes: number; read: ReadRange },
  wanted: (name: string) => boolean,
  limits: ZipLimits,
): Promise<ZipEntry[]> {
  const file = await opened(zip)
  const picked = [...(await directoryOf(file, limits)).values()].filter(({ fileName }) => wanted(fileName))
  ensureFits(picked, limits)
  if (picked.some((entry) => !entry.canDecodeFileData())) throw new ZipRefused('broken')
  return picked.map((entry) => ({
    name: entry.fileName,
    bytes: entry.uncompressedSize,
    open: () => streamOf(file, entry),
  }))
}

/** Throws `ZipRefused` unless all of a ZIP together, by its directory, stays within the limits. */
export async function ensureZipFits(
  zip: { bytes: number; read: ReadRange },
  limits: ZipLimits,
): Promise<void> {
  ensureFits([...(await directoryOf(await opened(zip), limits)).values()], limits)
}

function ensureFits(entries: readonly Entry[], limits: ZipLimits): void {
  if (entries.some((entry) => entry.isEncrypted())) throw new ZipRefused('locked')
  const isBomb = ({ uncompressedSize: bytes, compressedSize: packed }: Entry) =>
    bytes > SMALL_BYTES && bytes > packed * limits.ratio
  const bytes = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0)
  if (bytes > limits.bytes || entries.some(isBomb)) throw new ZipRefused('bomb')
}

/** A folder's own entry, with nothing to read in it. */
const FOLDER = /\/$/
/** A name that leads out of the folder it would be unpacked into. */
const LEADING_OUT = /^(?:[/\\]|[A-Za-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)/
/** What kind of file an entry of a Unix is; the kind of a link (stat.h). */
const KIND_BITS = 0xf000
const LINK = 0xa000
/** Bytes of an entry's own head before its name (APPNOTE 4.3.7). */
const HEAD_BYTES = 30

async function directoryOf(file: ZipFile, limits: ZipLimits): Promise<Map<string, Entry>> {
  if (file.entryCount > limits.entries) throw new ZipRefused('too_many')
  const entries = new Map<string, Entry>()
  try {
    for await (const entry of file.eachEntry()) {
      if (FOLDER.test(entry.fileName)) continue
      ensureHarmless(entry)
      // Two of one name: programs differ in which of them they show.
      if (entries.has(entry.fileName)) throw new ZipRefused('broken')
      entries.set(entry.fileName, entry)
      if (entries.size > limits.entries) throw new ZipRefused('too_many')
    }
  } catch (error) {
    throw error instanceof ZipRefused ? error : new ZipRefused('broken')
  }
  ensureApart([...entries.values()])
  return entries
}

/** Nothing here follows a name; a ZIP made to harm whoever does is not read at all. */
function ensureHarmless({ fileName, externalFileAttributes }: Entry): void {
  const isLink = ((externalFileAttributes >>> 16) & KIND_BITS) === LINK
  if (isLink || LEADING_OUT.test(fileName)) throw new ZipRefused('broken')
}

/** Entries that share bytes: one megabyte would be unpacked a thousand times. */
function ensureApart(entries: readonly Entry[]): void {
  const inOrder = entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)
  let free = 0
  for (const { relativeOffsetOfLocalHeader: at, fileNameLength, compressedSize } of inOrder) {
    if (at < free) throw new ZipRefused('bomb')
    free = at + HEAD_BYTES + fileNameLength + compressedSize
  }
}

async function opened({ bytes, read }: { bytes: number; read: ReadRange }): Promise<ZipFile> {
  try {
    return await fromRandomAccessReaderPromise(new RangeReader(read), bytes, {
      lazyEntries: true,
      autoClose: false,
      validateEntrySizes: true,
      strictFileNames: false,
    })
  } catch {
    throw new ZipRefused('broken')
  }
}

async function* streamOf(file: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of await file.openReadStreamPromise(entry)) yield chunk
  } catch {
    throw new ZipRefused('broken')
  }
}

/** The directory is asked for in pieces of some fifty bytes; so much is fetched at once, in bytes. */
const WINDOW_BYTES = 256 * 1024

class RangeReader extends RandomAccessReader {
  readonly #range: ReadRange
  #window: Promise<Buffer> = Promise.resolve(Buffer.alloc(0))
  #start = 0
  #end = 0

  constructor(range: ReadRange) {
    super()
    this.#range = range
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.#bytesAt(position, length).then(
      (bytes) => {
        if (bytes.length < length) return callback(new Error('The file ends early'))
        bytes.copy(buffer, offset)
        callback(null)
      },
      (error: Error) => callback(error),
    )
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const range = this.#range
    async function* pieces() {
      yield* await range(start, end)
    }
    return Readable.from(pieces(), { objectMode: false })
  }

  async #bytesAt(position: number, length: number): Promise<Buffer> {
    if (position < this.#start || position + length > this.#end) {
      this.#start = position
      this.#end = position + Math.max(length, WINDOW_BYTES)
      this.#window = allOf(this.#range(this.#start, this.#end))
    }
    const from = position - this.#start
    return (await this.#window).subarray(from, from + length)
  }
}

async function allOf(stream: Promise<Readable>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of await stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}
