const KILO = 1024

/** A size in bytes as people read it: `812B`, `12KB`, `3.4MB`, `5GB`. */
export function fileSize(bytes: number): string {
  if (bytes < KILO) return `${bytes}B`
  if (bytes < KILO ** 2) return `${Math.round(bytes / KILO)}KB`
  const [size, unit] = bytes < KILO ** 3 ? [bytes / KILO ** 2, 'MB'] : [bytes / KILO ** 3, 'GB']
  return `${size.toFixed(1).replace(/\.0$/, '')}${unit}`
}
