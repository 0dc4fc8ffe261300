import { hash } from 'node:crypto'
import { MANIFEST_NAME, type Manifest } from '#app/proof/package.ts'
import { type Brought, checkFile, checkManifest, type Problem, type Verdict } from '#app/proof/verdict.ts'
import { type Digests, digestsOf } from '#server/files/digests.ts'
import type { PackageFiles } from './package-files.ts'

/** A manifest larger than this is none: 200 bytes an entry and file, of a million. */
const MANIFEST_MAX_BYTES = 512 * 1024 * 1024

/** Node's own hashing is quicker than the library the browser uses, and answers the same. */
export const nodeDigest = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer')

/** Checks a whole package, files and proofs, and tells how many files it held. */
export async function checkPackage(
  files: PackageFiles,
  brought: Brought = {},
): Promise<Verdict & { files: number }> {
  const value = await readManifest(files)
  const { manifest, ...verdict } = checkManifest(value, brought, nodeDigest)
  if (!manifest) return { ...verdict, files: 0 }
  const problems = [...verdict.problems, ...(await checkContents(manifest, files))]
  return { ...verdict, problems, files: manifest.files.length }
}

async function checkContents({ files: listed }: Manifest, files: PackageFiles): Promise<Problem[]> {
  const found = new Set(files.names)
  const problems: Problem[] = files.odd.map((path) => ({ code: 'path', path }))
  for (const file of listed) {
    if (!found.delete(file.path)) problems.push({ code: 'missing', path: file.path })
    else {
      const problem = checkFile(file, await digestsIn(files, file.path))
      if (problem) problems.push(problem)
    }
  }
  found.delete(MANIFEST_NAME)
  return [...problems, ...[...found].map((path) => ({ code: 'extra', path }) as const)]
}

/** What does not unpack was changed or cut: it counts as far as it can be read. */
async function digestsIn(files: PackageFiles, name: string): Promise<Digests> {
  return digestsOf(readable(await files.open(name).catch(() => nothing())))
}

async function* readable(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* stream
  } catch {
    // The end of what can be read.
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

async function readManifest(files: PackageFiles): Promise<unknown> {
  if (!files.names.includes(MANIFEST_NAME)) return null
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of readable(await files.open(MANIFEST_NAME))) {
    bytes += chunk.length
    if (bytes > MANIFEST_MAX_BYTES) return null
    chunks.push(chunk)
  }
  return parsed(Buffer.concat(chunks).toString('utf8'))
}

/** The value of a JSON text, or null for anything else. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
