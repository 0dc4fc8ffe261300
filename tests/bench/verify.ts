import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { checkpointNote, checkpointText } from '#app/proof/checkpoint.ts'
import { entryHash, entryLeaf, genesisHash } from '#app/proof/entry.ts'
import { grow, type Hash, joined } from '#app/proof/merkle.ts'
import { listHash, type Manifest, PACKAGE_FORMAT, SEALED_KIND } from '#app/proof/package.ts'
import { keyText, type LedgerLine, toHex } from '#app/proof/receipt.ts'
import { openVault } from '#server/domain/vault.ts'
import { digestsOf } from '#server/files/digests.ts'
import { nodeDigest } from '#server/verify/check-package.ts'
import { verify } from '#server/verify/verify.ts'
import { isNoisy, printLine, round2, round4, spread, timed } from './figures.ts'

// `npm run verify` over a package with every entry of a long ledger and one file: from the folder on disk to the verdict,
// the reading of its JSON included. Baseline: SHA-256 alone over the same number of entries of the same length.

const ENTRIES = 100_000
const ROUNDS = 7
/** ms for 100,000 entries. */
const GOAL_MS = 1000

export async function bench([entries = ENTRIES]: readonly number[] = [ENTRIES]): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'moa-verify-'))
  try {
    const manifest = await packageOf(folder, entries)
    const bytes = JSON.stringify(manifest.entries[0]).length
    const ours: number[] = []
    const baseline: number[] = []
    let noisy = 0
    for (let round = 0; round < ROUNDS; round += 1) {
      if (isNoisy()) noisy += 1
      ours.push(
        await timed(async () => {
          if ((await verify([folder], () => {})) !== 0) throw new Error('A good package did not hold')
        }),
      )
      baseline.push(await timed(async () => hashAlone(entries, bytes)))
    }
    const [taken, plain] = [spread(ours), spread(baseline)]
    printLine({
      ...{ name: 'verify/package', unit: 'ms', ours: taken.median, baseline: plain.median },
      ...{ ratio: round4(taken.median / plain.median), goal: GOAL_MS * (entries / ENTRIES) },
      ...{ pass: taken.median < GOAL_MS * (entries / ENTRIES), min: taken.min, max: taken.max, entries },
      ...{ manifestMB: round2(JSON.stringify(manifest).length / 1e6), rounds: ROUNDS, noisyRounds: noisy },
    })
  } finally {
    await rm(folder, { recursive: true })
  }
}

function hashAlone(entries: number, bytes: number): void {
  const text = randomBytes(bytes)
  for (let n = 0; n < entries; n += 1) createHash('sha256').update(text).digest()
}

/** Writes a package whose manifest holds a whole ledger, the last entry of which seals its one file. */
async function packageOf(folder: string, entries: number): Promise<Manifest> {
  const vault = openVault(randomBytes(32))
  const file = randomBytes(1000)
  await writeFile(path.join(folder, 'list.csv'), file)
  const digests = await digestsOf(oneChunk(file))
  const files = [{ path: 'list.csv', ...digests, seq: null }]
  const seal = { packageId: randomUUID(), files: 1, sha256: listHash(files) }
  const caseId = randomUUID()
  let previous = genesisHash(caseId)
  let edge: Hash[] = []
  const lines: LedgerLine[] = []
  for (let seq = 1; seq <= entries; seq += 1) {
    const claim = { claimId: randomUUID(), receiptNo: seq, version: 1, sha256: '00'.repeat(32) }
    const [kind, data] = seq < entries ? ['claim.submitted', claim] : [SEALED_KIND, seal]
    const at = new Date(Date.UTC(2026, 0, 1) + seq * 1000).toISOString()
    const facts = { seq, at, kind, actor: randomUUID(), data }
    const hash = entryHash({ caseId, ...facts }, previous, nodeDigest)
    lines.push({ ...facts, previous: toHex(previous), hash: toHex(hash) })
    ;({ edge } = grow(edge, seq - 1, entryLeaf(hash, nodeDigest), nodeDigest))
    previous = hash
  }
  const tree = { caseId, size: entries, root: joined(edge), at: new Date().toISOString() }
  const signature = vault.signCheckpoint(checkpointText(tree))
  const manifest: Manifest = {
    ...{ format: PACKAGE_FORMAT, caseId, sealed: entries, files, entries: lines, rest: [] },
    checkpoint: checkpointNote(tree, signature, vault.signingPublicKey),
    publicKey: keyText(vault.signingPublicKey),
  }
  await writeFile(path.join(folder, 'manifest.json'), JSON.stringify(manifest))
  return manifest
}

async function* oneChunk(bytes: Uint8Array) {
  yield bytes
}
