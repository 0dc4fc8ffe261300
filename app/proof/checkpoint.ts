import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { fromBase64, toBase64 } from './bytes.ts'
import { type Hash, sameHash } from './merkle.ts'

// A checkpoint: "at this moment the ledger of this case had so many entries and this root", as a signed note
// (C2SP signed-note and tlog-checkpoint), so that tools of certificate logs can read it.

/** `at` is ISO in UTC to the millisecond, by the clock of the server. */
export type Tree = { caseId: string; size: number; root: Hash; at: string }
export type Signed = { text: string; keyHash: Hash; signature: Uint8Array }

const ORIGIN = 'moa.ledger/'
/** The name keys are known by in a note; a server has one key at a time. */
const KEY_NAME = 'moa.ledger'
/** Ed25519 in the signed-note format. */
const KEY_TYPE = 1
const KEY_HASH_BYTES = 4
const SIGNATURE_BYTES = 64
const ROOT_BYTES = 32

const NOTE =
  /^(moa\.ledger\/([0-9a-f-]{36})\n([1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\nat ([0-9TZ:.-]{24})\n)\n— moa\.ledger ([A-Za-z0-9+/=]+)\n$/

/** What is signed. */
export function checkpointText({ caseId, size, root, at }: Tree): string {
  return `${ORIGIN}${caseId}\n${size}\n${toBase64(root)}\nat ${at}\n`
}

/** The note: the text, an empty line and the signature under the key's name. `publicKey` is 32 bytes. */
export function checkpointNote(tree: Tree, signature: Uint8Array, publicKey: Uint8Array): string {
  const line = toBase64(concatBytes(keyHash(publicKey), signature))
  return `${checkpointText(tree)}\n— ${KEY_NAME} ${line}\n`
}

/** Reads a note, or null for anything that is not exactly one. Says nothing of its signature. */
export function readCheckpoint(note: string): (Tree & Signed) | null {
  const [, text, caseId, size, root, at, signed] = NOTE.exec(note) ?? []
  if (!text || !caseId || !size || !root || !at || !signed) return null
  const bytes = fromBase64(signed)
  const rootBytes = fromBase64(root)
  if (bytes?.length !== KEY_HASH_BYTES + SIGNATURE_BYTES || rootBytes?.length !== ROOT_BYTES) return null
  const tree = { caseId, size: Number(size), root: rootBytes, at }
  if (!Number.isSafeInteger(tree.size) || checkpointText(tree) !== text) return null
  return { ...tree, text, keyHash: bytes.slice(0, KEY_HASH_BYTES), signature: bytes.slice(KEY_HASH_BYTES) }
}

/** Whether this key signed the note. */
export function isSignedBy(publicKey: Uint8Array, { text, keyHash: named, signature }: Signed): boolean {
  if (!sameHash(named, keyHash(publicKey))) return false
  try {
    return ed25519.verify(signature, utf8ToBytes(text), publicKey, { zip215: false })
  } catch {
    return false
  }
}

/** A key as people compare it: the SHA-256 of its 32 bytes in hex, in groups of four. */
export function fingerprint(publicKey: Uint8Array): string {
  return bytesToHex(sha256(publicKey)).replace(/(.{4})(?=.)/g, '$1 ')
}

function keyHash(publicKey: Uint8Array): Hash {
  const named = concatBytes(utf8ToBytes(`${KEY_NAME}\n`), Uint8Array.of(KEY_TYPE), publicKey)
  return sha256(named).slice(0, KEY_HASH_BYTES)
}
