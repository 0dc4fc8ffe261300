import { hash } from 'node:crypto'
import { checkPackageFiles, type PackageFiles, type PackageVerdict } from '#app/proof/check-package.ts'
import type { Brought } from '#app/proof/verdict.ts'
import { digestsOf } from '#server/files/digests.ts'

// Node's own hashing is quicker than the library the browser uses, and answers the same. As text it is quicker than as
// a buffer: a hundred thousand buffers are most of the work.

export const nodeHex = (bytes: Uint8Array): string => hash('sha256', bytes, 'hex')

export function nodeDigest(bytes: Uint8Array): Uint8Array {
  const text = hash('sha256', bytes, 'binary')
  const out = new Uint8Array(text.length)
  for (let at = 0; at < out.length; at += 1) out[at] = text.charCodeAt(at)
  return out
}

/** Checks a whole package, files and proofs, and tells how many files it held. */
export function checkPackage(files: PackageFiles, brought: Brought = {}): Promise<PackageVerdict> {
  return checkPackageFiles(files, brought, { digest: nodeDigest, hex: nodeHex, digestsOf })
}
