import { randomBytes } from 'node:crypto'
import { chmod, mkdir, open, readFile, rename } from 'node:fs/promises'
import path from 'node:path'

/** Length of the master key in bytes (AES-256). */
const KEY_BYTES = 32

/**
 * The master key: `given` in base64, or the one in `folder/master.key`, made on first use (mode 600). A key that is
 * not 32 bytes long stops the start: running on without it would lock people out of their own data later.
 */
export async function masterKey(given: string | undefined, folder: string): Promise<Uint8Array> {
  if (given) return checked(Buffer.from(given, 'base64'), 'MOA_MASTER_KEY')
  const file = path.join(folder, 'master.key')
  const found = await readFile(file, 'utf8').catch(absent)
  if (found !== null) return checked(Buffer.from(found.trim(), 'base64'), file)
  return makeKey(folder, file)
}

async function makeKey(folder: string, file: string): Promise<Uint8Array> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await chmod(folder, 0o700)
  const key = randomBytes(KEY_BYTES)
  const part = `${file}.${process.pid}`
  const handle = await open(part, 'wx', 0o600)
  try {
    await handle.writeFile(`${key.toString('base64')}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(part, file)
  return key
}

function checked(key: Buffer, name: string): Uint8Array {
  if (key.length !== KEY_BYTES) throw new Error(`${name} must hold ${KEY_BYTES} bytes in base64`)
  return key
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
