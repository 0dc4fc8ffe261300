import * as z from 'zod/mini'
import { countField, emptyAs, oneOf, someOf } from './claim-fields.ts'
import { type ClaimKind, claimKinds, kindSpecs, type Question } from './claim-kinds.ts'
import { kstDate } from './date.ts'
import { kstTimeOfDay } from './kst-time.ts'
import { won } from './money.ts'
import { text } from './text.ts'

/** What was answered to the questions of a kind, by key: dates `YYYY-MM-DD`, times `HH:MM`, won, counts, words. */
export type Answers = Readonly<Record<string, string | number | readonly string[]>>

const asForms = new Map(claimKinds.map((kind) => [kind, formOf(kindSpecs[kind].questions)]))

/**
 * The answers as a form sends them, by the questions of one kind; keys of other kinds are left out, what was left empty
 * too. Codes: `claim.choice_unknown`, `claim.count_wrong`, and those of dates, times, won and `answer` texts.
 */
export function answersForm(kind: ClaimKind): z.ZodMiniType<Answers, unknown> {
  const form = asForms.get(kind)
  if (!form) throw new RangeError('no such kind')
  return form
}

/** Whether answers are such as `answersForm` gives: every key one of the kind's questions, every value readable again. */
export function areAnswersOf(kind: ClaimKind, answers: Answers): boolean {
  const known = Object.keys(kindSpecs[kind].questions)
  return (
    Object.keys(answers).every((key) => known.includes(key)) && answersForm(kind).safeParse(answers).success
  )
}

function formOf(questions: Readonly<Record<string, Question>>): z.ZodMiniType<Answers, unknown> {
  const fields = Object.fromEntries(Object.entries(questions).map(([key, one]) => [key, fieldOf(one)]))
  return z.pipe(
    z.pipe(
      z.transform((raw) => raw ?? {}),
      z.object(fields),
    ),
    z.transform((given) => {
      const answered = Object.entries(given as Record<string, Answers[string] | null>)
      return Object.fromEntries(answered.filter(([, value]) => !isEmpty(value))) as Answers
    }),
  )
}

function fieldOf(question: Question): z.ZodMiniType<Answers[string] | null, unknown> {
  switch (question.type) {
    case 'choice':
      return emptyAs(null, oneOf(question.options, 'claim.choice_unknown'))
    case 'choices':
      return someOf(question.options, 'claim.choice_unknown')
    case 'text':
      return text({ max: question.max, min: 0, multiline: question.long === true, code: 'answer' })
    case 'count':
      return emptyAs(null, countField(0, question.max, 'claim.count_wrong'))
    case 'date':
      return emptyAs(null, kstDate)
    case 'time':
      return emptyAs(null, kstTimeOfDay)
    case 'won':
      return emptyAs(null, won)
  }
}

function isEmpty(value: Answers[string] | null): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0)
}
