import { read, readString, refuse, shape } from './reading.ts'

/** Longest address a mail server takes, in characters (RFC 5321 §4.5.3.1.3). */
export const EMAIL_MAX = 254
/** Longest part before the @ (RFC 5321 §4.5.3.1.1). */
const LOCAL_MAX = 64

/**
 * An e-mail address as Zod schema: any input → trimmed, lower case, full-width letters made narrow, so that equal
 * addresses are equal strings. Only what ordinary providers give out: no quotes, comments or address literals.
 * Codes: `email.empty`, `.not_text`, `.too_long`, `.unreadable`.
 */
export const email = shape((raw) => {
  const given = readString(raw, 'email', EMAIL_MAX * 2)
  if (!given.ok) return given
  const address = given.value.normalize('NFKC').trim().toLowerCase()
  if (address.length > EMAIL_MAX) return refuse('email.too_long')
  const [local = '', domain = '', ...more] = address.split('@')
  const fits = more.length === 0 && local.length <= LOCAL_MAX && LOCAL.test(local) && isDomain(domain)
  return fits ? read(address) : refuse('email.unreadable')
})

const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const DOMAIN_LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

function isDomain(domain: string): boolean {
  const labels = domain.split('.')
  return (
    labels.length > 1 &&
    labels.every((label) => DOMAIN_LABEL.test(label)) &&
    /^[a-z]/.test(labels.at(-1) ?? '')
  )
}
