import { randomInt } from 'node:crypto'

/** Small letters and digits without the pairs people mix up when reading aloud: 0/o, 1/i/l. */
const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz'
const LENGTH = 10

/** A random public id for a case: ten characters, about 49 bits. It names the room; it opens nothing. */
export function newSlug(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
}
