import { createHash, randomBytes } from 'node:crypto'

/** Crockford's base 32: no I, L, O or U, so that a code read aloud or copied by hand comes back the same. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** 16 characters of 5 bits: 80 bits, beyond guessing at any rate the limits allow. */
const LENGTH = 16

/** A fresh code as it is shown: `ABCD-EFGH-JKMN-PQRS`. */
export function newRecoveryCode(): string {
  const letters = Array.from(randomBytes(LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('')
  return letters.replace(/(.{4})(?=.)/g, '$1-')
}

/** SHA-256 of the code as typed, blind to case, spaces, hyphens and the look-alikes O, I and L; null when it is no code. */
export function recoveryHash(typed: string): Buffer | null {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐-―−]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  if (code.length !== LENGTH || [...code].some((letter) => !ALPHABET.includes(letter))) return null
  return createHash('sha256').update(`moa.recovery.v1|${code}`).digest()
}
