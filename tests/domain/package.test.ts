import { createHash, randomUUID } from 'node:crypto'
import { appendFile, cp, mkdir, mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { digestsOf } from '#app/proof/block-digests.ts'
import { checkPackageFiles } from '#app/proof/check-package.ts'
import type { Manifest } from '#app/proof/package.ts'
import { everywhere } from '#app/proof/verdict.ts'
import { zipBlob } from '#app/proof/zip-blob.ts'
import { signerFingerprints } from '#server/domain/checkpoint.ts'
import { buildExportNow, exportFor } from '#server/domain/export.ts'
import { zipStream } from '#server/exports/zip.ts'
import { diskStore } from '#server/files/disk.ts'
import type { FileStore } from '#server/files/store.ts'
import { zipFiles } from '#server/verify/package-files.ts'
import { BROKEN, HOLDS, verify } from '#server/verify/verify.ts'
import { freshDatabase } from '#tests/database.ts'
import { openTestCase, testVault } from '#tests/people.ts'
import { buyerDraft } from './claims.ts'
import { asked, fetched, fileOf, frozenFiling, type Ground, proved } from './filing-world.ts'

let ground: Ground
let folder: string
let filingId: string
let fileId: string
/** The package as it was handed out: as a ZIP, and unpacked by a library of somebody else's. */
let zip: string
let good: string

const picture = Buffer.from(Array.from({ length: 1_500_000 }, (_, at) => (at * 31 + (at >> 9)) & 255))
const EXHIBIT = '증거/갑나 제1호증의 1.jpg'

beforeAll(async () => {
  const [database, vault] = [await freshDatabase(), testVault()]
  folder = await mkdtemp(path.join(tmpdir(), 'moa-package-'))
  const room = await openTestCase(database.db, vault)
  ground = { database, vault, files: diskStore(path.join(folder, 'store'), vault), room }
  const hana = buyerDraft({ identity: { name: '이하나', phone: '01000005555', email: '' } })
  const made = await frozenFiling(
    ground,
    [
      { person: room.minji, draft: buyerDraft({ orderNumber: '00123' }) },
      { person: room.hana, draft: hana },
    ],
    {},
    async ([first = '', second = '']) => {
      const bill = { name: '김민지 영수증.JPG', bytes: picture, title: '결제 영수증' }
      fileId = await proved(ground, room.minji, { ...bill, claimId: first })
      await proved(ground, room.hana, {
        claimId: second,
        name: 'x',
        bytes: Buffer.from('하나'),
        title: '영수증',
      })
      await agreedTo('2026-11-22', second)
    },
  )
  filingId = made.filingId
  zip = path.join(folder, 'package.zip')
  good = path.join(folder, 'good')
  await writeFile(zip, (await fileOf(ground, filingId, { format: 'zip' })).bytes)
  await unpack(zip, good)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function unpack(file: string, into: string): Promise<void> {
  const files = await zipFiles(file)
  expect(files.odd).toEqual([])
  for (const name of files.names) {
    const chunks: Uint8Array[] = []
    for await (const chunk of await files.open(name)) chunks.push(chunk)
    await mkdir(path.dirname(path.join(into, name)), { recursive: true })
    await writeFile(path.join(into, name), Buffer.concat(chunks))
  }
  files.close()
}

async function run(...args: string[]): Promise<{ code: number; said: string }> {
  const lines: string[] = []
  const code = await verify(args, (line) => lines.push(line))
  return { code, said: lines.join('\n') }
}

const text = (name: string) => readFile(path.join(good, name), 'utf8')

describe('a package', () => {
  test('holds every form of the list, the consents, the evidence whose owner agreed to the byte, and says what it is', async () => {
    const { names, close } = await zipFiles(zip)
    close()
    expect(names).toEqual([
      ...['README.txt', '명단.xlsx', '명단.csv', '명단.pdf', '명단.json', '동의서/동의서_1-2.pdf'],
      ...['증거설명서.pdf', '확정.txt', EXHIBIT, 'manifest.json'],
    ])
    expect((await readFile(path.join(good, EXHIBIT))).equals(picture)).toBe(true)
    const readme = await text('README.txt')
    for (const part of [
      '받는 곳: 한국소비자원',
      '법률 자문이 아닙니다.',
      '증거 파일 1개',
      'npm run verify',
    ]) {
      expect(readme).toContain(part)
    }
    expect(await text('명단.csv')).toContain('김민지')
    expect(JSON.parse(await text('명단.json')).claims).toHaveLength(2)
    const frozen = createHash('sha256')
      .update(await text('확정.txt'))
      .digest('hex')
    expect(frozen).toBe(JSON.parse(await text('명단.json')).filing.sha256)
    expect(await text('확정.txt')).not.toMatch(/민지|하나|010/)
  })

  test('holds against the ledger, as a ZIP and as a folder, and says what that means', async () => {
    const [known = ''] = await signerFingerprints(ground.database.db, ground.vault)
    for (const target of [zip, good]) {
      const { code, said } = await run(target, '--key', known)
      expect([code, said]).toEqual([HOLDS, expect.stringContaining('파일 9개')])
      for (const line of ['더해진 파일은 없어요', '에 확정한 그대로예요', '증거 원본 1개는 올린 때']) {
        expect(said).toContain(line)
      }
    }
    const manifest: Manifest = JSON.parse(await text('manifest.json'))
    const kinds = manifest.entries.map(({ kind }) => kind)
    expect(kinds).toEqual(['evidence.sealed', 'filing.frozen', 'package.sealed'])
    expect(JSON.stringify(manifest)).not.toMatch(/민지|하나|영수증|010-0|01000/)
  })

  test('is checked the same in a browser, which reads the ZIP where it lies', async () => {
    const known = await signerFingerprints(ground.database.db, ground.vault)
    const bytes = await readFile(zip)
    const check = async (blob: Blob) => {
      const files = await zipBlob(blob)
      return files && checkPackageFiles(files, { known }, { ...everywhere, digestsOf })
    }
    const whole = await check(new Blob([bytes]))
    expect(whole).toMatchObject({ problems: [], files: 9 })
    expect(await check(new Blob([bytes.subarray(0, bytes.length - 30)]))).toBeNull()
    const at = bytes.indexOf(Buffer.from(EXHIBIT)) + 700_000
    const flipped = Buffer.from(bytes)
    flipped[at] = (flipped[at] ?? 0) ^ 1
    expect(await check(new Blob([flipped]))).toMatchObject({ problems: [{ code: 'bytes', path: EXHIBIT }] })
    expect((await check(new Blob([new Uint8Array(await otherZip())])))?.problems).toEqual([
      { code: 'path', path: '../x' },
      { code: 'missing', path: '명단.csv' },
      { code: 'extra', path: '더.txt' },
    ])
  })

  /** The package without one file, with one more and one that leads out. */
  async function otherZip(): Promise<Buffer> {
    const { names, open, close } = await zipFiles(zip)
    const parts = []
    for (const name of names.filter((each) => each !== '명단.csv')) {
      parts.push({ name, data: Buffer.concat(await chunksOf(await open(name))) })
    }
    close()
    const odd = ['더.txt', '../x'].map((name) => ({ name, data: Buffer.from('x') }))
    return Buffer.concat(await chunksOf(zipStream([...parts, ...odd])))
  }

  async function chunksOf(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
    const chunks: Uint8Array[] = []
    for await (const chunk of stream) chunks.push(chunk)
    return chunks
  }

  describe('K8: that was touched', () => {
    let spot: string
    beforeEach(async () => {
      spot = await mkdtemp(path.join(folder, 'spot-'))
      await cp(good, spot, { recursive: true })
    })

    test.each<[string, (at: (name: string) => string) => Promise<unknown>, string]>([
      [
        'a flipped byte of an original',
        (at) => flip(at(EXHIBIT), 1_048_600),
        '제1호증의 1.jpg (1,048,576바이트부터',
      ],
      [
        'a flipped byte of the list',
        (at) => flip(at('명단.xlsx'), 7),
        '내용이 달라요: 명단.xlsx (0바이트부터',
      ],
      [
        'a consent taken out',
        (at) => rm(at('동의서/동의서_1-2.pdf')),
        '파일이 없어요: 동의서/동의서_1-2.pdf',
      ],
      ['a file put in', (at) => writeFile(at('증거/더.jpg'), 'x'), '목록에 없는 파일이에요: 증거/더.jpg'],
      ['words after the list', (at) => appendFile(at('명단.csv'), '9,나'), '크기가 달라요: 명단.csv'],
    ])('does not hold: %s', async (_, change, sentence) => {
      await change((name) => path.join(spot, name))
      const { code, said } = await run(spot)
      expect([code, said]).toEqual([BROKEN, expect.stringContaining(sentence)])
    })
  })

  test('waits for the second officer, and has no covered copy', async () => {
    const other = await frozenFiling(ground, [{ person: ground.room.hana, draft: hanaAgain() }])
    await sql`delete from filing_release where filing_id = ${other.filingId}::uuid`.execute(
      ground.database.owner,
    )
    await expect(asked(ground, other.filingId, { format: 'zip' })).rejects.toMatchObject({
      code: 'filing.release_needed',
    })
  })
})

const hanaAgain = () => buyerDraft({ identity: { name: '이하나', phone: '01000005555', email: '' } })

async function flip(file: string, at: number): Promise<void> {
  const handle = await open(file, 'r+')
  const byte = Buffer.alloc(1)
  await handle.read(byte, 0, 1, at)
  byte[0] = (byte[0] ?? 0) ^ 1
  await handle.write(byte, 0, 1, at)
  await handle.close()
}

describe('a package that is cut off', () => {
  /** A store whose disk is full after so many bytes. */
  const full = (store: FileStore, most: number): FileStore => ({
    ...store,
    put: (data, ...rest) => store.put(cut(data, most), ...rest),
  })
  async function* cut(data: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
    let left = most
    for await (const chunk of data) {
      left -= chunk.length
      if (left < 0) throw new Error('ENOSPC')
      yield chunk
    }
  }
  const build = (exportId: string, changes: Partial<{ files: FileStore; signal: AbortSignal }> = {}) =>
    buildExportNow(ground.database.db, { exportId, lastTry: false }, { ...ground, ...changes })
  const stateOf = async (exportId: string) =>
    (await exportFor(ground.database.db, ground.room.sora.viewer, { exportId })).state

  test('is nothing one could fetch, and whole with the same bytes and one seal once it is run again', async () => {
    const exportId = await asked(ground, filingId, { format: 'zip' })
    const { size } = await stat(zip)
    await expect(build(exportId, { files: full(ground.files, size / 2) })).rejects.toThrow('ENOSPC')
    await expect(build(exportId, { signal: AbortSignal.abort() })).rejects.toThrow('abort')
    expect(await stateOf(exportId)).toBe('building')
    const { db } = ground.database
    await expect(fetched(db, ground.room.sora, exportId, ground.files)).rejects.toMatchObject({
      code: 'shared.not_found',
    })
    await build(exportId)
    const { bytes, name } = await fetched(db, ground.room.sora, exportId, ground.files)
    expect([bytes.equals(await readFile(zip)), name.endsWith('.zip')]).toEqual([true, true])
    const kinds = await db
      .selectFrom('ledger')
      .select('kind')
      .where('case_id', '=', ground.room.caseId)
      .where('kind', 'in', ['package.sealed', 'filing.evidence_given'])
      .execute()
    expect(kinds.filter(({ kind }) => kind === 'package.sealed')).toHaveLength(1)
    expect(kinds.length).toBeGreaterThan(2)
  })
})

describe('what goes along', () => {
  async function opened(bytes: Buffer): Promise<{ names: string[] }> {
    const file = path.join(folder, `${randomUUID()}.zip`)
    await writeFile(file, bytes)
    const { names, close } = await zipFiles(file)
    close()
    expect(await run(file)).toMatchObject({ code: HOLDS })
    return { names }
  }
  const packed = async (of: string) => opened((await fileOf(ground, of, { format: 'zip' })).bytes)

  test('is no original that was changed on disk: it is marked, left out, and the rest is whole', async () => {
    const exportId = await asked(ground, filingId, { format: 'zip' })
    const [part] = await ground.database.owner
      .selectFrom('evidence_part')
      .select('file_key')
      .where('upload_id', '=', fileId)
      .execute()
    await ground.files.remove(part?.file_key ?? '')
    const build = () => buildExportNow(ground.database.db, { exportId, lastTry: false }, ground)
    await expect(build()).rejects.toThrow()
    await build()
    const { bytes } = await fetched(ground.database.db, ground.room.sora, exportId, ground.files)
    const { names } = await opened(bytes)
    expect(names.filter((name) => name.startsWith('증거'))).toEqual([])
  })

  test('is nothing once what was frozen no longer adds up', async () => {
    const other = await frozenFiling(ground, [{ person: ground.room.hana, draft: hanaAgain() }])
    await agreedTo('2026-11-22', other.claimIds[0] ?? '')
    await expect(packed(other.filingId)).rejects.toThrow('no longer adds up')
  })
})

/** As if the consents to a claim had been given to an earlier text. */
async function agreedTo(version: string, claimId: string): Promise<void> {
  await ground.database.owner.transaction().execute(async (tx) => {
    await sql`alter table filing_consent disable trigger filing_consent_kept`.execute(tx)
    await sql`update filing_consent set text_version = ${version} where claim_id = ${claimId}::uuid`.execute(
      tx,
    )
    await sql`alter table filing_consent enable trigger filing_consent_kept`.execute(tx)
  })
}
