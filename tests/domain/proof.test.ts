import { randomBytes, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fingerprint } from '#app/proof/checkpoint.ts'
import { BLOCK_BYTES, type Manifest } from '#app/proof/package.ts'
import type { Growth, Receipt } from '#app/proof/receipt.ts'
import { checkGrowth, checkReceipt } from '#app/proof/verdict.ts'
import { amendClaim, submitClaim, withdrawClaim } from '#server/domain/claim.ts'
import { record } from '#server/domain/ledger.ts'
import { ledgerGrowth, proveEntries, sealPackage } from '#server/domain/proof.ts'
import { receiptFor } from '#server/domain/receipt.ts'
import { inTransaction } from '#server/domain/transaction.ts'
import { openVault } from '#server/domain/vault.ts'
import type { Viewer } from '#server/domain/viewer.ts'
import { zipStream } from '#server/exports/zip.ts'
import { digestsOf } from '#server/files/digests.ts'
import { BROKEN, HOLDS, USAGE, verify } from '#server/verify/verify.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { bareCase, buyerDraft, memberOf } from './claims.ts'

const vault = openVault(randomBytes(32))
const known = [fingerprint(vault.signingPublicKey)]
let database: TestDatabase
let caseId: string
let slug: string
let minji: Viewer & { memberId: string }
let claimId: string
let folder: string

beforeAll(async () => {
  database = await freshDatabase()
  ;({ caseId, slug } = await bareCase(database.db, vault))
  minji = await memberOf(database.db, caseId, 'buyer')
  await submitClaim(database.db, minji, { slug, draft: buyerDraft() }, { vault })
  ;({ claimId } = await submitClaim(database.db, minji, { slug, draft: buyerDraft() }, { vault }))
  await amendClaim(database.db, minji, { claimId, version: 1, draft: buyerDraft() }, { vault })
  folder = await mkdtemp(path.join(tmpdir(), 'moa-proof-'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

const receiptOf = async (id = claimId): Promise<Receipt> =>
  (await receiptFor(database.db, minji, { slug, kind: 'claim', id }, { vault })).receipt
const codes = (value: unknown, brought = {}) => checkReceipt(value, brought).problems.map(({ code }) => code)

describe('a receipt', () => {
  test('proves every version, and holds what was stated word for word', async () => {
    const receipt = await receiptOf()
    expect(receipt.entries.map(({ kind }) => kind)).toEqual(['claim.submitted', 'claim.amended'])
    expect(receipt.contents).toHaveLength(2)
    expect(receipt.contents[0]).toContain(buyerDraft().items[0]?.name)
    const verdict = checkReceipt(JSON.parse(JSON.stringify(receipt)), { known })
    expect(verdict.problems).toEqual([])
    expect(verdict.facts).toMatchObject({ caseId, fingerprint: known[0] })
  })

  test('goes on holding when the ledger has grown, and a later one proves that it grew from there', async () => {
    const before = await receiptOf()
    for (let n = 0; n < 9; n += 1) await oneMore()
    const from = Number(before.checkpoint.split('\n')[1])
    const growth = await ledgerGrowth(database.db, minji, { slug, from }, { vault })
    expect(codes(before, { known })).toEqual([])
    expect(checkGrowth(before, growth, { known }).problems).toEqual([])
    const forked: Growth = { ...growth, proof: growth.proof.with(0, '00'.repeat(32)) }
    expect(checkGrowth(before, forked).problems).toEqual([{ code: 'growth' }])
    const ofOther = await ledgerGrowth(database.db, minji, { slug, from: from + 1 }, { vault })
    expect(checkGrowth(before, ofOther).problems).toEqual([{ code: 'growth' }])
    await expect(ledgerGrowth(database.db, minji, { slug, from: 10_000 }, { vault })).rejects.toMatchObject({
      code: 'ledger.no_such_size',
    })
  })

  test('leaves out what was erased with a withdrawal, and proves the rest', async () => {
    const draft = buyerDraft()
    const { claimId: id } = await submitClaim(database.db, minji, { slug, draft }, { vault })
    await withdrawClaim(database.db, minji, { claimId: id, why: '' })
    const receipt = await receiptOf(id)
    expect(receipt.entries.map(({ kind }) => kind)).toEqual(['claim.submitted', 'claim.withdrawn'])
    expect(receipt.contents).toHaveLength(1)
    expect(codes(receipt, { known })).toEqual([])
  })

  test('is for whoever it belongs to', async () => {
    const other = await memberOf(database.db, caseId, 'buyer')
    const refused = { code: 'shared.not_found' }
    for (const about of [
      { kind: 'claim', id: claimId },
      { kind: 'evidence', id: claimId },
      { kind: 'claim', id: randomUUID() },
    ] as const) {
      await expect(receiptFor(database.db, other, { slug, ...about }, { vault })).rejects.toMatchObject(
        refused,
      )
    }
  })

  test.each<[string, (receipt: Receipt, first: Receipt['entries'][number]) => void, string[]]>([
    ['another time', (_, first) => Object.assign(first, { at: '2020-01-01T00:00:00.000Z' }), ['entry']],
    ['another number', (_, first) => Object.assign(first.data, { receiptNo: 1 }), ['entry']],
    ['another kind', (_, first) => Object.assign(first, { kind: 'claim.amended' }), ['entry']],
    [
      'another case',
      (receipt) => Object.assign(receipt, { caseId: randomUUID() }),
      ['checkpoint', 'entry', 'entry'],
    ],
    ['one bit of a proof', (_, first) => first.proof.splice(0, 1, '11'.repeat(32)), ['proof']],
    ['a proof cut short', (_, first) => first.proof.pop(), ['proof']],
    [
      'a smaller tree',
      (receipt) => edit(receipt, (note) => note.replace(/\n\d+\n/, '\n4\n')),
      ['signature', 'proof', 'proof'],
    ],
    [
      'an earlier signing',
      (receipt) => edit(receipt, (note) => note.replace('at 20', 'at 19')),
      ['signature'],
    ],
    [
      'another signature',
      (receipt) => edit(receipt, (note) => note.replace(/....=*\n$/, 'AAAA\n')),
      ['signature'],
    ],
    ['words put in', (receipt) => receipt.contents.push('거짓말'), ['content']],
    ['another format', (receipt) => Object.assign(receipt, { format: 'moa.receipt.v0' }), ['unreadable']],
  ])('does not hold with %s', async (_, change, expected) => {
    const receipt = structuredClone(await receiptOf())
    const [first] = receipt.entries
    if (!first) throw new Error('no entry')
    change(receipt, first)
    expect(codes(receipt)).toEqual(expected)
  })

  test('signed by somebody else is told by its key, and by nothing else', async () => {
    const forger = openVault(randomBytes(32))
    const otherCase = await bareCase(database.db, forger)
    await inTransaction(database.db, (tx) => record(tx, otherCase.caseId, null, opened(otherCase.caseId)))
    const proven = await proveEntries(database.db, forger, { caseId: otherCase.caseId, seqs: [1] })
    const forged = {
      format: 'moa.receipt.v1',
      about: { kind: 'claim', id: claimId },
      ...proven,
      contents: [],
    }
    expect(codes(forged)).toEqual([])
    expect(codes(forged, { known })).toEqual(['key'])
    expect(codes({ ...forged, publicKey: vault.signingPublicKey.toString('base64') })).toEqual(['signature'])
  })

  test.each([null, 7, '{', [], {}, { format: 'moa.receipt.v1' }])('%s is none', (value) => {
    expect(codes(value)).toEqual(['unreadable'])
  })
})

describe('a package', () => {
  let good: string
  let spot: string
  const big = randomBytes(2.5 * BLOCK_BYTES)

  beforeAll(async () => {
    good = path.join(folder, 'good')
    const contents = {
      '목록.csv': Buffer.from('가,나\n'),
      '증거/갑가 제1호증.jpg': big,
      'empty.txt': Buffer.alloc(0),
    }
    const files: Manifest['files'] = []
    for (const [name, bytes] of Object.entries(contents)) {
      await mkdir(path.dirname(path.join(good, name)), { recursive: true })
      await writeFile(path.join(good, name), bytes)
      files.push({ path: name, ...(await digestsOf(Readable.from([bytes]))), seq: null })
    }
    const sha256 = files[1]?.sha256 ?? ''
    const kept = {
      kind: 'kakao.imported',
      data: { importId: randomUUID(), sha256, lines: 0, messages: 0, system: 0, skipped: 0 },
    } as const
    const seq = await inTransaction(database.db, (tx) => record(tx, caseId, minji.memberId, kept))
    const listed = files.map((file, at) => (at === 1 ? { ...file, seq } : file))
    await oneMore()
    const of = { caseId, actor: minji.memberId, packageId: randomUUID() }
    const manifest = await sealPackage(database.db, of, listed, { vault })
    await writeFile(path.join(good, 'manifest.json'), JSON.stringify(manifest))
  })

  beforeEach(async () => {
    spot = path.join(folder, randomUUID())
    await cp(good, spot, { recursive: true })
  })

  const at = (name: string) => path.join(spot, name)
  const manifestOf = async (): Promise<Manifest> => JSON.parse(await readFile(at('manifest.json'), 'utf8'))
  const rewrite = async (change: (manifest: Manifest) => unknown) => {
    const manifest = await manifestOf()
    change(manifest)
    await writeFile(at('manifest.json'), JSON.stringify(manifest))
  }

  test('holds as a folder and as a ZIP, under the key that is named', async () => {
    expect(await run(spot, '--key', known[0] ?? '')).toMatchObject({ code: HOLDS })
    const { code, said } = await run(await zipped(spot))
    expect(code).toBe(HOLDS)
    expect(said).toContain('파일 3개')
    expect(await run(spot, '--key', '0000')).toMatchObject({ code: BROKEN })
  })

  test('names the file and the block a byte was changed in', async () => {
    const bytes = Buffer.from(big)
    bytes[BLOCK_BYTES + 5] = (bytes[BLOCK_BYTES + 5] ?? 0) ^ 1
    await writeFile(at('증거/갑가 제1호증.jpg'), bytes)
    const { code, said } = await run(spot)
    expect(code).toBe(BROKEN)
    expect(said).toContain('증거/갑가 제1호증.jpg (1,048,576바이트부터')
    bytes[0] = (bytes[0] ?? 0) ^ 1
    await writeFile(at('증거/갑가 제1호증.jpg'), bytes)
    expect((await run(spot)).said).toContain('(0바이트부터')
    const lastOnly = Buffer.from(big)
    lastOnly[lastOnly.length - 1] = (lastOnly.at(-1) ?? 0) ^ 1
    await writeFile(at('증거/갑가 제1호증.jpg'), lastOnly)
    expect((await run(spot)).said).toContain('(2,097,152바이트부터')
  })

  test.each<[string, () => Promise<unknown>, string]>([
    ['a file cut short', () => truncate(at('증거/갑가 제1호증.jpg'), BLOCK_BYTES), '크기가 달라요'],
    ['a file grown', () => writeFile(at('empty.txt'), 'x'), '크기가 달라요'],
    ['a file missing', () => rm(at('목록.csv')), '파일이 없어요: 목록.csv'],
    ['a file more', () => writeFile(at('증거/더.txt'), ''), '목록에 없는 파일이에요: 증거/더.txt'],
    ['a link', () => symlink('/etc/hostname', at('link')), '쓸 수 없는 이름이에요: link'],
    [
      'a file and its hash changed',
      () => rewrite(({ files }) => Object.assign(files[0] ?? {}, { sha256: '00'.repeat(32) })),
      '봉인된 목록과 달라요',
    ],
    ['a file taken off the list', () => rewrite(({ files }) => files.shift()), '봉인된 목록과 달라요'],
    [
      'a name that leads out',
      () => rewrite(({ files }) => Object.assign(files[0] ?? {}, { path: '../목록.csv' })),
      '쓸 수 없는 이름이에요: ../목록.csv',
    ],
    [
      'an entry changed',
      () => rewrite(({ entries }) => Object.assign(entries[0]?.data ?? {}, { lines: 7 })),
      '기록이 바뀌었어요',
    ],
    ['an entry taken out', () => rewrite(({ entries }) => entries.shift()), '그 기록의 파일이 아니에요'],
    ['entries swapped', () => rewrite(({ entries }) => entries.reverse()), '이어지지 않아요'],
    [
      'a proof changed',
      () => rewrite(({ rest }) => rest.splice(0, 1, '22'.repeat(32))),
      '서명된 원장에 들어 있지 않아요',
    ],
    ['a proof cut short', () => rewrite(({ rest }) => rest.pop()), '서명된 원장에 들어 있지 않아요'],
    [
      'a checkpoint of another size',
      () => rewrite((all) => edit(all, (note) => note.replace(/\n\d+\n/, '\n99\n'))),
      '서명이 맞지 않아요',
    ],
    [
      'another seal',
      () => rewrite((all) => Object.assign(all, { sealed: all.entries[0]?.seq })),
      '봉인된 목록과 달라요',
    ],
    ['no manifest', () => rm(at('manifest.json')), '읽을 수 없거나'],
    ['half a manifest', () => truncate(at('manifest.json'), 100), '읽을 수 없거나'],
  ])('does not hold with %s', async (_, change, sentence) => {
    await change()
    const { code, said } = await run(spot)
    expect(said).toContain(sentence)
    expect(code).toBe(BROKEN)
  })

  test('a list somebody uploaded as a file seals nothing', async () => {
    await rewrite((manifest) => {
      const [kept] = manifest.entries
      manifest.sealed = kept?.seq ?? 0
      if (kept) kept.kind = 'evidence.kept'
    })
    expect((await run(spot)).said).toContain('봉인된 목록과 달라요')
  })

  test('the proof of another ledger does not fit', async () => {
    const manifest = await manifestOf()
    const other = await bareCase(database.db, vault)
    await inTransaction(database.db, (tx) => record(tx, other.caseId, null, opened(other.caseId)))
    const proven = await proveEntries(database.db, vault, { caseId: other.caseId, seqs: [1] })
    await rewrite((all) => Object.assign(all, { checkpoint: proven.checkpoint }))
    expect((await run(spot)).said).toContain('다른 사건의 것')
    expect(manifest.caseId).not.toBe(other.caseId)
  })

  test('a ZIP cut short, or with a name that leads out, is none', async () => {
    const zip = await zipped(spot)
    expect(await run(zip)).toMatchObject({ code: HOLDS })
    await truncate(zip, 1000)
    expect(await run(zip)).toMatchObject({ code: BROKEN })
    const evil = await zipped(spot, [{ name: '../../evil.txt', data: Buffer.from('x') }])
    expect((await run(evil)).said).toContain('쓸 수 없는 이름이에요: ../../evil.txt')
  })
})

describe('the command', () => {
  test('checks a receipt, a file with it, and what came after', async () => {
    const receipt = await receiptOf()
    const file = path.join(folder, 'receipt.json')
    await writeFile(file, JSON.stringify(receipt))
    expect(await run(file)).toMatchObject({ code: HOLDS })
    const stated = path.join(folder, 'statement.txt')
    await writeFile(stated, receipt.contents[0] ?? '')
    expect(await run(file, stated)).toMatchObject({ code: HOLDS })
    await writeFile(stated, `${receipt.contents[0]} `)
    expect((await run(file, stated)).said).toContain('확인서에 적힌 파일이 아니에요')
    await oneMore()
    const from = Number(receipt.checkpoint.split('\n')[1])
    const later = path.join(folder, 'later.json')
    const growth = await ledgerGrowth(database.db, minji, { slug, from }, { vault })
    await writeFile(later, JSON.stringify(growth))
    expect(await run(file, later)).toMatchObject({ code: HOLDS })
    await writeFile(later, JSON.stringify({ ...growth, from: from - 1 }))
    expect(await run(file, later)).toMatchObject({ code: BROKEN })
  })

  test.each([[[]], [['nowhere.json']], [['a', 'b', 'c']], [['--what']]])(
    '%j is no question',
    async (args) => {
      expect(await run(...args)).toMatchObject({ code: USAGE })
    },
  )
})

const opened = (id: string) => ({ kind: 'case.opened', data: { caseId: id } }) as const
const oneMore = () => inTransaction(database.db, (tx) => record(tx, caseId, null, opened(caseId)))

function edit(of: { checkpoint: string }, change: (note: string) => string): void {
  of.checkpoint = change(of.checkpoint)
}

async function run(...args: string[]): Promise<{ code: number; said: string }> {
  const lines: string[] = []
  const code = await verify(args, (line) => lines.push(line))
  return { code, said: lines.join('\n') }
}

async function zipped(from: string, more: { name: string; data: Buffer }[] = []): Promise<string> {
  const names = ['manifest.json', '목록.csv', '증거/갑가 제1호증.jpg', 'empty.txt']
  const parts = await Promise.all(
    names.map(async (name) => ({ name, data: await readFile(path.join(from, name)) })),
  )
  const file = `${from}.zip`
  await pipeline(Readable.from(zipStream([...parts, ...more])), createWriteStream(file))
  return file
}
