import { useCallback, useEffect, useRef, useState } from 'react'
import type { Checked, ToCheck } from '../../live/package-worker.ts'
import type { PackageVerdict } from '../../proof/check-package.ts'

/** A package being checked: `verdict` once it is known. */
export type PackageCheck = { done: number; verdict?: PackageVerdict | undefined }

/** Checks the package last given against the keys that are known; an earlier one is forgotten. Works offline. */
export function usePackageCheck(
  known: readonly string[],
): [PackageCheck | null, (file: File | null) => void] {
  const [state, setState] = useState<PackageCheck | null>(null)
  const worker = useRef<Worker | null>(null)
  const current = useRef(0)
  useEffect(() => {
    const made = new Worker(new URL('../../live/package-worker.ts', import.meta.url), { type: 'module' })
    worker.current = made
    made.addEventListener('message', ({ data }: MessageEvent<Checked>) => {
      if (data.id === current.current) setState({ done: data.done, verdict: data.verdict })
    })
    return () => made.terminate()
  }, [])
  const take = useCallback(
    (file: File | null) => {
      current.current += 1
      setState(file && { done: 0 })
      if (file) worker.current?.postMessage({ id: current.current, file, known } satisfies ToCheck)
    },
    [known],
  )
  return [state, take]
}
