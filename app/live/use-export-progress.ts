import { useRevalidator } from '@remix-run/react'
import { useEffect, useRef, useState } from 'react'
import type { ExportState } from '../shapes/export.ts'
import { useLine } from './use-line.ts'

/** How often the page asks while a list is being made, ms. What is said on the line in between comes at once. */
const ASK_EVERY_MS = 1_000

export type ExportProgress = { state: ExportState; rowsDone: number; rowsTotal: number }

const isOpen = (state: ExportState) => state === 'waiting' || state === 'building'

/**
 * What was heard of lists still being made, by id. The page asks again while any is open, so that it comes to its end
 * without a line too; a list that ended is only ever what the server's page says.
 */
export function useExportProgress(
  exports: readonly { id: string; state: ExportState }[],
): ReadonlyMap<string, ExportProgress> {
  const open = exports.filter((each) => isOpen(each.state)).map((each) => each.id)
  const [heard, setHeard] = useState<ReadonlyMap<string, ExportProgress>>(new Map())
  const { revalidate } = useRevalidator()
  const latest = useRef(revalidate)
  latest.current = revalidate
  const line = useLine()
  useEffect(() => {
    if (!line) return
    return line.on('export.progress', ({ exportId, ...progress }) => {
      if (isOpen(progress.state)) setHeard((before) => new Map(before).set(exportId, progress))
      else latest.current()
    })
  }, [line])
  const anyOpen = open.length > 0
  useEffect(() => {
    if (!anyOpen) return
    const timer = setInterval(() => latest.current(), ASK_EVERY_MS)
    return () => clearInterval(timer)
  }, [anyOpen])
  return new Map([...heard].filter(([id]) => open.includes(id)))
}
