import { composeJamo, FINALS, INITIALS, jamoLetters, syllable, syllableParts, VOWELS } from './hangul.ts'

/**
 * Reduces a name to what the eye keeps of it: equal keys are names one could take for each other. Case, blanks,
 * punctuation, accents and unseen characters are gone; wide, circled and mathematical letters, Cyrillic and Greek
 * twins, 0/O/ㅇ, 1/l/I/|/ㅣ, rn/m and scattered jamo are one. Never shown to anybody. Feed it short text only.
 */
export function lookAlikeKey(name: string): string {
  // Jamo stay apart until their twins are read: NFKC would make 사라o of ㅅㅏㄹㅏo before the ㅇ is seen.
  const letters = swap(lowerLetters(swap(Array.from(name, simplest).join(''), TWINS)), TWINS)
  const hangul = composeJamo(letters.replace(BESIDE_JAMO, (char) => JAMO_TWINS.get(char) ?? char))
  return swap(hangul, ROUND_AND_UPRIGHT).replaceAll('rn', 'm').replaceAll('vv', 'w')
}

/**
 * A looser key to hold against names that must not be imitated: figures read as letters (4dmin), tense consonants
 * as plain ones, vowels that differ by one stroke or sound alike as one (운엉자, 관리쟈). Two honest names may
 * share it, so it is no test for "this name is taken".
 */
export function soundAlikeKey(name: string): string {
  const letters = swap(Array.from(name, simplest).join(''), FIGURES)
  return Array.from(lookAlikeKey(letters), plainSyllable).join('')
}

function simplest(char: string): string {
  return jamoLetters(char) ?? char.normalize('NFKC')
}

/** Lower case, without accents, blanks, punctuation and anything unseen. Emoji stay, all in one skin colour. */
function lowerLetters(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\p{M}\p{P}\p{Z}\p{C}\p{Sk}\p{Sm}\p{Default_Ignorable_Code_Point}\u2800]/gu, '')
    .normalize('NFC')
}

function plainSyllable(char: string): string {
  const parts = syllableParts(char)
  if (!parts) return char
  return syllable({
    initial: INITIALS.indexOf(swap(INITIALS.charAt(parts.initial), PLAIN_CONSONANTS)),
    vowel: VOWELS.indexOf(swap(VOWELS.charAt(parts.vowel), PLAIN_VOWELS)),
    final: FINALS.indexOf(swap(FINALS.charAt(parts.final), PLAIN_CONSONANTS)),
  })
}

function swap(text: string, table: Map<string, string>): string {
  return Array.from(text, (char) => table.get(char) ?? char).join('')
}

/** `аa вb` reads: а stands for a, в for b. */
function tableOf(pairs: string): Map<string, string> {
  return new Map(
    pairs
      .split(/\s+/)
      .map((pair) => Array.from(pair))
      .map(([from = '', to = '']) => [from, to]),
  )
}

/** Letters NFKC leaves alone though they look like Latin ones: Cyrillic, Greek, Latin with strokes, small capitals. */
const TWINS = new Map([
  ...tableOf('аa вb еe ёe кk мm нh оo рp сc тt уy хx іi їi јj ѕs һh ԁd ԛq ԝw ѵv ьb ӏl Ӏl гr пn зz'),
  ...tableOf('АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ІI ЈJ ЅS ԚQ ԜW ЗZ'),
  ...tableOf('ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX αa βb εe ηn ιi κk μu νv οo ρp σo τt υu χx γy ωw'),
  ...tableOf(
    'ıi łl øo đd ħh ŧt ɑa ɡg ɩi ʟl ƖL ǀl ǃi |l ∣l ¦l ｜l │l ɪi ᴀa ʙb ᴄc ᴅd ᴇe ɢg ʜh ᴊj ᴋk ᴍm ɴn ᴏo ᴘp ʀr ꜱs',
  ),
  ...tableOf('ᴛt ᴜu ᴠv ᴡw ʏy ᴢz ○o ◯o 〇o ●o'),
  ...boxed(0x1f150),
  ...boxed(0x1f170),
  ...boxed(0x1f1e6),
])

/** White-on-black circled and squared letters, and the letters flags are made of. */
function boxed(first: number): [string, string][] {
  return Array.from('abcdefghijklmnopqrstuvwxyz', (letter, at) => [String.fromCodePoint(first + at), letter])
}

/** What people put for single jamo, believed only beside a real one. */
const JAMO_TWINS = tableOf('oㅇ 0ㅇ lㅣ iㅣ 1ㅣ 丨ㅣ 一ㅡ ーㅡ 口ㅁ ロㅁ □ㅁ 人ㅅ 卜ㅏ トㅏ フㄱ 己ㄹ 匚ㄷ')
const JAMO = '[\\u3131-\\u318e]'
const JAMO_TWIN = `[${Array.from(JAMO_TWINS.keys()).join('')}]`
const BESIDE_JAMO = new RegExp(`(?<=${JAMO})${JAMO_TWIN}|${JAMO_TWIN}(?=${JAMO})`, 'g')

const ROUND_AND_UPRIGHT = tableOf('0o ㅇo 1l il ㅣl')
const FIGURES = tableOf('3e 4a 5s 7t 8b @a $s !i')
const PLAIN_CONSONANTS = tableOf('ㄲㄱ ㄸㄷ ㅃㅂ ㅆㅅ ㅉㅈ')
const PLAIN_VOWELS = tableOf('ㅑㅏ ㅕㅓ ㅛㅗ ㅠㅜ ㅒㅐ ㅔㅐ ㅖㅐ ㅙㅚ ㅞㅚ')
