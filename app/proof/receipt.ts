import { bytesToHex } from '@noble/hashes/utils.js'
import * as z from 'zod/mini'
import { Id } from '#app/shapes/id.ts'
import { toBase64 } from './bytes.ts'
import type { Hash } from './merkle.ts'

// What is handed out as proof, as JSON. Version 1; documented in docs/proof.md. Hashes are 64 hex digits.

const HEX = /^[0-9a-f]{64}$/
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const KIND = /^[a-z]+\.[a-z_]+$/
/** SHA-256 in lower-case hex. */
export const Hex = z.string().check(z.regex(HEX))
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
  at: z.string().check(z.regex(INSTANT)),
  kind: z.string().check(z.regex(KIND)),
  actor: z.nullable(z.string()),
  data: z.record(z.string(), z.custom<string | number | null>(isFlat)),
  previous: Hex,
  hash: Hex,
})
export type LedgerLine = z.infer<typeof LedgerLine>

/** Whether a value is a `LedgerLine`, without a copy of it: packages hold a hundred thousand. */
export function isLedgerLine(value: unknown): value is LedgerLine {
  if (typeof value !== 'object' || value === null) return false
  const { seq, at, kind, actor, data, previous, hash } = value as Record<string, unknown>
  return (
    Number.isSafeInteger(seq) &&
    Number(seq) >= 1 &&
    is(INSTANT, at) &&
    is(KIND, kind) &&
    (actor === null || typeof actor === 'string') &&
    typeof data === 'object' &&
    data !== null &&
    !Array.isArray(data) &&
    Object.values(data).every(isFlat) &&
    is(HEX, previous) &&
    is(HEX, hash)
  )
}

function is(shape: RegExp, value: unknown): boolean {
  return typeof value === 'string' && shape.test(value)
}

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

/** The bytes of lower-case hex digits, which the shapes above make sure of; into `bytes` when those are given. */
export function fromHex(hex: string, bytes: Hash = new Uint8Array(hex.length / 2)): Hash {
  for (let at = 0; at < bytes.length; at += 1) {
    bytes[at] = (digit(hex.charCodeAt(2 * at)) << 4) | digit(hex.charCodeAt(2 * at + 1))
  }
  return bytes
}

const ZERO = 0x30
const NINE = 0x39
const TEN = 0x61 - 10

function digit(code: number): number {
  return code - (code <= NINE ? ZERO : TEN)
}

export const keyText = (publicKey: Uint8Array): string => toBase64(publicKey)
