import { describe, expect, test } from 'vitest'
import type { TalkEntry } from '#server/imports/kakao/entry.ts'
import { ANDROID, ANDROID_ENGLISH, CSV, decodedText, IPHONE, PC, PC_ENGLISH, readTalk } from './talks.ts'

// Whatever the text: nothing is thrown, every line stands in exactly one group, and how the text was cut on its way
// makes no difference.

/** A small generator of its own, so that a failure comes again with its seed (mulberry32). */
function dice(seed: number) {
  let state = seed
  return (sides: number) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % sides
  }
}

const whole = [PC, PC_ENGLISH, ANDROID, ANDROID_ENGLISH, IPHONE, CSV.slice(1)]
const fragments = [
  ...whole.flatMap((text) => text.split(/\r?\n/)),
  '[나리] [오후 1:00',
  '] [오후 1:00]',
  '2024년 2월 30일 오후 3:04, 나리 : 네',
  '2024-08-17 25:00:00,"나리","',
  '"",","","관리자가 메시지를 가렸습니다."',
  '--------------- 2024년 13월 40일 ---------------',
  '님이 님이 님을 초대했습니다.',
  ' : ',
  ':',
  '님',
  '\ud83d',
  '\udc30',
  '\0\u0008\u202e\ufe0f',
  '가'.repeat(300),
  ' '.repeat(300),
]
const ends = ['\n', '\r\n', '\r', '', '\n\n', ' : ', ', ', '\t']

function madeUp(seed: number): { text: string; size: number } {
  const roll = dice(seed)
  let text = roll(3) === 0 ? '' : (whole[roll(whole.length)] ?? '')
  for (let count = roll(60); count > 0; count -= 1) {
    text += (fragments[roll(fragments.length)] ?? '') + (ends[roll(ends.length)] ?? '')
  }
  return { text, size: 1 + roll(97) }
}

/** Lines as anybody would count them: ends are CRLF, CR and LF, and what stands behind the last one counts if anything. */
function linesOf(text: string): number {
  const lines = text.split(/\r\n|\r|\n/)
  return lines.at(-1) === '' ? lines.length - 1 : lines.length
}

function linesIn(entries: TalkEntry[], type: TalkEntry['type']): number {
  const seen = new Set<number>()
  for (const entry of entries) {
    if (entry.type === type) for (let line = entry.from; line <= entry.to; line += 1) seen.add(line)
  }
  return seen.size
}

const SEEDS = 1500

test('every line of any text is accounted for once', () => {
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const { text, size } = madeUp(seed)
    const { counts, entries } = readTalk(text, size)
    const because = `seed ${seed}`
    expect(counts.lines, because).toBe(linesOf(text))
    expect(counts.message + counts.system + counts.skipped, because).toBe(counts.lines)
    expect(linesIn(entries, 'message'), because).toBe(counts.message)
    expect(linesIn(entries, 'skipped'), because).toBe(counts.skipped)
    let before = { from: 1, to: 0 }
    for (const { type, from, to } of entries) {
      expect(to, because).toBeGreaterThanOrEqual(from)
      // Rows glued to the end of a CSV text cite the lines of that text.
      expect(from, because).toBeGreaterThanOrEqual(type === 'notice' ? before.from : before.to + 1)
      before = { from, to }
    }
    expect(before.to, because).toBeLessThanOrEqual(counts.lines)
  }
})

test('how a text comes in pieces makes no difference', () => {
  for (let seed = 1; seed <= SEEDS / 5; seed += 1) {
    const { text, size } = madeUp(seed)
    expect(readTalk(text, size), `seed ${seed}`).toEqual(readTalk(text))
  }
})

describe('any bytes', () => {
  test('become text and are read', async () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const roll = dice(seed)
      const bytes = Buffer.from(Array.from({ length: roll(3000) }, () => roll(roll(2) === 0 ? 128 : 256)))
      const text = await decodedText(bytes, 1 + roll(500))
      const { counts } = readTalk(text, 100)
      expect(counts.message + counts.system + counts.skipped, `seed ${seed}`).toBe(linesOf(text))
    }
  })
})

/** Texts made to be slow; a reader that looks at each line more than a few times would not end. */
test.each([
  ['invitations', `${'님이 님을 '.repeat(8000)}초대했습니다.`],
  ['brackets', `[${'] ['.repeat(10_000)}오후 1:00`],
  ['commas and quotes', `2024-08-17 09:00:00,"${'",""," '.repeat(5000)}`],
  ['blanks', `2024년 8월 17일 오후 3:04, 나리 : ${' '.repeat(30_000)}네`],
  ['dashes', '-'.repeat(32_000)],
])('a line of endless %s is read at once', (_, line) => {
  for (const before of [PC, ANDROID, CSV.slice(1)]) {
    const text = `${before}${`${line}\n`.repeat(200)}`
    expect(readTalk(text).counts.lines).toBe(linesOf(text))
  }
})
