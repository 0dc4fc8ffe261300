import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { Vault } from '#server/domain/vault.ts'
import { diskStore } from '#server/files/disk.ts'
import type { FileStore } from '#server/files/store.ts'

/** A file store in a folder of its own, which goes when the tests of the file that asked for it are done. */
export function freshFiles(vault: Vault): { files: FileStore; folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'moa-test-files-'))
  afterAll(() => rm(folder, { recursive: true, force: true }))
  return { files: diskStore(folder, vault), folder }
}
