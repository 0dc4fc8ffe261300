import { useActionData } from '@remix-run/react'
import type { Refused } from '#server/web/answer.ts'
import { sentenceOf } from '../text/ko/refusals.ts'
import type { Problem } from './error-summary.tsx'

/** What a form's action answered, ready for plain fields: values typed before, a sentence per field, the whole list. */
export type FormAnswer = {
  /** The sentence of a refusal that belongs to no field of this form, or null. */
  sentence: string | null
  refusal: Refused['refusal'] | null
  /** What was typed into a field before the refusal, or the fallback. */
  value(name: string, fallback?: string): string
  /** Whether a box or card was chosen before the refusal; the fallback when nothing was sent yet. */
  chosen(name: string, value: string, fallback?: boolean): boolean
  error(name: string): string | undefined
  problems: Problem[]
}

/** Reads the action's answer for a form whose fields are named in `labels` (field name, which is its id, to label). */
export function useFormAnswer(labels: Record<string, string>): FormAnswer {
  const data = useActionData<unknown>()
  return formAnswer(isRefused(data) ? data : null, labels)
}

function formAnswer(refused: Refused | null, labels: Record<string, string>): FormAnswer {
  const refusal = refused?.refusal ?? null
  const typed: Record<string, unknown> = refused?.result.initialValue ?? {}
  const codes = Object.entries(refusal?.fields ?? {}).filter(([name]) => name in labels)
  const problems = codes.map(([id, code]) => ({ id, label: labels[id] ?? '', message: sentenceOf(code) }))
  return {
    refusal,
    sentence: refusal && problems.length === 0 ? sentenceOf(reasonOf(refusal)) : null,
    value: (name, fallback = '') => (refused ? textOf(typed[name]) : fallback),
    chosen: (name, value, fallback = false) => {
      if (!refused) return fallback
      const given = typed[name]
      return Array.isArray(given) ? given.includes(value) : given === value
    },
    error: (name) => problems.find((problem) => problem.id === name)?.message,
    problems,
  }
}

/** A field without a place on the page, such as a hidden one, speaks for the whole form. */
function reasonOf({ code, fields }: Refused['refusal']): string {
  return code === 'shared.check_fields' ? (Object.values(fields)[0] ?? code) : code
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function isRefused(data: unknown): data is Refused {
  return typeof data === 'object' && data !== null && 'refusal' in data && 'result' in data
}
