import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createDeflateRaw, inflateRawSync } from 'node:zlib'

/** Bytes a part or the whole file may have without ZIP64 records: 4 GiB less one. */
const ZIP_LIMIT = 0xffff_ffff
const LOCAL = 0x04034b50
const DESCRIPTOR = 0x08074b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
/** Bit 3: sizes follow the data. Bit 11: names are UTF-8. */
const FLAGS = 0x0808
const UTF8_NAMES = 0x0800
const VERSION = 20
const DEFLATED = 8
/** zlib's usual measure of time against size. */
const DEFLATE_LEVEL = 6
/** 1980-01-01, the first day the format knows: a file's bytes must not depend on when it was made. */
const DOS_DATE = 0x0021

/**
 * `packed`: the data is compressed already, so that packing it again would only cost time. `stored`: it lies there as it is, its
 * size before it, as formats ask of what names them at their beginning.
 */
export type ZipPart =
  | { name: string; data: Uint8Array | AsyncIterable<Uint8Array>; packed?: boolean; stored?: false }
  | { name: string; data: Uint8Array; stored: true }

type Entry = { name: Buffer; crc: number; packed: number; size: number; at: number; stored: boolean }

/**
 * Parts as the bytes of one ZIP file, each deflated as it is pulled. Names are UTF-8, times are fixed: same parts,
 * same bytes. Throws RangeError past 4 GiB. Closing early closes the part that was being read.
 */
export async function* zipStream(
  parts: AsyncIterable<ZipPart> | Iterable<ZipPart>,
): AsyncGenerator<Uint8Array> {
  const entries: Entry[] = []
  let at = 0
  for await (const part of parts) {
    const entry: Entry = { name: Buffer.from(part.name), crc: 0, packed: 0, size: 0, at, stored: false }
    at += yield* part.stored ? storedPart(part.data, entry) : packedPart(part, entry)
    entries.push(entry)
  }
  const directory = Buffer.concat(entries.map(centralHeader))
  yield directory
  yield endRecord(entries.length, directory.length, at)
}

/** Returns how many bytes it wrote. */
async function* packedPart(
  { data, packed = false }: { data: ZipPart['data']; packed?: boolean },
  entry: Entry,
): AsyncGenerator<Uint8Array, number> {
  const head = localHeader(entry)
  yield head
  for await (const chunk of deflated(counted(data, entry), packed ? 0 : DEFLATE_LEVEL)) {
    entry.packed += chunk.length
    yield chunk
  }
  const tail = descriptor(entry)
  yield tail
  return head.length + entry.packed + tail.length
}

async function* storedPart(data: Uint8Array, entry: Entry): AsyncGenerator<Uint8Array, number> {
  Object.assign(entry, { stored: true, crc: crc32(data), packed: data.length, size: data.length })
  const head = localHeader(entry)
  yield head
  yield data
  return head.length + data.length
}

/** The parts of a ZIP file in memory, by name. For files made here or by a library of ours; never for uploads. */
export function unzipped(file: Uint8Array): Map<string, Buffer> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  const parts = new Map<string, Buffer>()
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [packed, nameLength] = [bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28)]
    const local = bytes.readUInt32LE(at + 42)
    const data = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const content = bytes.subarray(data, data + packed)
    const isDeflated = bytes.readUInt16LE(at + 10) === DEFLATED
    parts.set(
      bytes.toString('utf8', at + 46, at + 46 + nameLength),
      isDeflated ? inflateRawSync(content) : content,
    )
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return parts
}

async function* counted(data: ZipPart['data'], entry: Entry): AsyncGenerator<Uint8Array> {
  for await (const chunk of data instanceof Uint8Array ? [data] : data) {
    entry.crc = crc32(chunk, entry.crc)
    entry.size += chunk.length
    yield chunk
  }
}

async function* deflated(source: AsyncGenerator<Uint8Array>, level: number): AsyncGenerator<Buffer> {
  const packer = createDeflateRaw({ level })
  // A failing source destroys the packer, so the loop below throws what the source threw.
  const pumping = pipeline(Readable.from(source, { objectMode: true, highWaterMark: 1 }), packer)
  pumping.catch(() => undefined)
  yield* packer
  await pumping
}

function localHeader(entry: Entry): Buffer {
  const head = Buffer.alloc(30)
  head.writeUInt32LE(LOCAL, 0)
  writeCommon(head, 4, entry)
  if (entry.stored) writeSizes(head, 14, entry)
  head.writeUInt16LE(entry.name.length, 26)
  return Buffer.concat([head, entry.name])
}

/** Version needed, flags, method, time and date: the same in both kinds of header. */
function writeCommon(head: Buffer, at: number, { stored }: Entry): void {
  head.writeUInt16LE(VERSION, at)
  head.writeUInt16LE(stored ? UTF8_NAMES : FLAGS, at + 2)
  head.writeUInt16LE(stored ? 0 : DEFLATED, at + 4)
  head.writeUInt16LE(DOS_DATE, at + 8)
}

function descriptor(entry: Entry): Buffer {
  const tail = Buffer.alloc(16)
  tail.writeUInt32LE(DESCRIPTOR, 0)
  writeSizes(tail, 4, entry)
  return tail
}

function writeSizes(head: Buffer, at: number, entry: Entry): void {
  if (entry.packed > ZIP_LIMIT || entry.size > ZIP_LIMIT)
    throw new RangeError('a ZIP part is limited to 4 GiB')
  head.writeUInt32LE(entry.crc, at)
  head.writeUInt32LE(entry.packed, at + 4)
  head.writeUInt32LE(entry.size, at + 8)
}

function centralHeader(entry: Entry): Buffer {
  const head = Buffer.alloc(46)
  head.writeUInt32LE(CENTRAL, 0)
  head.writeUInt16LE(VERSION, 4)
  writeCommon(head, 6, entry)
  writeSizes(head, 16, entry)
  head.writeUInt16LE(entry.name.length, 28)
  head.writeUInt32LE(entry.at, 42)
  return Buffer.concat([head, entry.name])
}

function endRecord(count: number, size: number, at: number): Buffer {
  if (at > ZIP_LIMIT || count > 0xffff)
    throw new RangeError('a ZIP file is limited to 4 GiB and 65,535 parts')
  const end = Buffer.alloc(22)
  end.writeUInt32LE(END, 0)
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(at, 16)
  return end
}
