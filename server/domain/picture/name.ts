import { findResidentNumber } from '#app/shapes/resident-number.ts'
import { cleanText } from '#app/shapes/text.ts'
import { Refusal } from '../refusal.ts'

/** As long as the column, in code points. */
const NAME_POINTS = 200
/** What sticks to a name on the way: folders of the sender's machine, and signs that other systems give a meaning. */
const FOLDERS = /^.*[/\\]/s
const SIGNS = /[<>:"|?*]/g
const ENDING = /\.[A-Za-z0-9]{1,8}$/
/** For a file that came without a name of its own. */
const NAMELESS = 'picture'

/**
 * The name a file came with, made safe to keep: NFC, one line, no folders, nothing invisible; shortened before its
 * ending. Refuses `picture.bad_name` for one that holds a resident registration number.
 */
export function cleanFileName(raw: string): string {
  const bare = raw
    .slice(0, NAME_POINTS * 8)
    .replace(/[\p{Cc}\p{Cs}]/gu, ' ')
    .replace(FOLDERS, '')
  const cleaned = cleanText(bare.replace(SIGNS, ' '), { max: NAME_POINTS * 8 })
  const name = cleaned.ok ? cleaned.value.replace(/^[. ]+/, '') : ''
  if (findResidentNumber(name)) throw new Refusal('invalid', 'picture.bad_name')
  const ending = ENDING.exec(name)?.[0] ?? ''
  const stem = Array.from(name.slice(0, name.length - ending.length)).slice(0, NAME_POINTS - ending.length)
  return (stem.join('').trim() || NAMELESS) + ending
}
