import type { Box, Cover } from '../../shapes/masking.ts'
import { findPersonalData, maskPersonalData, type PersonalKind } from '../../shapes/personal-data.ts'
import type { Size } from './covers.ts'

// Where in a picture something stands that tells who somebody is or where their money lies, by the words read in it.

/** A word read in a picture, px of it: right and bottom are exclusive. */
export type ReadWord = { text: string; left: number; top: number; right: number; bottom: number }
export type ReadLine = readonly ReadWord[]

/** What was read, line by line, to find the picture by: without what lies under a box, and numbers covered. Pure. */
export function wordsOf(lines: readonly ReadLine[], covers: readonly Cover[]): string {
  const boxes = covers.filter((cover) => cover.kind === 'box')
  const isUnder = ({ left, right, top, bottom }: ReadWord) => {
    const [x, y] = [(left + right) / 2, (top + bottom) / 2]
    return boxes.some((box) => x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height)
  }
  const seen = lines.map((line) => line.filter((word) => !isUnder(word)).map(({ text }) => figured(text)))
  return maskPersonalData(seen.map((line) => line.join(' ')).join('\n')).text
}

/** A place that may have to be covered, and why. */
export type Suggestion = { box: Box; kind: PersonalKind }

/** Letters that figures are taken for, each as the figure it then is; the text keeps its length. */
const MISREAD: Record<string, string> = { O: '0', o: '0', I: '1', l: '1', '|': '1', S: '5', B: '8' }
/** So much is covered around the letters, in parts of their height: edges are read too narrow. */
const MARGIN = 0.15

/** Places to be covered, in the order of reading. Pure. */
export function findPlaces(lines: readonly ReadLine[], picture: Size): Suggestion[] {
  const words = lines.flatMap((line) => line.map((word, at) => ({ word, isLast: at === line.length - 1 })))
  let text = ''
  const placed = words.map(({ word, isLast }) => {
    const start = text.length
    text += figured(word.text) + (isLast ? '\n' : ' ')
    return { word, start, end: start + word.text.length }
  })
  const found = findPersonalData(text).map(({ kind, start, end }) => ({
    kind,
    over: placed.filter((each) => each.start < end && each.end > start).map(({ word }) => word),
  }))
  // The data read Korean and figures; Latin letters come out wrong, but an @ stays one.
  const known = new Set(found.flatMap(({ over }) => over))
  const mails = words
    .filter(({ word }) => word.text.includes('@') && !known.has(word))
    .map(({ word }) => ({ kind: 'email' as const, over: [word] }))
  return [...found, ...mails].flatMap(({ kind, over }) => around(over, picture).map((box) => ({ kind, box })))
}

/** Figures, what is misread for them, and what stands between; so many figures must be certain. */
const FIGURED = /^[\dOoIl|SB.,:-]+$/
const FIGURES_LEAST = 4

/** A word of figures, with what was misread in it put right. */
function figured(word: string): string {
  if (!FIGURED.test(word) || word.replace(/\D/g, '').length < FIGURES_LEAST) return word
  return Array.from(word, (sign) => MISREAD[sign] ?? sign).join('')
}

/** One box for each line the words stand in. */
function around(words: readonly ReadWord[], picture: Size): Box[] {
  const lines: ReadWord[][] = []
  for (const word of words) {
    const line = lines.find(([first]) => first && word.top < first.bottom && word.bottom > first.top)
    if (line) line.push(word)
    else lines.push([word])
  }
  return lines.map((line) => {
    const top = Math.min(...line.map((word) => word.top))
    const bottom = Math.max(...line.map((word) => word.bottom))
    const margin = Math.ceil((bottom - top) * MARGIN)
    const x = Math.max(0, Math.floor(Math.min(...line.map((word) => word.left)) - margin))
    const y = Math.max(0, Math.floor(top - margin))
    const right = Math.min(picture.width, Math.ceil(Math.max(...line.map((word) => word.right)) + margin))
    const under = Math.min(picture.height, Math.ceil(bottom + margin))
    return { kind: 'box', x, y, width: Math.max(1, right - x), height: Math.max(1, under - y) }
  })
}
