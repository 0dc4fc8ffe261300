import { createCipheriv, hash, randomBytes } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'

// What a workbook is encrypted with: ECMA-376 agile encryption (MS-OFFCRYPTO 2.3.4.10 to 2.3.4.15), AES-256-CBC and SHA-512, as
// Excel writes it. The password makes a key that opens the file's own random key; after that nobody needs the password.

/** Everything a file is encrypted with, each in base64. Whoever has it opens the file; the password cannot be had from it but by guessing. */
export type Lock = {
  packageKey: string
  packageSalt: string
  hmacKey: string
  passwordSalt: string
  verifierInput: string
  verifierHash: string
  keyValue: string
}

/** Times the password is hashed, as Excel does: a guess costs a tenth of a second. */
export const SPINS = 100_000
/** Of these one after the other, before everybody else has a turn. */
const SPINS_A_TURN = 5_000
export const BLOCK_BYTES = 16
const KEY_BYTES = 32
const HMAC_KEY_BYTES = 64

/** What each key made of the password is for. */
const purposes = {
  input: Buffer.from('fea7d2763b4b9e79', 'hex'),
  hash: Buffer.from('d7aa0f6d3061344e', 'hex'),
  key: Buffer.from('146e0be7abacd0d6', 'hex'),
}

/** A lock a password opens, made of fresh randomness. The password is put together (NFC) as keyboards type it. */
export async function lockWith(password: string): Promise<Lock> {
  const [packageKey, packageSalt, passwordSalt] = [KEY_BYTES, BLOCK_BYTES, BLOCK_BYTES].map((bytes) =>
    randomBytes(bytes),
  ) as [Buffer, Buffer, Buffer]
  const spun = await spin(password, passwordSalt)
  const sealed = (purpose: Buffer, data: Buffer) =>
    encrypt(sha512(spun, purpose).subarray(0, KEY_BYTES), passwordSalt, data).toString('base64')
  const input = randomBytes(BLOCK_BYTES)
  return {
    packageKey: packageKey.toString('base64'),
    packageSalt: packageSalt.toString('base64'),
    hmacKey: randomBytes(HMAC_KEY_BYTES).toString('base64'),
    passwordSalt: passwordSalt.toString('base64'),
    verifierInput: sealed(purposes.input, input),
    verifierHash: sealed(purposes.hash, sha512(input)),
    keyValue: sealed(purposes.key, packageKey),
  }
}

async function spin(password: string, salt: Buffer): Promise<Buffer> {
  let spun = sha512(salt, Buffer.from(password.normalize('NFC'), 'utf16le'))
  const step = Buffer.alloc(4)
  for (let at = 0; at < SPINS; at += 1) {
    step.writeUInt32LE(at, 0)
    spun = sha512(step, spun)
    if (at % SPINS_A_TURN === 0) await turn()
  }
  return spun
}

export function sha512(...parts: readonly Buffer[]): Buffer {
  return hash('sha512', Buffer.concat(parts), 'buffer')
}

/** `data` must be whole blocks. */
export function encrypt(key: Buffer, iv: Buffer, data: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false)
  return Buffer.concat([cipher.update(data), cipher.final()])
}
