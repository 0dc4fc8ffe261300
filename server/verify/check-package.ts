import { hash } from 'node:crypto'
import { checkPackageFiles, type PackageFiles, type PackageVerdict } from '#app/proof/check-package.ts'
import type { Brought } from '#app/proof/verdict.ts'
import { digestsOf } from '#server/files/digests.ts'

/** Node's own hashing is quicker than the library the browser uses, and answers the same. */
export const nodeDigest = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer')

/** Checks a whole package, files and proofs, and tells how many files it held. */
export function checkPackage(files: PackageFiles, brought: Brought = {}): Promise<PackageVerdict> {
  return checkPackageFiles(files, brought, { digest: nodeDigest, digestsOf })
}
