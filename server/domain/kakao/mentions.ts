// Names inside texts. A mention is kept as a mark with the number of the name, so that it is shown as everybody else is
// shown: by number, or by nickname once somebody said that the name is theirs.

/** Around a name's number; private-use characters, which are dropped from what people wrote. */
const MARK = { open: '\ue000', close: '\ue001' } as const
const MARKS = /[\ue000\ue001]/g
const MARKED = /\ue000(\d{1,9})\ue001/g

/** Longest name looked for behind an @, in UTF-16 units. */
const NAME_UNITS = 40
/** Behind an @, but nobody's name. */
const EVERYBODY = /^(?:all|here|everyone|channel|모두|전체|방장|부방장|관리자)(?![\p{L}\p{N}])/iu

/** A name by its number, as it stands in a kept text. */
export function marked(no: number): string {
  return `${MARK.open}${no}${MARK.close}`
}

/** The text without marks that only we may set. */
export function unmarked(text: string): string {
  return text.includes(MARK.open) || text.includes(MARK.close) ? text.replace(MARKS, '') : text
}

/**
 * The text with each mention as a mark: the longest known name behind the @. What follows an @ and is no known name is
 * covered up to the next blank, since it is somebody's.
 */
export function markMentions(text: string, known: (name: string) => number | undefined): string {
  if (!text.includes('@')) return text
  let kept = ''
  let from = 0
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', from)) {
    kept += text.slice(from, at + 1)
    from = at + 1
    if (at > 0 && !/\s/u.test(text.charAt(at - 1))) continue
    const behind = text.slice(from, from + NAME_UNITS)
    if (!/^[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(behind) || EVERYBODY.test(behind)) continue
    const found = longestName(behind, known)
    const [end, shown] = found ?? [/^\S+/u.exec(text.slice(from))?.[0].length ?? 0, UNKNOWN]
    kept += shown
    from += end
  }
  return kept + text.slice(from)
}

/** Stands for a name that no message has. */
const UNKNOWN = '***'

function longestName(behind: string, known: (name: string) => number | undefined): [number, string] | null {
  for (let end = behind.length; end > 0; end -= 1) {
    const no = known(behind.slice(0, end))
    if (no !== undefined) return [end, marked(no)]
  }
  return null
}

/** The numbers of the names in a kept text. */
export function markedNumbers(text: string): number[] {
  return text.includes(MARK.open) ? Array.from(text.matchAll(MARKED), ([, no]) => Number(no)) : []
}

/** The kept text with each mark as `shown` tells. */
export function withNames(text: string, shown: (no: number) => string): string {
  return text.includes(MARK.open) ? text.replace(MARKED, (_, no: string) => shown(Number(no))) : text
}
