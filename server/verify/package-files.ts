import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import type { PackageFiles } from '#app/proof/check-package.ts'
import { isSafePath } from '#app/proof/package.ts'

// A package as it lies there: a folder or a ZIP. Nothing is unpacked, and no name is ever made a path that was not
// found by listing the folder itself.

export async function folderFiles(folder: string): Promise<PackageFiles> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  const names: string[] = []
  const odd: string[] = []
  for (const entry of found) {
    if (entry.isDirectory()) continue
    const name = path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/')
    if (entry.isFile() && isSafePath(name)) names.push(name)
    else odd.push(name)
  }
  const open = async (name: string) => createReadStream(path.join(folder, name))
  return { names, odd, open, close: () => {} }
}

/** Rejects for what is no ZIP, or one cut short. */
export async function zipFiles(file: string): Promise<PackageFiles> {
  // Names are looked at here, and told; the library would only refuse the whole.
  const zip = await openPromise(file, { autoClose: false, decodeStrings: false })
  const entries = new Map<string, Entry>()
  const odd: string[] = []
  for await (const entry of zip.eachEntry()) {
    const name = Buffer.from(entry.fileName as unknown as Uint8Array).toString('utf8')
    if (name.endsWith('/')) continue
    if (!isSafePath(name) || entries.has(name) || isLink(entry)) odd.push(name)
    else entries.set(name, entry)
  }
  const open = (name: string) => contentOf(zip, entries.get(name))
  return { names: [...entries.keys()], odd, open, close: () => zip.close() }
}

async function contentOf(zip: ZipFile, entry: Entry | undefined) {
  if (!entry) throw new Error('There is no such part')
  return zip.openReadStreamPromise(entry)
}

/** Unix mode 0120000, kept in the upper half of the external attributes. */
function isLink(entry: Entry): boolean {
  return ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000
}
