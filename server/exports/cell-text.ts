const KST_MS = 9 * 3_600_000

/**
 * Text as any sheet program can hold it: line breaks as \n, no other control characters but tabs, no noncharacters, and
 * a half surrogate pair as U+FFFD (an XML part with one of these does not open).
 */
export function cellText(value: string): string {
  if (PLAIN.test(value)) return value
  return value
    .replace(/\r\n?/g, '\n')
    .replace(UNFIT, '')
    .replace(/\p{Cs}/gu, '\ufffd')
}

/**
 * An instant as civil time in Korea, `YYYY-MM-DD HH:MM:SS`, whatever the time zone of the machine. Null for anything
 * but an ISO instant with its offset.
 */
export function kstTime(instant: string): string | null {
  const ms = kstMs(instant)
  return ms === null ? null : new Date(ms).toISOString().slice(0, 19).replace('T', ' ')
}

/** The same as milliseconds since 1970-01-01 00:00 in Korea. */
export function kstMs(instant: string): number | null {
  const ms = INSTANT.test(instant) ? Date.parse(instant) : Number.NaN
  return Number.isNaN(ms) ? null : ms + KST_MS
}

const PLAIN = /^[\t\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd]*$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is the point
const UNFIT = /[\0-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]/g
/** Without an offset a time would be read in the machine's zone. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/
