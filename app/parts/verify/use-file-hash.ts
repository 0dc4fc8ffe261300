import { useCallback, useEffect, useRef, useState } from 'react'
import { hashWorker } from '../../live/hash-file.ts'
import type { Hashed } from '../../live/hash-worker.ts'

/** A file being hashed: `sha256` is undefined until it is known, null when it could not be read. */
export type FileHash = { name: string; done: number; sha256?: string | null | undefined }

/** Hashes the file last given; an earlier one is forgotten. The worker is there from the start, so it works offline. */
export function useFileHash(): [FileHash | null, (file: File | null) => void] {
  const [state, setState] = useState<FileHash | null>(null)
  const worker = useRef<Worker | null>(null)
  const current = useRef(0)
  useEffect(() => {
    const made = hashWorker()
    worker.current = made
    made.addEventListener('message', ({ data }: MessageEvent<Hashed>) => {
      if (data.id !== current.current) return
      setState((before) => before && { ...before, done: data.done, sha256: data.sha256 })
    })
    return () => made.terminate()
  }, [])
  const take = useCallback((file: File | null) => {
    current.current += 1
    setState(file && { name: file.name, done: 0 })
    if (file) worker.current?.postMessage({ id: current.current, file })
  }, [])
  return [state, take]
}
