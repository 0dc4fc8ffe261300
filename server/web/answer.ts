import { parse, type SubmissionResult } from '@conform-to/dom'
import { json, type TypedResponse } from '@remix-run/node'
import type * as z from 'zod/mini'
import { isRefusal, Refusal, statusOf } from '#server/domain/refusal.ts'

export { isRefusal }

// The one place where routes turn forms into shapes and refusals into answers.

/** The largest form a page accepts, in bytes; uploads have a way of their own. */
export const FORM_MAX_BYTES = 256 * 1024

/** What an action answers when the product says no; what was typed comes back in `result.initialValue`. */
export type Refused = {
  refusal: { code: string; fields: Record<string, string>; retryAfterMs: number | null }
  result: SubmissionResult<string[]>
}

/**
 * Reads a form by its shape. Names such as `items[0].name` nest. What was typed goes back with the answer.
 * Refuses `shared.check_fields` with one code per field.
 */
export function readForm<S extends z.ZodMiniType>(form: FormData, shape: S): z.output<S> {
  const parsed = shape.safeParse(typedIn(form))
  if (parsed.success) return parsed.data as z.output<S>
  throw new Refusal('invalid', 'shared.check_fields', { fields: fieldCodes(parsed.error) })
}

/** Which of a page's words for what was just done `?done=` names; null without it and for any other word. */
export function doneIn<Done extends string>(request: Request, dones: Record<Done, unknown>): Done | null {
  const asked = new URL(request.url).searchParams.get('done')
  return asked !== null && Object.hasOwn(dones, asked) ? (asked as Done) : null
}

/** What was typed, nested by field name; values are strings, several of one name a list. Checked by nobody yet. */
export function typedIn(form: FormData): Record<string, unknown> {
  return parse(wellNamed(form), { resolve: (payload) => ({ value: payload }) }).payload
}

/**
 * Runs an action. A refusal becomes an answer with its status and everything that was typed; `notFound` and
 * anything else is thrown on to the error page.
 */
export async function answering<T>(
  form: FormData,
  work: () => Promise<T>,
): Promise<T | TypedResponse<Refused>> {
  try {
    return await work()
  } catch (error) {
    if (!isRefusal(error) || error.kind === 'notFound') throw toResponse(error)
    return json(refused(form, error), { status: statusOf[error.kind], headers: retryHeader(error) })
  }
}

/** Runs an action whose answer is data for scripts: what the work gave as `{ok: true, …}`, a refusal as `{ok: false}`. */
export async function answeringData<T extends object>(work: () => Promise<T>) {
  try {
    return json({ ok: true, ...(await work()) })
  } catch (error) {
    if (!isRefusal(error)) throw error
    const { kind, code, retryAfterMs = null } = error
    return json({ ok: false, code, retryAfterMs }, { status: statusOf[kind], headers: retryHeader(error) })
  }
}

/** Runs a loader. A refusal is thrown as a response with its status and code, for the error page. */
export async function loading<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw toResponse(error)
  }
}

function toResponse(error: unknown): unknown {
  if (!isRefusal(error)) return error
  return json({ code: error.code }, { status: statusOf[error.kind], headers: retryHeader(error) })
}

function refused(form: FormData, refusal: Refusal): Refused {
  const error = Object.fromEntries(Object.entries(refusal.fields).map(([field, code]) => [field, [code]]))
  const read = parse(wellNamed(form), { resolve: () => ({ error: { '': [refusal.code], ...error } }) })
  return {
    refusal: { code: refusal.code, fields: refusal.fields, retryAfterMs: refusal.retryAfterMs ?? null },
    result: read.reply({ hideFields: ['password', 'newPassword', 'filePassword', 'recoveryCode'] }),
  }
}

/** A name like `items[999999999].x` would make a list that long; two digits are more than any form of ours has. */
const FIELD_NAME = /^[A-Za-z]\w{0,40}(?:\[\d{1,2}\]|\.[A-Za-z]\w{0,40}){0,4}$/
/** Fields a form may have: fifty lines of a claim need 150. */
const FIELDS_MAX = 500

/** The form without fields that no page of ours has, before anything nests them. */
function wellNamed(form: FormData): FormData {
  const kept = new FormData()
  let count = 0
  for (const [name, value] of form) {
    if (!FIELD_NAME.test(name)) continue
    count += 1
    if (count > FIELDS_MAX) break
    kept.append(name, value)
  }
  return kept
}

/** The header that says when a try makes sense again, in whole seconds (RFC 9110 §10.2.3); none without a wait. */
export function retryHeader(refusal: Refusal): Record<string, string> {
  return refusal.retryAfterMs ? { 'Retry-After': String(Math.ceil(refusal.retryAfterMs / 1000)) } : {}
}

/** Path and code of the first issue of each field; `items.0.name` is written `items[0].name` as forms do. */
function fieldCodes(error: z.core.$ZodError): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const issue of error.issues) {
    const name = issue.path.reduce<string>(
      (path, part) =>
        typeof part === 'number' ? `${path}[${part}]` : path ? `${path}.${String(part)}` : String(part),
      '',
    )
    fields[name] ??= /^[a-z_]+\.[a-z_]+$/.test(issue.message) ? issue.message : 'shared.check_value'
  }
  return fields
}
