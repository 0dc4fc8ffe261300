import type { Span } from '../plain-line.ts'

const LOCAL = '[a-z0-9](?:[a-z0-9._%+-]{0,62}[a-z0-9_])?'
const AT = '(?: {0,2}(?:@|\\(at\\)|\\[at\\]|\\{at\\}|골뱅이|앳) {0,2}| at )'
const DOT = '(?: ?\\. ?| ?(?:점|닷|쩜|\\(dot\\)|\\[dot\\]) ?| dot )'
const DOMAIN = `[a-z0-9-]{1,63}(?:${DOT}[a-z0-9-]{1,63}){0,3}${DOT}(?:[a-z]{2,24}|컴|넷)`
const MAIL_HOST =
  '(?:네이버|지메일|구글|다음|한메일|핫메일|네이트|카카오메일)(?: ?(?:닷|점|쩜|\\.) ?(?:컴|넷|com|net))?'
const EMAIL = new RegExp(`${LOCAL}${AT}(?:${DOMAIN}|${MAIL_HOST})`, 'giu')
/** Addresses of a desk, not of a person. */
const DESK =
  /^(?:cs|help|support|info|contact|admin|master|webmaster|service|customer|privacy|biz|sales|no-?reply|partner|seller|office|press|refund|care)\d{0,2}$/iu
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/u

/** E-mail addresses of people, also spelled out (골뱅이, 점 컴). Addresses of a desk (cs@, help@) stay. */
export function* emails(text: string): Generator<Span> {
  if (!/[@＠﹫]|골뱅이|앳|\bat\b|\(at|\[at|\{at/iu.test(text)) return
  const { plain, starts, ends } = folded(text)
  for (const match of plain.matchAll(EMAIL)) {
    const local = /^[a-z0-9._%+-]+/iu.exec(match[0])?.[0] ?? ''
    if (DESK.test(local)) continue
    const from = match.index
    yield { start: starts[from] ?? 0, end: ends[from + match[0].length - 1] ?? text.length }
  }
}

/** Full-width letters and dots as ASCII, unseen characters gone, with the way back. */
function folded(text: string): { plain: string; starts: number[]; ends: number[] } {
  const out = { plain: '', starts: [] as number[], ends: [] as number[] }
  for (let at = 0; at < text.length; ) {
    const point = String.fromCodePoint(text.codePointAt(at) ?? 0)
    const next = at + point.length
    if (!UNSEEN.test(point)) {
      const wide = point.normalize('NFKC').replace(/[。｡․]/u, '.')
      const sign = wide.length === 1 ? wide : point.length === 1 ? point : '·'
      out.plain += sign
      out.starts.push(at)
      out.ends.push(next)
    }
    at = next
  }
  return out
}
