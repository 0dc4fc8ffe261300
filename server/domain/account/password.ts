import { hash, verify } from '@node-rs/argon2'
import { Refusal } from '../refusal.ts'
import { isEasilyGuessed } from './easy-passwords.ts'

/** argon2id as OWASP's minimum for logins: 19 MiB, two passes, one lane. About 30 ms on two old cores. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** A hash of a random password nobody knows, so that an unknown address costs as much work as a known one. */
const NOBODYS_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$soMCiCfRDEyZNQI8onX3WQ$RdcTBNjW159+7iJBmFZIMXd9Hl4Lqv3DPhWh5NlNGdk'

/**
 * Hashes a new password. Refuses `account.password_easy` for one of the patterns tried first by everybody, the
 * person's own address among them. Length is the form's rule (app/shapes/account.ts).
 */
export async function hashPassword(password: string, email: string): Promise<string> {
  const clean = password.normalize('NFC')
  if (isEasilyGuessed(clean, email)) {
    throw new Refusal('invalid', 'account.password_easy', {
      fields: { newPassword: 'account.password_easy' },
    })
  }
  return hash(clean, COST)
}

/** True when the password is the one behind the hash. Without a hash the same work is done and the answer is false. */
export async function isPassword(
  password: string,
  passwordHash: string | null | undefined,
): Promise<boolean> {
  const right = await verify(passwordHash ?? NOBODYS_HASH, password.normalize('NFC'))
  return right && Boolean(passwordHash)
}
