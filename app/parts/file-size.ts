const KILO = 1024

/** A size in bytes as people read it: `812B`, `12KB`, `3.4MB`. */
export function fileSize(bytes: number): string {
  if (bytes < KILO) return `${bytes}B`
  if (bytes < KILO * KILO) return `${Math.round(bytes / KILO)}KB`
  return `${(bytes / KILO / KILO).toFixed(1)}MB`
}
