/** JSON with sorted keys and no spaces (RFC 8785 for the strings, integers, nulls and flat objects the ledger holds). */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const of = value as Record<string, unknown>
  let fields = ''
  for (const key of Object.keys(of).sort()) {
    fields += `${fields && ','}${JSON.stringify(key)}:${canonicalJson(of[key])}`
  }
  return `{${fields}}`
}
