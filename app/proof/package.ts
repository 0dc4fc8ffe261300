import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import * as z from 'zod/mini'
import { canonicalJson } from './canonical-json.ts'
import { ground, Hex, isLedgerLine, type LedgerLine } from './receipt.ts'

// A package: files with `manifest.json` beside them. The list of its files is sealed by an entry of the ledger, so a
// file cannot be changed, added or left out without breaking the list, nor the list without breaking the ledger.

export const PACKAGE_FORMAT = 'moa.package.v1'
export const MANIFEST_NAME = 'manifest.json'
/** A file is also hashed in blocks of this many bytes, so that a check can say where it was changed. */
export const BLOCK_BYTES = 1024 * 1024
/** The only kind of entry that seals a package: other entries hold hashes of what people brought, which could be a list. */
export const SEALED_KIND = 'package.sealed'

/** `path` is relative, with `/`. `seq` is the entry that holds this SHA-256 since the file came, when there is one. */
export const PackageFile = z.object({
  path: z.string(),
  bytes: z.int().check(z.minimum(0)),
  sha256: Hex,
  blocks: z.array(Hex),
  seq: z.nullable(z.int().check(z.minimum(1))),
})
export type PackageFile = z.infer<typeof PackageFile>

/** `sealed` names the entry that seals the list. `rest` are the hashes of the tree's other spans, from left to right. */
export const Manifest = z.object({
  format: z.literal(PACKAGE_FORMAT),
  ...ground,
  sealed: z.int().check(z.minimum(1)),
  files: z.array(PackageFile),
  entries: z.array(z.custom<LedgerLine>(isLedgerLine)).check(z.minLength(1)),
  rest: z.array(Hex),
})
export type Manifest = z.infer<typeof Manifest>

/** SHA-256 (hex) of the list of files, as its entry holds it. */
export function listHash(files: readonly PackageFile[]): string {
  return bytesToHex(sha256(utf8ToBytes(`${PACKAGE_FORMAT}\n${canonicalJson(files)}`)))
}

/** Whether a name stays inside its folder on every system. */
export function isSafePath(path: string): boolean {
  if (path === '' || path.length > 1024 || /[\\\p{Cc}:]/u.test(path)) return false
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
}
