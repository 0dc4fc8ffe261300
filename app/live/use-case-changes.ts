import { useRevalidator } from '@remix-run/react'
import { useEffect, useMemo, useRef } from 'react'
import type { CasePart } from '#app/shapes/live.ts'
import type { Line } from './socket.ts'

/** Pages ask again at random within this time, ms, so that a room of thousands does not ask at once. */
const SPREAD_MS = 2_000

/** What pages load again for; the other parts are pushed, or asked for by themselves. */
const PAGE_PARTS: readonly CasePart[] = [
  'totals',
  'members',
  'claims',
  'case',
  'exports',
  'facts',
  'consents',
  'evidence',
  'filings',
  'order',
]

/**
 * Loads the page's data again when the case changed (totals, members, claims, facts, lists, what waits), and whenever the
 * answer is called; without a line never.
 */
export function useCaseChanges(line: Line | null, caseId: string): () => void {
  const { revalidate } = useRevalidator()
  const latest = useRef(revalidate)
  latest.current = revalidate
  const again = useMemo(() => spread(() => latest.current()), [])
  useEffect(() => {
    const stop = line?.on('case.changed', (data) => {
      if (data.caseId === caseId && data.what.some((part) => PAGE_PARTS.includes(part))) again.soon()
    })
    return () => {
      stop?.()
      again.stop()
    }
  }, [line, caseId, again])
  return again.soon
}

function spread(work: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  const run = () => {
    timer = undefined
    work()
  }
  return {
    soon: () => {
      timer ??= setTimeout(run, Math.random() * SPREAD_MS)
    },
    stop: () => {
      clearTimeout(timer)
      timer = undefined
    },
  }
}
