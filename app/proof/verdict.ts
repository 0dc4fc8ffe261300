import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type * as z from 'zod/mini'
import { fromBase64 } from './bytes.ts'
import { fingerprint, isSignedBy, readCheckpoint, type Tree } from './checkpoint.ts'
import { entryBytes, entryHash, entryLeaf } from './entry.ts'
import {
  type Digest,
  HASH_BYTES,
  type Hash,
  isConsistent,
  rootOfInclusion,
  rootOfMany,
  sameHash,
} from './merkle.ts'
import { BLOCK_BYTES, isSafePath, listHash, Manifest, type PackageFile, SEALED_KIND } from './package.ts'
import { fromHex, Growth, type LedgerLine, Receipt } from './receipt.ts'

// The check itself: what holds and what does not, without words. It trusts nothing in what it is given but what leads to
// a signature, and says whose signature that is by the key's fingerprint.

/** What does not hold. `seq` names the entry, `path` the file, `offset` the byte from which on a file is another. */
export type Problem =
  | { code: 'unreadable' | 'checkpoint' | 'signature' | 'key' | 'list' | 'growth' | 'tree' }
  | { code: 'entry' | 'order' | 'proof' | 'seq'; seq: number }
  | { code: 'content' }
  | { code: 'file'; sha256: string }
  | { code: 'path' | 'missing' | 'extra'; path: string }
  | { code: 'bytes'; path: string; offset: number }
  | { code: 'size'; path: string; bytes: number; expected: number }

/** What was checked, when it could be read at all: the signed tree, whose key, and the entries that were looked at. */
export type Facts = {
  caseId: string
  size: number
  at: string
  fingerprint: string
  entries: Pick<LedgerLine, 'seq' | 'at' | 'kind'>[]
}
export type Verdict = { problems: Problem[]; facts: Facts | null }

/** What the checker brings: `sha256` of a file to look for, keys it knows (fingerprints). */
export type Brought = { sha256?: string | undefined; known?: readonly string[] | undefined }

type Grounded = { caseId: string; checkpoint: string; publicKey: string }

/** Checks a receipt; with `sha256` also that an entry holds this file. */
export function checkReceipt(value: unknown, { sha256: file, known }: Brought = {}): Verdict {
  const receipt = read(Receipt, value)
  if (!receipt) return unreadable()
  const { tree, facts, problems } = checkGround(receipt, known)
  const kept = new Set<unknown>()
  for (const entry of receipt.entries) {
    const { seq, data } = entry
    kept.add(data.sha256)
    facts?.entries.push(shown(entry))
    if (!holds(receipt.caseId, entry)) problems.push({ code: 'entry', seq })
    else if (tree && !isIn(tree, entry)) problems.push({ code: 'proof', seq })
  }
  if (receipt.contents.some((text) => !kept.has(hexOf(text)))) problems.push({ code: 'content' })
  if (file !== undefined && !kept.has(file)) problems.push({ code: 'file', sha256: file })
  return { problems, facts }
}

/** Checks that a later checkpoint goes on from the one of a receipt. */
export function checkGrowth(receiptValue: unknown, value: unknown, { known }: Brought = {}): Verdict {
  const [receipt, growth] = [read(Receipt, receiptValue), read(Growth, value)]
  if (!receipt || !growth) return unreadable()
  const { tree, facts, problems } = checkGround(growth, known)
  const before = readCheckpoint(receipt.checkpoint)
  const proof = growth.proof.map((hex) => fromHex(hex))
  const goesOn =
    before && tree && before.caseId === tree.caseId && before.size === growth.from
      ? isConsistent(before, tree, proof)
      : false
  if (!goesOn) problems.push({ code: 'growth' })
  return { problems, facts }
}

/** SHA-256 as bytes and as lower-case hex: hex alone is quicker where the bytes are not needed. */
export type Digesting = { digest: Digest; hex(bytes: Uint8Array): string }

/** As every browser can. */
export const everywhere: Digesting = { digest: sha256, hex: (bytes) => bytesToHex(sha256(bytes)) }

/** Checks all of a package but the bytes of its files; with the manifest when that could be read. */
export function checkManifest(
  value: unknown,
  { known }: Brought = {},
  digesting: Digesting = everywhere,
): Verdict & { manifest: Manifest | null } {
  const manifest = read(Manifest, value)
  if (!manifest) return { ...unreadable(), manifest: null }
  const { tree, facts, problems } = checkGround(manifest, known)
  problems.push(...checkEntries(manifest, tree, digesting), ...checkList(manifest))
  if (facts) facts.entries = manifest.entries.map(shown)
  return { problems, facts, manifest }
}

function checkEntries(
  { caseId, entries, rest }: Manifest,
  tree: Tree | null,
  { digest, hex }: Digesting,
): Problem[] {
  const problems: Problem[] = []
  const leaves: Hash[] = []
  // Written anew for each entry: arrays for a hundred thousand would be most of the work.
  let [previous, own] = [new Uint8Array(HASH_BYTES), new Uint8Array(HASH_BYTES)]
  let before: LedgerLine | undefined
  for (const entry of entries) {
    const { seq, at, kind, actor, data } = entry
    if (before && seq <= before.seq) problems.push({ code: 'order', seq })
    else if (before && seq === before.seq + 1 && entry.previous !== before.hash) {
      problems.push({ code: 'order', seq })
    }
    if (entry.previous !== before?.hash) fromHex(entry.previous, previous)
    const bytes = entryBytes({ caseId, seq, at, kind, actor, data }, previous)
    if (hex(bytes) !== entry.hash) problems.push({ code: 'entry', seq })
    leaves.push(entryLeaf(fromHex(entry.hash, own), digest))
    ;[previous, own] = [own, previous]
    before = entry
  }
  if (!tree || problems.length > 0) return problems
  const places = entries.map(({ seq }) => seq - 1)
  const root = rootOfMany(
    leaves,
    places,
    tree.size,
    rest.map((hash) => fromHex(hash)),
    digest,
  )
  return root && sameHash(root, tree.root) ? [] : [{ code: 'tree' }]
}

function checkList({ files, sealed, entries }: Manifest): Problem[] {
  const bySeq = new Map(entries.map((entry) => [entry.seq, entry]))
  const seal = bySeq.get(sealed)
  const isSealed = seal?.kind === SEALED_KIND && seal.data.sha256 === listHash(files)
  const problems: Problem[] = isSealed ? [] : [{ code: 'list' }]
  const seen = new Set<string>()
  for (const { path, seq, sha256: hash } of files) {
    const name = path.normalize('NFC').toLowerCase()
    if (!isSafePath(path) || seen.has(name)) problems.push({ code: 'path', path })
    if (seq !== null && bySeq.get(seq)?.data.sha256 !== hash) problems.push({ code: 'seq', seq })
    seen.add(name)
  }
  return problems
}

/** Where a file first differs from its list: `offset` is the beginning of the first block that is another. */
export function checkFile(
  listed: PackageFile,
  found: { bytes: number; sha256: string; blocks: readonly string[] },
): Problem | null {
  const { path } = listed
  const other = listed.blocks.findIndex(
    (hash, at) => at < found.blocks.length - 1 && found.blocks[at] !== hash,
  )
  if (other >= 0) return { code: 'bytes', path, offset: other * BLOCK_BYTES }
  if (found.bytes !== listed.bytes) {
    return { code: 'size', path, bytes: found.bytes, expected: listed.bytes }
  }
  if (found.sha256 === listed.sha256) return null
  return { code: 'bytes', path, offset: Math.max(0, found.blocks.length - 1) * BLOCK_BYTES }
}

function checkGround({ caseId, checkpoint, publicKey }: Grounded, known: readonly string[] | undefined) {
  const problems: Problem[] = []
  const note = readCheckpoint(checkpoint)
  const key = fromBase64(publicKey) ?? new Uint8Array()
  const name = fingerprint(key)
  if (note?.caseId !== caseId)
    return { tree: null, facts: null, problems: [{ code: 'checkpoint' } as Problem] }
  if (!isSignedBy(key, note)) problems.push({ code: 'signature' })
  if (known && !known.includes(name)) problems.push({ code: 'key' })
  const facts: Facts = { caseId, size: note.size, at: note.at, fingerprint: name, entries: [] }
  return { tree: note, facts, problems }
}

function holds(caseId: string, entry: LedgerLine): boolean {
  return bytesToHex(entryHash({ caseId, ...entry }, fromHex(entry.previous))) === entry.hash
}

function isIn(tree: Tree, { seq, hash, proof }: Receipt['entries'][number]): boolean {
  const root = rootOfInclusion(
    entryLeaf(fromHex(hash)),
    seq - 1,
    tree.size,
    proof.map((hex) => fromHex(hex)),
  )
  return root !== null && sameHash(root, tree.root)
}

function shown({ seq, at, kind }: LedgerLine) {
  return { seq, at, kind }
}

function hexOf(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)))
}

function read<T>(shape: z.ZodMiniType<T>, value: unknown): T | null {
  const parsed = shape.safeParse(value)
  return parsed.success ? parsed.data : null
}

function unreadable(): Verdict {
  return { problems: [{ code: 'unreadable' }], facts: null }
}
