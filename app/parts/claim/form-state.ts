import { useActionData } from '@remix-run/react'
import { kindNamed } from '#app/shapes/claim-kinds.ts'
import { claimFieldName, rowFieldName } from '#app/text/ko/claim.ts'
import { questionText } from '#app/text/ko/claim-kinds.ts'
import { sentenceOf } from '#app/text/ko/refusals.ts'
import type { Problem } from '../error-summary.tsx'
import { type ClaimValues, typedValues } from './values.ts'

/** What a claim form's action answers when it does not redirect. */
type Answered = {
  refusal?: { code: string; fields: Record<string, string> } | null
  result: { initialValue?: unknown }
}

/** The form as it stands after its action answered: what was typed, what is wrong where. */
export type ClaimAnswer = {
  /** Null before anything was sent. */
  values: ClaimValues | null
  /** The refusal's code when it belongs to no field. */
  code: string | null
  error(name: string): string | undefined
  problems: Problem[]
}

/** Reads the action's answer for a claim form. */
export function useClaimAnswer(): ClaimAnswer {
  const data = useActionData<unknown>()
  if (!isAnswered(data)) return { values: null, code: null, error: () => undefined, problems: [] }
  const values = typedValues(data.result.initialValue)
  const fields = Object.entries(data.refusal?.fields ?? {})
  const problems = fields.flatMap(([id, code]) => {
    const label = labelOf(id, values.fields.kind)
    return label ? [{ id, label, message: sentenceOf(code) }] : []
  })
  problems.sort((one, other) => placeOf(one.id) - placeOf(other.id))
  return {
    values,
    code: problems.length === 0 ? (data.refusal?.code ?? null) : null,
    error: (name) => problems.find((problem) => problem.id === name)?.message,
    problems,
  }
}

const ROW = /^(items|refunds|offers)\[(\d+)\]\.(\w+)$/

/** Where a field stands on the page; rows in their own order, questions right after what happened. */
function placeOf(name: string): number {
  const [, list, at] = ROW.exec(name) ?? []
  const known = name.startsWith('answers.') ? 'trackingNumber' : (list ?? name)
  const place = Object.keys(claimFieldName).indexOf(known)
  return at ? place - 1 + (Number(at) + 1) / ROWS : place
}

/** More than any list of a claim has rows. */
const ROWS = 1000

function labelOf(name: string, kind: string | undefined): string | undefined {
  const [, list, at, field] = ROW.exec(name) ?? []
  if (list && field) return rowFieldName(list, Number(at) + 1, field)
  const known = kindNamed(kind)
  if (!name.startsWith('answers.')) return claimFieldName[name]
  return known ? questionText[known][name.slice('answers.'.length)]?.label : undefined
}

function isAnswered(data: unknown): data is Answered {
  return typeof data === 'object' && data !== null && 'result' in data
}
