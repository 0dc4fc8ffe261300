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

/** SHA-256 over a prefix, the 32 bytes of the entry before (`genesisHash` before the first) and the entry's JSON. */
export function entryHash(entry: EntryFacts, previous: Hash, digest: Digest = sha256): Hash {
  const { caseId, seq, at, kind, actor, data } = entry
  return digest(
    concatBytes(PREFIX, previous, utf8ToBytes(canonicalJson([caseId, seq, at, kind, actor, data]))),
  )
}

/** The leaf of an entry: RFC 6962's leaf hash over the entry's own hash. Entry `seq` is leaf `seq - 1`. */
export function entryLeaf(hash: Hash, digest: Digest = sha256): Hash {
  return leafHash(hash, digest)
}

/** What the first entry of a case is chained to: SHA-256 of the case id, so that no two cases share a beginning. */
export function genesisHash(caseId: string): Hash {
  return sha256(utf8ToBytes(`moa.ledger.v1|${caseId}`))
}
