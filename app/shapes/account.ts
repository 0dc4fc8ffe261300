import * as z from 'zod/mini'
import { email } from './email.ts'
import { type Reading, read, refuse, shape } from './reading.ts'
import { findResidentNumber } from './resident-number.ts'
import { countGraphemes } from './text.ts'

/** Length of a password, in characters: long enough to resist guessing, short enough to hash without harm. */
export const PASSWORD = { min: 10, max: 200 } as const
/** Longest input looked at, in UTF-16 code units; above it nobody typed. */
const PASSWORD_UNITS = 1024
/** A recovery code is 16 characters with three hyphens; spaces people add are forgiven up to here. */
const CODE_UNITS = 64

/** A password as typed, untrimmed. Refuses `password.empty`, `password.too_long`. */
export const GivenPassword = shape((raw) => readPassword(raw, 1))

/** A password for a file, or null for none. Refuses `password.too_short`, `password.too_long`. */
export const FilePassword = shape((raw) =>
  raw === undefined || raw === '' ? read(null) : readPassword(raw, PASSWORD.min),
)

/** A password being chosen. Refuses `password.too_short`, `password.too_long`, `password.empty`. */
export const NewPassword = shape((raw) => readPassword(raw, PASSWORD.min))

export const SignUpForm = z.object({
  email: email.check(z.refine((address) => !findResidentNumber(address), 'email.resident_number')),
  newPassword: NewPassword,
})
export const LogInForm = z.object({ email, password: GivenPassword })
export const PasswordForm = z.object({ password: GivenPassword, newPassword: NewPassword })
export const RecoverForm = z.object({
  recoveryCode: shape((raw) => {
    if (typeof raw !== 'string' || raw.trim() === '') return refuse('recovery.empty')
    return raw.length > CODE_UNITS ? refuse('account.wrong_code') : read(raw)
  }),
})

/**
 * What the forms for leaving for good send. Guests have no password; all tick that they know what they do. Refuses
 * `password.too_long`, `erasure.unsure`.
 */
export const ErasureForm = z.object({
  password: shape((raw) => (raw === undefined || raw === '' ? read('') : readPassword(raw, 1))),
  sure: shape((raw) => (raw === 'on' ? read(true) : refuse('erasure.unsure'))),
})

/**
 * Where to go after signing in: a path of this site as an address holds it (percent-encoded), or `/`. Anything a
 * browser could read as another site, now or after resolving its dots (`//evil`, `/\evil`, `/a/..//evil`, a scheme,
 * control characters), is `/`.
 */
export function localPath(next: unknown): string {
  if (typeof next !== 'string' || next.length > NEXT_UNITS || !/^\/(?![/\\])[^\\\p{C}\s]*$/u.test(next))
    return '/'
  const { origin, pathname, search, hash } = new URL(next, NOWHERE)
  return origin === NOWHERE && !pathname.startsWith('//') ? pathname + search + hash : '/'
}

/** Stands for this site while a path is resolved. */
const NOWHERE = 'http://moa.invalid'
const NEXT_UNITS = 500

function readPassword(raw: unknown, min: number): Reading<string> {
  if (typeof raw !== 'string' || raw === '') return refuse('password.empty')
  if (raw.length > PASSWORD_UNITS || countGraphemes(raw, PASSWORD.max) > PASSWORD.max)
    return refuse('password.too_long')
  return countGraphemes(raw, min) < min ? refuse('password.too_short') : read(raw)
}
