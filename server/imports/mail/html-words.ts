// The words of a letter in HTML. Nothing of it is shown as HTML, so this only has to read well; one pass, linear in length.

/** What stands in these is no words. */
const UNREAD = new Set(['head', 'script', 'style', 'title', 'template'])
/** Where a line ends on a screen. */
const BREAKING =
  /^(?:address|article|blockquote|br|dd|div|dl|dt|fieldset|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|table|tr|ul)$/
const CELL = /^t[dh]$/
const TAG_NAME = /^\/?([a-z][a-z0-9]*)/i
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

export function htmlWords(html: string): string {
  // Letter for letter: some letters have two when they are small.
  const lower = html.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
  let words = ''
  for (let at = 0; at < html.length; ) {
    const open = html.indexOf('<', at)
    words += spaced(html.slice(at, open < 0 ? html.length : open))
    if (open < 0) break
    if (html.startsWith('<!--', open)) {
      at = behind(html, '-->', open + 4)
      continue
    }
    const name = TAG_NAME.exec(lower.slice(open + 1, open + 20))?.[1]
    if (name === undefined) {
      const isMark = html[open + 1] === '!' || html[open + 1] === '?'
      if (!isMark) words += '<'
      at = isMark ? behind(html, '>', open) : open + 1
      continue
    }
    at = behind(html, '>', open)
    if (UNREAD.has(name) && html[open + 1] !== '/') at = behind(html, '>', behind(lower, `</${name}`, at))
    else if (BREAKING.test(name)) words += '\n'
    else if (CELL.test(name)) words += ' '
  }
  return unescaped(words)
    .replace(/[ \t\u00a0]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** The place behind the next `end`, or the end of the text without one. */
function behind(text: string, end: string, from: number): number {
  const at = text.indexOf(end, from)
  return at < 0 ? text.length : at + end.length
}

/** In HTML a line break is a blank. */
function spaced(text: string): string {
  return text.replace(/\s/g, ' ')
}

/** Letters for the names and numbers that stand for them; other names stay as they are. */
export function unescaped(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, dec, hex, name) => {
    if (name) return ENTITIES[String(name).toLowerCase()] ?? whole
    const point = Number.parseInt(dec ?? hex, dec ? 10 : 16)
    return point > 31 && point <= 0x10ffff ? String.fromCodePoint(point) : ' '
  })
}
