import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { crc32, deflateRawSync } from 'node:zlib'
import type { KakaoOrder, TalkLine } from '#app/shapes/kakao.ts'
import { speakerLabel } from '#app/text/ko/kakao.ts'
import type { Db } from '#db/client.ts'
import { kakaoImportFor, kakaoImports, kakaoTalk, readKakaoNow, receiveKakao } from '#server/domain/kakao.ts'
import { inTransaction } from '#server/domain/transaction.ts'
import type { Vault } from '#server/domain/vault.ts'
import type { Viewer } from '#server/domain/viewer.ts'
import type { FileStore } from '#server/files/store.ts'

// Files as members bring them, and what is read of them. The people in them are invented.

export const ordered = (changes: Partial<KakaoOrder> = {}): KakaoOrder => ({
  id: randomUUID(),
  audience: 'all',
  roomName: '',
  ownName: '',
  isPair: false,
  ...changes,
})

type Parts = { db: Db; vault: Vault; files: FileStore }

export type Brought = Partial<KakaoOrder> & { slug: string; name?: string; bytes: string | Buffer }

/** Brings a file without reading it. */
export async function bring(parts: Parts, viewer: Viewer, file: Brought): Promise<string> {
  const { slug, name = 'KakaoTalk_20240818.txt', bytes, ...changes } = file
  const order = () => ordered(changes)
  const stream = Readable.from([Buffer.from(bytes)])
  const { importId } = await receiveKakao(parts.db, viewer, { slug, name, bytes: stream, order }, parts)
  return importId
}

/** Brings a file and reads it. */
export async function imported(parts: Parts, viewer: Viewer, file: Brought) {
  const importId = await bring(parts, viewer, file)
  await readKakaoNow(parts.db, { importId, lastTry: false }, parts)
  return (await kakaoImportFor(parts.db, viewer, { slug: file.slug, importId })).import
}

/** The same in one transaction: where a whole server runs, its own job finds nothing left to do. */
export function importedAtOnce(parts: Parts, viewer: Viewer, file: Brought) {
  return inTransaction(parts.db, (db) => imported({ ...parts, db }, viewer, file))
}

/** All lines of a room, page by page. */
export async function allLines(
  db: Db,
  viewer: Viewer,
  where: { slug: string; roomId: string; importId?: string },
): Promise<TalkLine[]> {
  const lines: TalkLine[] = []
  for (let after: string | undefined; ; ) {
    const page = await kakaoTalk(db, viewer, { ...where, after })
    lines.push(...page.lines)
    if (page.later === null) return lines
    after = page.later
  }
}

/** Lines as `who: text`. */
export const spoken = (lines: TalkLine[]) =>
  lines.map(({ who, kind, text }) =>
    kind.startsWith('notice.')
      ? `(${kind.slice(7)}) ${who ? speakerLabel(who) : ''}`
      : `${who ? speakerLabel(who) : ''}: ${text}`,
  )

/** The one room of the case that the viewer sees. */
export async function onlyRoom(db: Db, viewer: Viewer, slug: string): Promise<string> {
  const rooms = new Set((await kakaoImports(db, viewer, { slug })).map((each) => each.room?.id))
  const [room, ...more] = [...rooms]
  if (!room || more.length > 0) throw new Error(`there are ${rooms.size} rooms`)
  return room
}

type Packed = { name: string; bytes: Buffer; says?: number; locked?: boolean }

/** A ZIP of these files, made by hand so that it can lie: `says` is the length its directory tells. */
export function zipOf(entries: Packed[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, bytes, says = bytes.length, locked = false } of entries) {
    const packed = deflateRawSync(bytes)
    const header = Buffer.alloc(26)
    header.writeUInt16LE(20, 0)
    header.writeUInt16LE(locked ? 1 : 0, 2)
    header.writeUInt16LE(8, 4)
    header.writeUInt32LE(crc32(bytes), 10)
    header.writeUInt32LE(packed.length, 14)
    header.writeUInt32LE(says, 18)
    header.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), header, Buffer.from(name), packed])
    const central = Buffer.alloc(42)
    central.writeUInt16LE(20, 0)
    header.copy(central, 2, 0, 26)
    central.writeUInt32LE(at, 38)
    directory.push(Buffer.from('PK\x01\x02', 'latin1'), central, Buffer.from(name))
    parts.push(local)
    at += local.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...parts, central, Buffer.from('PK\x05\x06', 'latin1'), end])
}
