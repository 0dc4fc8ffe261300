/** Letters that stand in JSON as they are: ASCII without quotes, backslashes and control characters. */
const AS_IT_IS = /^[ !#-[\]-~]*$/

/** JSON with sorted keys and no spaces (RFC 8785 for the strings, integers, nulls and flat objects the ledger holds). */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (Number.isSafeInteger(value)) return String(value)
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const of = value as Record<string, unknown>
  let fields = ''
  for (const key of Object.keys(of).sort()) {
    fields += `${fields && ','}${quoted(key)}:${canonicalJson(of[key])}`
  }
  return `{${fields}}`
}

/** Most of a ledger needs no look at every letter. */
function quoted(text: string): string {
  return AS_IT_IS.test(text) ? `"${text}"` : JSON.stringify(text)
}
