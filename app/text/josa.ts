import { josa } from 'es-hangul'

/** A pair of Korean particles as es-hangul names them: with a final consonant first, without second. */
export type JosaPair = Parameters<typeof josa>[1]

const digitNames = ['영', '일', '이', '삼', '사', '오', '육', '칠', '팔', '구']
const zeroRunNames = ['', '십', '백', '천', '만', '만', '만', '만', '억']
const finalL = '을'
const finalN = '은'
const noFinal = '이'

/**
 * `word` with the particle that fits how it is read aloud: `withJosa('3', '을/를')` is `3을`.
 * Digits and Latin letters are read as Hangul first, and closing brackets and quotes are passed over.
 */
export function withJosa(word: string, pair: JosaPair): string {
  return word + josa.pick(readAloud(word), pair)
}

function readAloud(word: string): string {
  const bare = word.normalize('NFC').replace(/[\s)\]}>'"’”」』》〉.,!?…]+$/u, '')
  const number = bare.match(/\d[\d,]*(?:\.\d+)?$/)?.[0]
  if (number) return numberReading(number)
  const latin = bare.match(/[A-Za-z]+$/)?.[0]
  if (latin) return latinReading(latin)
  return bare
}

function numberReading(number: string): string {
  const digits = number.replaceAll(',', '')
  const zeros = digits.includes('.') ? 0 : (digits.match(/0+$/)?.[0].length ?? 0)
  if (zeros > 0 && zeros < digits.length) return zeroRunNames[Math.min(zeros, 8)] ?? '억'
  return digitNames[Number(digits.at(-1))] ?? noFinal
}

/** Capitals are spelt out (SSL: 에스에스엘); other words end the way they are usually written in Hangul (Apple: 애플). */
function latinReading(word: string): string {
  const end = word.toLowerCase()
  const spelt = word === word.toUpperCase()
  if (spelt) return /[lr]$/.test(end) ? finalL : /[mn]$/.test(end) ? finalN : noFinal
  if (/(?:l|le)$/.test(end)) return finalL
  return /(?:m|n|ng)$/.test(end) ? finalN : noFinal
}
