import type { Mark } from '../shapes/search-fold.ts'

/** A text in which what was looked for is marked. */
export function MarkedText({ text, marks }: { text: string; marks: readonly Mark[] }) {
  const pieces = piecesOf(text, marks)
  return <>{pieces.map(({ at, text, isMark }) => (isMark ? <mark key={at}>{text}</mark> : text))}</>
}

function piecesOf(text: string, marks: readonly Mark[]) {
  const ends = [0, ...marks.flat(), text.length]
  return ends.slice(1).map((end, n) => {
    const at = ends[n] ?? 0
    return { at: `${n}`, text: text.slice(at, end), isMark: n % 2 === 1 }
  })
}
