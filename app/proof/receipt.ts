import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import * as z from 'zod/mini'
import { Id } from '#app/shapes/id.ts'
import { toBase64 } from './bytes.ts'
import type { Hash } from './merkle.ts'

// What is handed out as proof, as JSON. Version 1; documented in docs/proof.md. Hashes are 64 hex digits.

/** SHA-256 in lower-case hex. */
export const Hex = z.string().check(z.regex(/^[0-9a-f]{64}$/))
/** The 32 bytes of an Ed25519 key in base64. */
const PublicKey = z.string().check(z.regex(/^[A-Za-z0-9+/]{43}=$/))
const Place = z.int().check(z.minimum(1))

/** A union of shapes would try each in turn, a hundred thousand times over. */
function isFlat(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'number'
}

/** An entry as it stands in the ledger; `previous` is the hash of the entry before, `hash` its own. */
export const LedgerLine = z.object({
  seq: Place,
  at: z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)),
  kind: z.string().check(z.regex(/^[a-z]+\.[a-z_]+$/)),
  actor: z.nullable(z.string()),
  data: z.record(z.string(), z.custom<string | number | null>(isFlat)),
  previous: Hex,
  hash: Hex,
})
export type LedgerLine = z.infer<typeof LedgerLine>

/** What every proof stands on: the case, a signed checkpoint of its tree, and the key that signed it. */
export const ground = { caseId: Id, checkpoint: z.string(), publicKey: PublicKey }

/** An entry and its inclusion proof of RFC 6962 under the root of the receipt's checkpoint. */
const ProvenLine = z.extend(LedgerLine, { proof: z.array(Hex) })

export const RECEIPT_FORMAT = 'moa.receipt.v1'

/**
 * What a person gets of one thing of theirs. `contents` are texts whose SHA-256 stands in an entry as `sha256`: what was
 * kept, word for word, for whom it belongs to.
 */
export const Receipt = z.object({
  format: z.literal(RECEIPT_FORMAT),
  about: z.object({ kind: z.enum(['claim', 'evidence']), id: Id }),
  ...ground,
  entries: z.array(ProvenLine).check(z.minLength(1)),
  contents: z.array(z.string()),
})
export type Receipt = z.infer<typeof Receipt>

export const GROWTH_FORMAT = 'moa.growth.v1'

/** Shows that the tree of `from` entries is the beginning of the checkpoint's (RFC 6962, 2.1.2). */
export const Growth = z.object({
  format: z.literal(GROWTH_FORMAT),
  ...ground,
  from: Place,
  proof: z.array(Hex),
})
export type Growth = z.infer<typeof Growth>

export const toHex = (hash: Hash): string => bytesToHex(hash)
export const fromHex = (hex: string): Hash => hexToBytes(hex)
export const keyText = (publicKey: Uint8Array): string => toBase64(publicKey)
