import { randomBytes } from 'node:crypto'
import { chmod, link, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'

/** Length of a master key in bytes (AES-256). */
const KEY_BYTES = 32
const CURRENT = 'master.key'
const FORMER = /^former-\d+\.key$/

/** The key that seals from now on, and those that still open what they sealed. */
export type MasterKeys = { current: Uint8Array; former: Uint8Array[] }
/** Keys from the environment, in base64; `former` separated by commas. */
export type GivenKeys = { current?: string | undefined; former?: string | undefined }

/**
 * The master keys: the given ones, or those in `folder`, where the current one is made on first use (mode 600). A key
 * that is not 32 bytes long stops the start: running on without it would lock people out of their own data later.
 */
export async function masterKeys(given: GivenKeys, folder: string): Promise<MasterKeys> {
  const former = (given.former ?? '').split(',').filter(Boolean)
  const named = former.map((key) => decoded(key, 'MOA_FORMER_KEYS'))
  if (given.current) return { current: decoded(given.current, 'MOA_MASTER_KEY'), former: named }
  const current = (await keyIn(path.join(folder, CURRENT))) ?? (await makeKey(folder))
  return { current, former: [...named, ...(await formerIn(folder))] }
}

/** Sets the key file aside as a former one and makes a new one. Only for keys kept in `folder`. */
export async function renewKeyFile(folder: string): Promise<MasterKeys> {
  const file = path.join(folder, CURRENT)
  if ((await keyIn(file)) !== null) await rename(file, path.join(folder, `former-${Date.now()}.key`))
  return masterKeys({}, folder)
}

/** A link, not a rename: when two processes start at once, the second must find the first one's key. */
async function makeKey(folder: string): Promise<Uint8Array> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await chmod(folder, 0o700)
  const file = path.join(folder, CURRENT)
  const part = `${file}.${process.pid}`
  await writeOnce(part, `${randomBytes(KEY_BYTES).toString('base64')}\n`)
  try {
    await link(part, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  } finally {
    await rm(part, { force: true })
  }
  const made = await keyIn(file)
  if (made === null) throw new Error(`${file} disappeared`)
  return made
}

async function writeOnce(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function formerIn(folder: string): Promise<Uint8Array[]> {
  const names = (await readdir(folder)).filter((name) => FORMER.test(name)).sort()
  const keys = await Promise.all(names.map((name) => keyIn(path.join(folder, name))))
  return keys.filter((key) => key !== null)
}

async function keyIn(file: string): Promise<Uint8Array | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  return text === null ? null : decoded(text.trim(), file)
}

function decoded(base64: string, name: string): Uint8Array {
  const key = Buffer.from(base64, 'base64')
  if (key.length !== KEY_BYTES) throw new Error(`${name} must hold ${KEY_BYTES} bytes in base64`)
  return key
}
