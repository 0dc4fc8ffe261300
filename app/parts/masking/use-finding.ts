import { useEffect, useRef, useState } from 'react'
import type { Size } from './covers.ts'
import { findPlaces, type ReadLine, type Suggestion } from './find-places.ts'
import { burnt } from './save-mask.ts'

/** `share`: how far the reading is, 0 to 1. */
export type Finding =
  | { state: 'idle' }
  | { state: 'reading'; share: number }
  | { state: 'failed' }
  | { state: 'found'; suggestions: readonly Suggestion[]; lines: readonly ReadLine[] }

/** Looks for what may have to be covered, when it is asked to; the engine is loaded only then. */
export function useFinding(image: HTMLImageElement | null, picture: Size) {
  const [finding, setFinding] = useState<Finding>({ state: 'idle' })
  const gone = useRef(false)
  useEffect(() => {
    gone.current = false
    return () => {
      gone.current = true
    }
  }, [])
  const set = (next: Finding) => {
    if (!gone.current) setFinding(next)
  }
  const find = async () => {
    if (!image) return
    set({ state: 'reading', share: 0 })
    try {
      const { readWords } = await import('./read-words.ts')
      const blob = await burnt(image, picture, [])
      if (!blob) throw new Error('no memory')
      const lines = await readWords(blob, (share) => set({ state: 'reading', share }))
      set({ state: 'found', suggestions: findPlaces(lines, picture), lines })
    } catch {
      set({ state: 'failed' })
    }
  }
  /** Takes suggestions off the list: they were covered, or are nothing to cover. */
  const settle = (done: readonly Suggestion[]) => {
    if (finding.state !== 'found') return
    set({ ...finding, suggestions: finding.suggestions.filter((each) => !done.includes(each)) })
  }
  return { finding, find, settle }
}
