import { useRevalidator } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import type { CasePart } from '#app/shapes/live.ts'
import { useLine } from './use-line.ts'

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

/** Loads the page's data again when the case changed (totals, members, claims, facts, lists, what waits). */
export function useCaseChanges(caseId: string): void {
  const line = useLine()
  const { revalidate } = useRevalidator()
  const latest = useRef(revalidate)
  latest.current = revalidate
  useEffect(() => {
    if (!line) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = line.on('case.changed', (data) => {
      if (data.caseId !== caseId || !data.what.some((part) => PAGE_PARTS.includes(part))) return
      timer ??= setTimeout(() => {
        timer = undefined
        latest.current()
      }, Math.random() * SPREAD_MS)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [line, caseId])
}
