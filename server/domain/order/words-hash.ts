import { createHash, randomBytes } from 'node:crypto'

/**
 * What the ledger keeps of words that go out of sight: SHA-256 over a random salt and the words, in hex. The salt lies
 * beside the words and is erased with them; without it nobody can try whether they were these.
 */
export function wordsHash(salt: Uint8Array, words: string): string {
  return createHash('sha256').update('moa.words.v1\n').update(salt).update(words).digest('hex')
}

export function newSalt(): Buffer {
  return randomBytes(16)
}
