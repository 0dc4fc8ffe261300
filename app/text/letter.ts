import type { LetterField, LetterTone, LetterValues } from '#app/shapes/letter.ts'
import { grouped, won } from './format.ts'
import { defenceGroundText, letterFieldName, letterWords } from './ko/letters.ts'
import { wonInHangul } from './won-in-hangul.ts'

// How a letter is put together from its body, what the claim says and what the person typed. Pure, so that the page can
// show it while one types and the PDF says the very same.

/** What the claim gives: shown as they are, empty where the claim says nothing. */
export type ClaimSlot =
  | 'shop'
  | 'orderNumber'
  | 'orderedOn'
  | 'paidOn'
  | 'payment'
  | 'months'
  | 'goods'
  | 'principal'
  | 'refunded'
  | 'cycle'
  | 'dueOn'
  | ClaimFlag
/** Something that is so (any text) or not (empty): paragraphs that need it stay or go. */
export type ClaimFlag = 'undelivered' | 'unrefunded' | 'byCard'
export type Slot = ClaimSlot | LetterField

/**
 * One part of a letter. A text is a numbered paragraph in which `{slot}` stands for a value; one that `needs` a slot is
 * left out without it. `facts` is the table of the deal, `sum` the amount in figures and Hangul.
 */
export type LetterBlock =
  | string
  | { needs: Slot; text: string }
  | { kind: 'facts' }
  | { kind: 'sum'; of: 'remaining' | 'unpaid' }
  | { kind: 'account' }

/** A letter before anything was typed. `facts` are rows of name and slot; `amount` is the won the claim still asks for. */
export type LetterDraft = {
  title: string
  blocks: Record<LetterTone, LetterBlock[]>
  facts: { name: string; slot: Slot }[]
  slots: Record<ClaimSlot, string>
  amount: number
}

/** Text, or a blank named by what belongs there. */
export type Run = { text: string } | { blank: string }
export type PaperBlock =
  | { kind: 'paragraph'; no: number; runs: Run[] }
  | { kind: 'facts'; rows: { name: string; runs: Run[] }[] }
  | { kind: 'line'; name: string; runs: Run[] }
export type LetterPaper = {
  title: string
  parties: { role: string; rows: { name: string; runs: Run[] }[] }[]
  blocks: PaperBlock[]
  enclosed: { name: string; lines: string[] } | null
  date: Run[]
  from: string
  sender: Run[]
  sign: string
  receiver: Run[]
}

/** Fields left out of the letter when they are empty, instead of a blank. */
const OPTIONAL: ReadonlySet<Slot> = new Set<Slot>([
  'receiverHead',
  'receivedOn',
  'course',
  'account',
  'enclosed',
  'refunded',
])

/** Puts a letter together: the same input gives the same paper. */
export function letterPaper(draft: LetterDraft, values: LetterValues): LetterPaper {
  const said = saidIn(draft, values)
  const run = (slot: LetterField) => fill(`{${slot}}`, said)
  return {
    title: draft.title,
    parties: [
      party(letterWords.receiver, ['receiverName', 'receiverHead', 'receiverAddress'], said),
      party(letterWords.sender, ['senderName', 'senderAddress', 'senderPhone'], said),
    ],
    blocks: blocksOf(draft, values, said),
    enclosed: values.enclosed ? { name: letterWords.enclosed, lines: values.enclosed.split('\n') } : null,
    date: run('writtenOn'),
    from: letterWords.sender,
    sender: run('senderName'),
    sign: letterWords.sign,
    receiver: [...run('receiverName'), { text: ` ${letterWords.dear}` }],
  }
}

/** How many blanks a paper still has. */
export function blanksOf(paper: LetterPaper): string[] {
  const runs = [
    ...paper.parties.flatMap(({ rows }) => rows.flatMap((row) => row.runs)),
    ...paper.blocks.flatMap((block) =>
      block.kind === 'facts' ? block.rows.flatMap((row) => row.runs) : block.runs,
    ),
    ...paper.date,
  ]
  return [...new Set(runs.flatMap((run) => ('blank' in run ? [run.blank] : [])))]
}

/** The letter as plain text for copying; blanks stand in 〔 〕. */
export function letterText(paper: LetterPaper): string {
  const rows = (given: { name: string; runs: Run[] }[]) =>
    given.map(({ name, runs }) => `${name}: ${plain(runs)}`).join('\n')
  const blocks = paper.blocks.map((block) => {
    if (block.kind === 'facts') return rows(block.rows)
    return block.kind === 'line' ? `${block.name}: ${plain(block.runs)}` : `${block.no}. ${plain(block.runs)}`
  })
  const enclosed = paper.enclosed ? [`${paper.enclosed.name}\n${paper.enclosed.lines.join('\n')}`] : []
  return [
    paper.title,
    ...paper.parties.map((each) => `${each.role}\n${rows(each.rows)}`),
    ...blocks,
    ...enclosed,
    plain(paper.date),
    `${paper.from} ${plain(paper.sender)} ${paper.sign}`,
    plain(paper.receiver),
  ].join('\n\n')
}

/** A `YYYY-MM-DD` date as letters write it: `2026년 11월 22일`. */
export function longDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return date === '' ? '' : `${year}년 ${month}월 ${day}일`
}

type Said = Record<Slot, string>

function saidIn({ slots }: LetterDraft, values: LetterValues): Said {
  const { tone: _, copies: __, unpaid, paidTimes, ground, ...typed } = values
  const dates = ['writtenOn', 'payBy', 'receivedOn', 'askedOn', 'noticedOn', 'supplyDueOn'] as const
  return {
    ...slots,
    ...typed,
    ...Object.fromEntries(dates.map((name) => [name, longDate(values[name])])),
    unpaid: unpaid === null ? '' : sumText(unpaid),
    paidTimes: paidTimes === null ? '' : letterWords.times(grouped(paidTimes)),
    ground: ground === '' ? '' : defenceGroundText(ground),
  }
}

function party(role: string, slots: LetterField[], said: Said) {
  const shown = slots.filter((slot) => said[slot] !== '' || !OPTIONAL.has(slot))
  return {
    role,
    rows: shown.map((slot) => ({ name: letterFieldName[slot].short, runs: fill(`{${slot}}`, said) })),
  }
}

function blocksOf(draft: LetterDraft, { tone, account }: LetterValues, said: Said): PaperBlock[] {
  let no = 0
  return draft.blocks[tone].flatMap((block): PaperBlock[] => {
    if (typeof block !== 'string' && 'kind' in block) {
      if (block.kind === 'facts') return [{ kind: 'facts', rows: factRows(draft, said) }]
      if (block.kind === 'sum') return [sumLine(block.of, draft, said)]
      return account === '' ? [] : [{ kind: 'line', name: letterWords.account, runs: [{ text: account }] }]
    }
    if (typeof block !== 'string' && said[block.needs] === '') return []
    no += 1
    return [{ kind: 'paragraph', no, runs: fill(typeof block === 'string' ? block : block.text, said) }]
  })
}

/** Rows whose value the claim does not know are left out; those the person fills in stay as blanks. */
function factRows({ facts, slots }: LetterDraft, said: Said) {
  return facts
    .filter(({ slot }) => said[slot] !== '' || !(slot in slots || OPTIONAL.has(slot)))
    .map(({ name, slot }) => ({ name, runs: fill(`{${slot}}`, said) }))
}

function sumLine(of: 'remaining' | 'unpaid', { amount }: LetterDraft, said: Said): PaperBlock {
  const runs = of === 'remaining' ? [{ text: sumText(amount) }] : fill('{unpaid}', said)
  return { kind: 'line', name: letterWords.sums[of], runs }
}

function sumText(amount: number): string {
  return `${letterWords.gold} ${wonInHangul(amount)} (${won(amount)})`
}

const SLOT = /\{(\w+)\}/g

function fill(text: string, said: Said): Run[] {
  const runs: Run[] = []
  let at = 0
  for (const match of text.matchAll(SLOT)) {
    if (match.index > at) runs.push({ text: text.slice(at, match.index) })
    runs.push(valueIn(match[1] as Slot, said))
    at = match.index + match[0].length
  }
  if (at < text.length) runs.push({ text: text.slice(at) })
  return runs
}

function valueIn(slot: Slot, said: Said): Run {
  if (said[slot] !== '') return { text: said[slot] }
  return { blank: slot in letterFieldName ? letterFieldName[slot as LetterField].short : slot }
}

function plain(runs: Run[]): string {
  return runs.map((run) => ('text' in run ? run.text : `〔${run.blank}〕`)).join('')
}
