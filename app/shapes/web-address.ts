import { type Reading, read, readString, refuse, shape } from './reading.ts'
import { findResidentNumber } from './resident-number.ts'

/** Longest address kept, in characters. */
export const ADDRESS_MAX = 1000

/** Two names at least, as every public address has. */
const HOST = /^[^.]+(?:\.[^.]+)+$/

/**
 * A web address people can be sent to: http or https, with a host and without a user name; `''` when left empty.
 * Codes: `<code>.not_text`, `.too_long`, `.not_web`, `.resident_number`.
 */
export function webAddress(code: string) {
  return shape((raw) => readWebAddress(raw, code))
}

function readWebAddress(raw: unknown, code: string): Reading<string> {
  if (raw === undefined || raw === null || raw === '') return read('')
  const typed = readString(raw, code, ADDRESS_MAX)
  if (!typed.ok) return typed.code === `${code}.empty` ? read('') : typed
  const address = typed.value.trim()
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `https://${address}`
  if (!URL.canParse(full)) return refuse(`${code}.not_web`)
  const url = new URL(full)
  const isWeb = (url.protocol === 'https:' || url.protocol === 'http:') && HOST.test(url.hostname)
  if (!isWeb || url.username || url.password) return refuse(`${code}.not_web`)
  if (findResidentNumber(decoded(url.href))) return refuse(`${code}.resident_number`)
  return url.href.length > ADDRESS_MAX ? refuse(`${code}.too_long`) : read(url.href)
}

function decoded(href: string): string {
  try {
    return decodeURIComponent(href)
  } catch {
    return href
  }
}
