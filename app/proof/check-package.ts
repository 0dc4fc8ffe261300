import { MANIFEST_NAME, type Manifest } from './package.ts'
import {
  type Brought,
  checkFile,
  checkManifest,
  type Digesting,
  type Problem,
  type Verdict,
} from './verdict.ts'

// The check of a whole package, wherever its files lie: a folder or a ZIP on a disk, a file chosen in a browser.

/** `odd` are names no list can hold: links, ways out of the folder, the same name twice. */
export type PackageFiles = {
  names: string[]
  odd: string[]
  open(name: string): Promise<AsyncIterable<Uint8Array>>
  close(): void
}

/** Length in bytes, SHA-256 of the whole and of each block (`BLOCK_BYTES`, the last may be shorter), in hex. */
export type Digests = { bytes: number; sha256: string; blocks: string[] }

/** How hashes are counted where the check runs. */
export type Counting = Digesting & { digestsOf(stream: AsyncIterable<Uint8Array>): Promise<Digests> }

/** `files`: how many the package held. `onFile` is told how many of so many were looked at. */
export type PackageVerdict = Verdict & { files: number }
export type OnFile = (done: number, of: number) => void

/** A manifest larger than this is none: 200 bytes an entry and file, of a million. */
const MANIFEST_MAX_BYTES = 512 * 1024 * 1024

/** Checks a whole package, files and proofs, and tells how many files it held. */
export async function checkPackageFiles(
  files: PackageFiles,
  brought: Brought,
  { digestsOf, ...digesting }: Counting,
  onFile: OnFile = () => {},
): Promise<PackageVerdict> {
  const value = await readManifest(files)
  const { manifest, ...verdict } = checkManifest(value, brought, digesting)
  if (!manifest) return { ...verdict, files: 0 }
  const found = await checkContents(manifest, files, { digestsOf, onFile })
  return { ...verdict, problems: [...verdict.problems, ...found], files: manifest.files.length }
}

async function checkContents(
  { files: listed }: Manifest,
  files: PackageFiles,
  { digestsOf, onFile }: Pick<Counting, 'digestsOf'> & { onFile: OnFile },
): Promise<Problem[]> {
  const found = new Set(files.names)
  const problems: Problem[] = files.odd.map((path) => ({ code: 'path', path }))
  for (const [at, file] of listed.entries()) {
    if (!found.delete(file.path)) problems.push({ code: 'missing', path: file.path })
    else {
      const problem = checkFile(file, await digestsOf(await readable(files, file.path)))
      if (problem) problems.push(problem)
    }
    onFile(at + 1, listed.length)
  }
  found.delete(MANIFEST_NAME)
  return [...problems, ...[...found].map((path) => ({ code: 'extra', path }) as const)]
}

/** What does not unpack was changed or cut: it counts as far as it can be read. */
async function* readable(files: PackageFiles, name: string): AsyncGenerator<Uint8Array> {
  try {
    yield* await files.open(name)
  } catch {
    // The end of what can be read.
  }
}

async function readManifest(files: PackageFiles): Promise<unknown> {
  if (!files.names.includes(MANIFEST_NAME)) return null
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of readable(files, MANIFEST_NAME)) {
    bytes += chunk.length
    if (bytes > MANIFEST_MAX_BYTES) return null
    text += decoder.decode(chunk, { stream: true })
  }
  return parsed(text + decoder.decode())
}

/** The value of a JSON text, or null for anything else. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
