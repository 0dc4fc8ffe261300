import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { canonicalJson } from './canonical-json.ts'
import { type Digest, type Hash, leafHash } from './merkle.ts'

// An entry of the ledger as it is hashed: chained to the one before, and a leaf of its case's tree.

/** `at` is ISO in UTC to the millisecond; `data` is flat: ids, numbers, hashes, null. */
export type EntryFacts = {
  caseId: string
  seq: number
  at: string
  kind: string
  actor: string | null
  data: unknown
}

const PREFIX = utf8ToBytes('moa.ledger.v1\n')
const encoder = new TextEncoder()
/** Where entries are put together; one that needs more gets its own. A ledger of 100,000 would otherwise be mostly copies. */
const scratch = new Uint8Array(16 * 1024)
scratch.set(PREFIX)
/** UTF-8 bytes a UTF-16 unit comes to at most. */
const UNIT_BYTES = 3

/** SHA-256 over a prefix, the 32 bytes of the entry before (`genesisHash` before the first) and the entry's JSON. */
export function entryHash(entry: EntryFacts, previous: Hash, digest: Digest = sha256): Hash {
  return digest(entryBytes(entry, previous))
}

/** What is hashed of an entry; good until the next is asked for. */
export function entryBytes(entry: EntryFacts, previous: Hash): Uint8Array {
  const { caseId, seq, at, kind, actor, data } = entry
  const text = canonicalJson([caseId, seq, at, kind, actor, data])
  const start = PREFIX.length + previous.length
  if (start + text.length * UNIT_BYTES > scratch.length) {
    return concatBytes(PREFIX, previous, utf8ToBytes(text))
  }
  scratch.set(previous, PREFIX.length)
  const { written } = encoder.encodeInto(text, scratch.subarray(start))
  return scratch.subarray(0, start + written)
}

/** The leaf of an entry: RFC 6962's leaf hash over the entry's own hash. Entry `seq` is leaf `seq - 1`. */
export function entryLeaf(hash: Hash, digest: Digest = sha256): Hash {
  return leafHash(hash, digest)
}

/** What the first entry of a case is chained to: SHA-256 of the case id, so that no two cases share a beginning. */
export function genesisHash(caseId: string): Hash {
  return sha256(utf8ToBytes(`moa.ledger.v1|${caseId}`))
}
