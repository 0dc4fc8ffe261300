import { createHmac } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import { compoundFile } from './compound.ts'
import { BLOCK_BYTES, encrypt, type Lock, SPINS, sha512 } from './lock.ts'

/** Bytes encrypted at once with a beginning of their own, as the format has it. */
const SEGMENT_BYTES = 4096
/** Segments before everybody else has a turn: about a millisecond. */
const SEGMENTS_A_TURN = 64
/**
 * Bytes of a workbook that is encrypted: its length and its hash stand before it in the file, so the whole is in memory. Some
 * hundred thousand claims.
 */
export const LOCKED_BYTES = 128 * 1024 ** 2

const purposes = {
  hmacKey: Buffer.from('5fb2ad010cb9e1f6', 'hex'),
  hmacValue: Buffer.from('a0677f02b22c8433', 'hex'),
}
const bytesOf = (base64: string) => Buffer.from(base64, 'base64')

/**
 * A workbook (or any Office file) as the encrypted file Excel, Hancom Office and LibreOffice open with the password. The same
 * workbook and lock give the same bytes; a lock is random. Throws RangeError past `LOCKED_BYTES`.
 */
export async function* encrypted(file: AsyncIterable<Uint8Array>, lock: Lock): AsyncGenerator<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of file) {
    size += chunk.length
    if (size > LOCKED_BYTES) throw new RangeError('a file with a password is limited to 128 MiB')
    chunks.push(chunk)
  }
  const data = await packageOf(Buffer.concat(chunks), lock)
  yield* compoundFile([
    { name: 'EncryptionInfo', data: infoOf(data, lock) },
    { name: 'EncryptedPackage', data },
  ])
}

async function packageOf(file: Buffer, lock: Lock): Promise<Buffer> {
  const key = bytesOf(lock.packageKey)
  const salt = bytesOf(lock.packageSalt)
  const head = Buffer.alloc(8)
  head.writeBigUInt64LE(BigInt(file.length))
  const parts: Buffer[] = [head]
  for (let at = 0; at * SEGMENT_BYTES < file.length; at += 1) {
    const segment = file.subarray(at * SEGMENT_BYTES, (at + 1) * SEGMENT_BYTES)
    const number = Buffer.alloc(4)
    number.writeUInt32LE(at)
    parts.push(encrypt(key, beginning(salt, number), padded(segment)))
    if (at % SEGMENTS_A_TURN === SEGMENTS_A_TURN - 1) await turn()
  }
  return Buffer.concat(parts)
}

function beginning(salt: Buffer, of: Buffer): Buffer {
  return sha512(salt, of).subarray(0, BLOCK_BYTES)
}

function padded(data: Buffer): Buffer {
  const missing = (BLOCK_BYTES - (data.length % BLOCK_BYTES)) % BLOCK_BYTES
  return missing === 0 ? data : Buffer.concat([data, Buffer.alloc(missing)])
}

/** Version 4.4, agile; then what a program needs to try a password and to see that nothing was changed. */
function infoOf(data: Buffer, lock: Lock): Buffer {
  const key = bytesOf(lock.packageKey)
  const salt = bytesOf(lock.packageSalt)
  const hmacKey = bytesOf(lock.hmacKey)
  const hmac = createHmac('sha512', hmacKey).update(data).digest()
  const sealed = (purpose: Buffer, value: Buffer) =>
    encrypt(key, beginning(salt, purpose), value).toString('base64')
  const office = 'http://schemas.microsoft.com/office/2006'
  const by =
    'saltSize="16" blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES"' +
    ' cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512"'
  const xml =
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n' +
    `<encryption xmlns="${office}/encryption" xmlns:p="${office}/keyEncryptor/password"` +
    ` xmlns:c="${office}/keyEncryptor/certificate"><keyData ${by} saltValue="${lock.packageSalt}"/>` +
    `<dataIntegrity encryptedHmacKey="${sealed(purposes.hmacKey, hmacKey)}"` +
    ` encryptedHmacValue="${sealed(purposes.hmacValue, hmac)}"/><keyEncryptors>` +
    `<keyEncryptor uri="${office}/keyEncryptor/password"><p:encryptedKey spinCount="${SPINS}" ${by}` +
    ` saltValue="${lock.passwordSalt}" encryptedVerifierHashInput="${lock.verifierInput}"` +
    ` encryptedVerifierHashValue="${lock.verifierHash}" encryptedKeyValue="${lock.keyValue}"/>` +
    '</keyEncryptor></keyEncryptors></encryption>'
  return Buffer.concat([Buffer.from('0400040040000000', 'hex'), Buffer.from(xml)])
}
