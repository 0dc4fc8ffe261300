/** The ways in which the product says no. */
export type RefusalKind =
  | 'malformed'
  | 'notFound'
  | 'forbidden'
  | 'invalid'
  | 'conflict'
  | 'tooLarge'
  | 'tooMany'
  | 'unavailable'
  | 'noRoom'

/** The HTTP status of each kind; the only place where the two meet. */
export const statusOf = {
  malformed: 400,
  notFound: 404,
  forbidden: 403,
  invalid: 422,
  conflict: 409,
  tooLarge: 413,
  tooMany: 429,
  unavailable: 503,
  noRoom: 507,
} as const satisfies Record<RefusalKind, number>

/**
 * The product says no, on purpose. `code` is `area.reason` and has a Korean sentence; `fields` maps form fields to
 * codes of their own. Anything else thrown is a bug. `forbidden` is used only where the viewer may already see the
 * thing; otherwise it is `notFound`. `malformed` is what no page of ours sends.
 */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly kind: RefusalKind
  readonly code: string
  readonly fields: Record<string, string>
  /** Milliseconds after which a try makes sense again, for `tooMany` and `unavailable`. */
  readonly retryAfterMs: number | undefined

  constructor(
    kind: RefusalKind,
    code: string,
    more: { fields?: Record<string, string>; retryAfterMs?: number } = {},
  ) {
    super(code)
    this.kind = kind
    this.code = code
    this.fields = more.fields ?? {}
    this.retryAfterMs = more.retryAfterMs
  }
}

/** The one answer for strangers, removed members and wrong ids alike. */
export function notFound(): Refusal {
  return new Refusal('notFound', 'shared.not_found')
}

/** True for refusals of either bundle: pages and server each have their own copy of the class. */
export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && error.name === 'Refusal' && 'kind' in error
}
