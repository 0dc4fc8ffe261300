/** Longer lines are kept only so far, in UTF-16 units: no message is longer, and memory stays bounded. */
export const LINE_MAX_UNITS = 32_768

export type Line = { text: string; cut: boolean }

export type LineSplitter = {
  /** The lines that end within what came so far. */
  push(text: string): Line[]
  /** What stands after the last line end, if anything. */
  end(): Line[]
}

/** Cuts text that comes in pieces at CR, LF and CRLF, also where a CRLF lies across two pieces. */
export function lineSplitter(): LineSplitter {
  let kept = ''
  let cut = false
  let afterReturn = false
  const keep = (text: string) => {
    const room = LINE_MAX_UNITS - kept.length
    if (text.length > room) cut = true
    kept += text.length > room ? text.slice(0, room) : text
  }
  const take = (): Line => {
    const line = { text: kept, cut }
    kept = ''
    cut = false
    return line
  }
  return {
    push(text) {
      const lines: Line[] = []
      let from = 0
      if (afterReturn && text.length > 0) {
        afterReturn = false
        if (text.charCodeAt(0) === LF) from = 1
      }
      const returns = text.includes('\r')
      for (;;) {
        const at = returns ? endAt(text, from) : text.indexOf('\n', from)
        if (at === -1) break
        keep(text.slice(from, at))
        lines.push(take())
        from = at + 1
        if (text.charCodeAt(at) !== CR) continue
        if (from === text.length) afterReturn = true
        else if (text.charCodeAt(from) === LF) from += 1
      }
      keep(text.slice(from))
      return lines
    },
    end: () => (kept === '' && !cut ? [] : [take()]),
  }
}

const CR = 13
const LF = 10

function endAt(text: string, from: number): number {
  const lf = text.indexOf('\n', from)
  const cr = text.slice(from, lf === -1 ? undefined : lf).indexOf('\r')
  return cr === -1 ? lf : from + cr
}
