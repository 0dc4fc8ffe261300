import { createECDH } from 'node:crypto'
import type { Db } from '#db/client.ts'
import type { Vault } from './vault.ts'

/**
 * The P-256 pair that signs pushes (VAPID, RFC 8292), base64url: the public point uncompressed (65 bytes), the private
 * scalar (32 bytes).
 */
export type PushKey = { publicKey: string; privateKey: string }

const NAME = 'push_key'
const SCALAR_BYTES = 32

/**
 * The installation's one push key, made on first use. It lies sealed in the database, not in a file: every process must
 * sign with the same one, and browsers that were subscribed with it must outlive a new master key.
 */
export async function pushKey(db: Db, vault: Vault): Promise<PushKey> {
  const sealed = vault.sealServer(NAME, newPair())
  await db
    .insertInto('server_secret')
    .values({ name: NAME, sealed })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const kept = await db
    .selectFrom('server_secret')
    .select('sealed')
    .where('name', '=', NAME)
    .executeTakeFirstOrThrow()
  return vault.unsealServer(NAME, kept.sealed) as PushKey
}

function newPair(): PushKey {
  const pair = createECDH('prime256v1')
  pair.generateKeys()
  const scalar = pair.getPrivateKey()
  const padded = Buffer.concat([Buffer.alloc(SCALAR_BYTES - scalar.length), scalar])
  return {
    publicKey: pair.getPublicKey().toString('base64url'),
    privateKey: padded.toString('base64url'),
  }
}
