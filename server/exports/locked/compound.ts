// The container encrypted Office files lie in (MS-CFB, version 3): a small file system of sectors of 512 bytes. Streams under
// 4,096 bytes lie together in sectors of 64.

const SECTOR = 512
const MINI_SECTOR = 64
const MINI_CUTOFF = 4096
const END = 0xfffffffe
const FREE = 0xffffffff
const FAT_SECTOR = 0xfffffffd
const DIFAT_SECTOR = 0xfffffffc
/** Numbers a sector holds; numbers of FAT sectors the header holds. */
const NUMBERS = SECTOR / 4
const IN_HEADER = 109

export type Stream = { name: string; data: Buffer }

/**
 * Exactly two streams, the first under 4,096 bytes and the second not, as one file (RangeError for others). Names in the order the format sorts them: by length,
 * then by letters. No time is in it.
 */
export function* compoundFile([short, long]: readonly [Stream, Stream]): Generator<Uint8Array> {
  if (short.data.length >= MINI_CUTOFF) throw new RangeError('the first stream is too long for small sectors')
  if (long.data.length < MINI_CUTOFF)
    throw new RangeError('the second stream is too short for sectors of its own')
  const longSectors = sectorsOf(long.data.length)
  const miniSectors = sectorsOf(roundUp(short.data.length, MINI_SECTOR))
  const at = {
    long: 0,
    mini: longSectors,
    miniFat: longSectors + miniSectors,
    directory: longSectors + miniSectors + 1,
  }
  const used = at.directory + 1
  const { fat, difat } = tables(used)
  const total = used + fat + difat
  yield header({ directory: at.directory, miniFat: at.miniFat, fatAt: used, fat, difatAt: used + fat, difat })
  yield filled(long.data, longSectors)
  yield filled(short.data, miniSectors)
  yield numbers(1, chain(Math.ceil(short.data.length / MINI_SECTOR), 0))
  yield directory(short, long, { mini: at.mini, long: at.long })
  yield numbers(fat, [
    ...chain(longSectors, at.long),
    ...chain(miniSectors, at.mini),
    ...[END, END],
    ...Array.from({ length: fat }, () => FAT_SECTOR),
    ...Array.from({ length: total - used - fat }, () => DIFAT_SECTOR),
  ])
  yield difatSectors({ fatAt: used, fat, difatAt: used + fat, difat })
}

/** Sectors the tables take, which count themselves. */
function tables(used: number): { fat: number; difat: number } {
  for (let fat = 1; ; fat += 1) {
    const difat = Math.ceil(Math.max(0, fat - IN_HEADER) / (NUMBERS - 1))
    if (used + fat + difat <= fat * NUMBERS) return { fat, difat }
  }
}

type Tables = { fatAt: number; fat: number; difatAt: number; difat: number }

function header(at: Tables & { directory: number; miniFat: number }): Buffer {
  const head = Buffer.alloc(SECTOR)
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(head)
  head.writeUInt16LE(0x3e, 24)
  head.writeUInt16LE(3, 26)
  head.writeUInt16LE(0xfffe, 28)
  head.writeUInt16LE(9, 30)
  head.writeUInt16LE(6, 32)
  head.writeUInt32LE(at.fat, 44)
  head.writeUInt32LE(at.directory, 48)
  head.writeUInt32LE(MINI_CUTOFF, 56)
  head.writeUInt32LE(at.miniFat, 60)
  head.writeUInt32LE(1, 64)
  head.writeUInt32LE(at.difat > 0 ? at.difatAt : END, 68)
  head.writeUInt32LE(at.difat, 72)
  for (let no = 0; no < IN_HEADER; no += 1) {
    head.writeUInt32LE(no < at.fat ? at.fatAt + no : FREE, 76 + no * 4)
  }
  return head
}

/** Where the FAT sectors are the header has no room for; the last number of each leads to the next. */
function difatSectors({ fatAt, fat, difatAt, difat }: Tables): Buffer {
  const all: number[] = []
  for (let no = 0; no < difat; no += 1) {
    for (let slot = 0; slot < NUMBERS - 1; slot += 1) {
      const which = IN_HEADER + no * (NUMBERS - 1) + slot
      all.push(which < fat ? fatAt + which : FREE)
    }
    all.push(no + 1 < difat ? difatAt + no + 1 : END)
  }
  return numbers(difat, all)
}

function directory(short: Stream, long: Stream, at: { mini: number; long: number }): Buffer {
  const miniBytes = roundUp(short.data.length, MINI_SECTOR)
  return Buffer.concat([
    entry('Root Entry', { kind: 5, child: 1, start: at.mini, size: miniBytes }),
    entry(short.name, { kind: 2, right: 2, start: 0, size: short.data.length }),
    entry(long.name, { kind: 2, red: true, start: at.long, size: long.data.length }),
    entry('', { kind: 0, start: 0, size: 0 }),
  ])
}

type Entry = { kind: number; red?: boolean; child?: number; right?: number; start: number; size: number }

function entry(name: string, { kind, red = false, child = FREE, right = FREE, start, size }: Entry): Buffer {
  const made = Buffer.alloc(128)
  made.write(name, 0, 'utf16le')
  made.writeUInt16LE(name === '' ? 0 : (name.length + 1) * 2, 64)
  made.writeUInt8(kind, 66)
  made.writeUInt8(red ? 0 : 1, 67)
  made.writeUInt32LE(FREE, 68)
  made.writeUInt32LE(right, 72)
  made.writeUInt32LE(child, 76)
  made.writeUInt32LE(start, 116)
  made.writeUInt32LE(size, 120)
  return made
}

/** Each number leads to the next, the last to the end. */
function chain(length: number, from: number): number[] {
  return Array.from({ length }, (_, at) => (at + 1 < length ? from + at + 1 : END))
}

function numbers(sectors: number, values: readonly number[]): Buffer {
  const made = Buffer.alloc(sectors * SECTOR, 0xff)
  for (const [at, value] of values.entries()) made.writeUInt32LE(value, at * 4)
  return made
}

function filled(data: Buffer, sectors: number): Buffer {
  return Buffer.concat([data, Buffer.alloc(sectors * SECTOR - data.length)])
}

function sectorsOf(bytes: number): number {
  return Math.ceil(bytes / SECTOR)
}

function roundUp(bytes: number, to: number): number {
  return Math.ceil(bytes / to) * to
}
