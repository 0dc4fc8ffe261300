import { unescaped } from '../mail/html-words.ts'

/** Elements whose text is read, by their names without prefix: `w:t`, `a:t`, `hp:t`. */
const TEXT = /^(?:[A-Za-z0-9]+:)?t$/
/** Where a line ends: after a paragraph, at a break. A row's cells are paragraphs of their own. */
const LINE = /^(?:[A-Za-z0-9]+:)?(?:p|br|cr|lineBreak)$/
const TAB = /^(?:[A-Za-z0-9]+:)?tab$/
/** One tag, told apart in time linear in its length: it ends before the next one begins. */
const TAG = /<(\/?)([A-Za-z0-9:]{1,40})(?=[\s/>])[^<>]*?(\/?)>/g

/** The words in a part of an office file. Nothing is resolved but the five names and numbers of letters. */
export function xmlWords(xml: string): string {
  let words = ''
  let depth = 0
  let from = 0
  for (const tag of xml.matchAll(TAG)) {
    const [whole, closing = '', name = '', alone = ''] = tag
    if (depth > 0) words += unescaped(xml.slice(from, tag.index))
    from = tag.index + whole.length
    if (TEXT.test(name) && !alone) depth = Math.max(0, depth + (closing ? -1 : 1))
    else if (TAB.test(name)) words += '\t'
    else if (LINE.test(name) && (closing || alone)) words += '\n'
  }
  return words
    .replace(/[ \t]*\n[ \t]*/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
