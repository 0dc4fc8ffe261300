import iconv from 'iconv-lite'

/**
 * Writes text in CP949, piece by piece. Hangul in pieces (NFD) is put together first, which changes no word. Any other
 * letter CP949 does not have stands as its number, `[U+1F600]`, so that it can be put back; `replaced` counts them.
 */
export function cp949Letters() {
  let count = 0
  const bytes = (text: string): Uint8Array => {
    const whole = text.normalize('NFC')
    const encoded = iconv.encode(whole, 'cp949')
    if (iconv.decode(encoded, 'cp949') === whole) return encoded
    const fitting = Array.from(whole, (letter) => {
      if (fits(letter)) return letter
      count += 1
      return `[U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`
    })
    return iconv.encode(fitting.join(''), 'cp949')
  }
  return { bytes, replaced: () => count }
}

const known = new Map<string, boolean>()

/** Remembered for each letter: a list asks the same ones again and again. */
function fits(letter: string): boolean {
  const before = known.get(letter)
  if (before !== undefined) return before
  const does = iconv.decode(iconv.encode(letter, 'cp949'), 'cp949') === letter
  known.set(letter, does)
  return does
}
