import { type DetailedError, Upload } from 'tus-js-client'
import * as z from 'zod/mini'
import { EVIDENCE_PART_BYTES } from '#app/shapes/evidence.ts'
import type { ShelfItem } from './locker-shelf.ts'

// A file to the locker, piece by piece (tus). The address of a file is its own id, so whoever has the id goes on where the
// last piece ended, in another page too.

/** `broken`: the line, not the file; worth another try. */
export type PieceOutcome = 'done' | 'broken' | { code: string }
export type PieceSending = { done: Promise<PieceOutcome>; stop(): void }
export type SendPieces = (item: ShelfItem, file: File, onSent: (bytes: number) => void) => PieceSending

/** Tries at one piece before the line counts as broken, ms between them. */
const RETRIES_MS = [500, 1000, 3000]
/** Answers that pass by themselves: another page is at it, too much at once, a server that starts. */
const PASSING = new Set([409, 423, 429, 460, 502, 503, 504])

const Refusal = z.object({ ok: z.literal(false), code: z.string() })

/** Sends to the locker of one room. */
export function piecesTo(slug: string): SendPieces {
  const endpoint = `/c/${slug}/evidence/upload`
  return ({ key, evidenceId, name, sha256 }, file, onSent) => {
    let settle: (outcome: PieceOutcome) => void = () => {}
    const done = new Promise<PieceOutcome>((resolve) => {
      settle = resolve
    })
    const upload = new Upload(file, {
      endpoint,
      // Known before it is announced: asked for first, and announced when there is none.
      uploadUrl: `${endpoint}/${key}`,
      chunkSize: EVIDENCE_PART_BYTES,
      retryDelays: RETRIES_MS,
      storeFingerprintForResuming: false,
      metadata: { id: key, evidence: evidenceId, filename: name, ...(sha256 ? { sha256 } : {}) },
      onProgress: (sent) => onSent(sent),
      onSuccess: () => settle('done'),
      onError: (error) => settle(outcomeOf(error)),
      onShouldRetry: (error) => {
        const status = error.originalResponse?.getStatus() ?? 0
        return status === 0 || PASSING.has(status)
      },
    })
    upload.start()
    return {
      done,
      stop() {
        void upload.abort()
        settle('broken')
      },
    }
  }
}

function outcomeOf(error: Error | DetailedError): PieceOutcome {
  const answer = 'originalResponse' in error ? error.originalResponse : null
  if (!answer || PASSING.has(answer.getStatus())) return 'broken'
  try {
    return { code: Refusal.parse(JSON.parse(answer.getBody())).code }
  } catch {
    return answer.getStatus() >= 500 ? 'broken' : { code: 'upload.broken' }
  }
}
