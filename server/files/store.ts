import { type Hash, randomBytes } from 'node:crypto'
import type { Readable } from 'node:stream'

/** What a stored file is known by: a random key (its data key derives from it), its length in bytes and its SHA-256. */
export type StoredFile = { key: string; bytes: number; sha256: Uint8Array }

/** 160 random bits: no guess and no collision. Nothing a person typed is ever part of a name. */
const KEY_BYTES = 20

export function newFileKey(): string {
  return randomBytes(KEY_BYTES).toString('hex')
}

/** What is no key of ours names no file. */
export function isFileKey(name: string): boolean {
  return /^[0-9a-f]{40}$/.test(name)
}

/** Bytes `from` up to but not including `to`, counted from 0. What lies beyond the end of the file is left out. */
export type ByteRange = { from: number; to: number }

export const WHOLE: ByteRange = { from: 0, to: Number.POSITIVE_INFINITY }

/** Private files: written once, encrypted at rest, read back whole or not at all. */
export type FileStore = {
  /**
   * Stores a stream under a new random key; nothing is kept when the stream fails. The hash is of the plain bytes. Stored
   * with a `secret`, it opens with the same one only. With a `hash` the SHA-256 is of what that one had counted before and
   * these bytes behind it, and it has counted them too.
   */
  put(bytes: AsyncIterable<Uint8Array>, secret?: Uint8Array, hash?: Hash): Promise<StoredFile>
  /**
   * The plain bytes, or those of a range. Throws `FileMissing`; the stream fails with `FileDamaged` when what is read of
   * the file was changed.
   */
  open(key: string, range?: ByteRange, secret?: Uint8Array): Promise<Readable>
  /** Deletes; a missing file is no error. */
  remove(key: string): Promise<void>
  /** The keys of files written longer than `ageMs` ago, some at a time. */
  oldKeys(ageMs: number): AsyncIterable<string[]>
  /** Deletes what is left of writes that stopped longer than `ageMs` ago. Returns how many. */
  removeParts(ageMs: number): Promise<number>
  /** Resolves when the store can be written and read. */
  check(): Promise<void>
}

/** No file has that key. Known by its name, as pages and server each have their own copy of the class. */
export class FileMissing extends Error {
  override name = 'FileMissing'
}

/** The bytes of a file are not those that were stored, or it was sealed with another secret. Known by its name too. */
export class FileDamaged extends Error {
  override name = 'FileDamaged'
}
