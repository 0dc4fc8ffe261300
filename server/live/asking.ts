import type { Logger } from 'pino'
import { type Answer, type AskKind, asks } from '#app/shapes/live.ts'
import { isRefusal } from '#server/domain/refusal.ts'
import type { answersWith } from './answers.ts'
import { ASK_STRIKES, ASKS_PENDING, type AskRate, BUSY_RETRY } from './limits.ts'
import type { Line } from './line.ts'
import { Written } from './written.ts'

// Everything a browser sends arrives here. What is not declared is ignored, what is malformed is refused, and nothing
// a browser can send throws past this file.

type Reply = (answer: Answer<unknown> | Written) => void
type Asking = { answers: ReturnType<typeof answersWith>; log: Logger; rate: AskRate }

/** Answers the line's asks from now on. */
export function answerAsks(line: Line, asking: Asking): void {
  const bucket = new Bucket(asking.rate)
  line.socket.onAny((kind: unknown, ...rest: unknown[]) => {
    const last = rest.at(-1)
    const reply: Reply = typeof last === 'function' ? (answer) => last(answer) : () => {}
    if (line.leaving) return
    if (!bucket.take()) return refuseFlood(line, bucket, reply)
    if (!isAsk(kind)) return
    if (line.drowning) return line.drop()
    if (line.pending >= ASKS_PENDING) return reply(no('live.busy', BUSY_RETRY))
    void answerOne(line, kind, rest[0], asking).then(reply)
  })
}

async function answerOne<K extends AskKind>(
  line: Line,
  kind: K,
  raw: unknown,
  { answers, log }: Asking,
): Promise<Answer<unknown> | Written> {
  line.pending += 1
  try {
    const read = asks[kind].in.safeParse(raw)
    if (!read.success) return no('live.bad_shape')
    const answer = answers[kind] as (line: Line, input: unknown) => Promise<unknown>
    const out = await answer(line, read.data)
    return out instanceof Written ? out : { ok: true, out: asks[kind].out.parse(out) }
  } catch (error) {
    if (isRefusal(error)) return no(error.code, error.retryAfterMs)
    log.error({ kind, err: error }, 'ask failed')
    return no('shared.unavailable', BUSY_RETRY)
  } finally {
    line.pending -= 1
  }
}

function refuseFlood(line: Line, bucket: Bucket, reply: Reply): void {
  if (bucket.strikes > ASK_STRIKES) line.drop()
  else reply(no('shared.too_many', BUSY_RETRY))
}

function isAsk(kind: unknown): kind is AskKind {
  return typeof kind === 'string' && Object.hasOwn(asks, kind)
}

function no(code: string, retryAfterMs?: number): Answer<never> {
  return retryAfterMs === undefined ? { ok: false, code } : { ok: false, code, retryAfterMs }
}

/** A token bucket; `strikes` counts what came while it was empty and is forgiven as it fills. */
class Bucket {
  strikes = 0
  #tokens: number
  #at = performance.now()

  constructor(readonly rate: AskRate) {
    this.#tokens = rate.burst
  }

  take(): boolean {
    const now = performance.now()
    this.#tokens = Math.min(this.rate.burst, this.#tokens + ((now - this.#at) / 1000) * this.rate.perSecond)
    this.#at = now
    if (this.#tokens === this.rate.burst) this.strikes = 0
    if (this.#tokens < 1) {
      this.strikes += 1
      return false
    }
    this.#tokens -= 1
    return true
  }
}
