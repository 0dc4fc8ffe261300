import { EVIDENCE_FILE_BYTES } from '#app/shapes/evidence.ts'
import { newClientId } from './client-id.ts'
import type { LockerShelf, ShelfItem } from './locker-shelf.ts'
import type { PieceSending, SendPieces } from './send-pieces.ts'

// Files chosen for the locker, on their way there: counted, sent piece by piece, two at a time. The line may break, the
// page may be closed, the server may die: what is here stays until the server has it.

export type TrayFile = ShelfItem & {
  /** lost: this device does not have its bytes any more; the same file must be chosen again. */
  state: 'waiting' | 'counting' | 'sending' | 'paused' | 'done' | 'failed' | 'lost'
  /** Bytes that are there. */
  sent: number
  code: string | null
}

export type LockerTray = {
  files(): readonly TrayFile[]
  subscribe(listener: () => void): () => void
  /** Takes files for one piece of evidence, or each for one of its own with null. */
  add(files: readonly File[], evidenceId: string | null): void
  pause(key: string): void
  resume(key: string): void
  remove(key: string): void
  /** Takes up what a page before this one left. */
  restore(): Promise<void>
  close(): void
}

type Deps = {
  shelf: LockerShelf
  hash(file: Blob): Promise<string>
  send: SendPieces
  /** Gives up at the server what has begun to come. */
  drop(key: string): void
}

/** Files sent at the same time: one waits for answers while the other's bytes go. */
const SENT_AT_ONCE = 2
/** When a file whose line broke is tried again, ms. */
const TRY_AGAIN_MS = 5000

/** An empty tray. Nothing is sent before `add` or `restore`. */
export function openLockerTray({ shelf, hash, send, drop }: Deps): LockerTray {
  const listeners = new Set<() => void>()
  const bytes = new Map<string, File>()
  const running = new Map<string, PieceSending | null>()
  let files: readonly TrayFile[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let closed = false

  const set = (next: readonly TrayFile[]) => {
    files = next
    shelf.save(next.filter(({ state }) => state !== 'done').map(itemOf))
    for (const listener of listeners) listener()
  }
  const change = (key: string, part: Partial<TrayFile>) =>
    set(files.map((one) => (one.key === key ? { ...one, ...part } : one)))
  const find = (key: string) => files.find((one) => one.key === key)

  const next = () => {
    if (closed) return
    const waiting = files.filter(({ key, state }) => state === 'waiting' && !running.has(key))
    for (const { key } of waiting.slice(0, Math.max(0, SENT_AT_ONCE - running.size))) void go(key)
  }

  const go = async (key: string) => {
    const file = bytes.get(key)
    if (!file) return change(key, { state: 'lost' })
    running.set(key, null)
    try {
      const sha256 = find(key)?.sha256 ?? (await counted(key, file))
      const item = find(key)
      if (!item || item.state === 'paused' || closed) return
      change(key, { state: 'sending', sha256 })
      const sending = send({ ...item, sha256 }, file, (sent) => change(key, { sent }))
      running.set(key, sending)
      settle(key, await sending.done)
    } catch {
      // Not to be read any more: an album took it back, or a memory card was pulled.
      bytes.delete(key)
      change(key, { state: 'lost', sha256: null })
    } finally {
      running.delete(key)
      next()
    }
  }
  const counted = async (key: string, file: File) => {
    change(key, { state: 'counting' })
    return hash(file)
  }
  const settle = (key: string, outcome: Awaited<PieceSending['done']>) => {
    const item = find(key)
    if (!item || item.state === 'paused' || closed) return
    if (outcome === 'done') {
      bytes.delete(key)
      void shelf.drop(key)
      return change(key, { state: 'done', sent: item.bytes, code: null })
    }
    if (outcome === 'broken') {
      change(key, { state: 'waiting' })
      clearTimeout(timer)
      timer = setTimeout(next, TRY_AGAIN_MS)
      // Not before then: the line is not there.
      return
    }
    change(key, { state: 'failed', code: outcome.code })
  }
  /** A file chosen again, for one that was lost. */
  const adopted = (file: File) => {
    const lost = files.find(
      ({ state, name, bytes: size }) => state === 'lost' && name === file.name && size === file.size,
    )
    if (!lost) return false
    bytes.set(lost.key, file)
    void shelf.put(lost.key, file)
    change(lost.key, { state: 'waiting', sha256: null })
    return true
  }
  const stop = (key: string) => {
    running.get(key)?.stop()
  }

  return {
    files: () => files,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    add(chosen, evidenceId) {
      const fresh = chosen.filter((file) => !adopted(file))
      const items = fresh.map((file) => chosenFile(file, evidenceId ?? newClientId()))
      for (const [at, item] of items.entries()) {
        const file = fresh[at]
        if (!file || item.state === 'failed') continue
        bytes.set(item.key, file)
        void shelf.put(item.key, file)
      }
      set([...files, ...items])
      next()
    },
    pause(key) {
      change(key, { state: 'paused', paused: true })
      stop(key)
    },
    resume(key) {
      change(key, { state: bytes.has(key) ? 'waiting' : 'lost', paused: false, code: null })
      next()
    },
    remove(key) {
      const item = find(key)
      set(files.filter((one) => one.key !== key))
      stop(key)
      bytes.delete(key)
      void shelf.drop(key)
      if (item && item.state !== 'done') drop(key)
    },
    async restore() {
      closed = false
      const known = new Set(files.map(({ key }) => key))
      const left = shelf.list().filter(({ key }) => !known.has(key))
      const found: TrayFile[] = []
      for (const item of left) {
        const file = await shelf.file(item.key)
        if (file) bytes.set(item.key, file)
        const state = file === null ? 'lost' : item.paused ? 'paused' : 'waiting'
        found.push({ ...item, state, sent: 0, code: null })
      }
      if (closed) return
      set([...found, ...files])
      next()
    },
    close() {
      closed = true
      clearTimeout(timer)
      for (const key of running.keys()) stop(key)
      files = files.map((one) =>
        one.state === 'sending' || one.state === 'counting' ? { ...one, state: 'waiting' } : one,
      )
    },
  }
}

function chosenFile(file: File, evidenceId: string): TrayFile {
  const code =
    file.size > EVIDENCE_FILE_BYTES ? 'evidence.too_large' : file.size === 0 ? 'evidence.empty_file' : null
  const item = { key: newClientId(), evidenceId, name: file.name || 'file', bytes: file.size, sha256: null }
  return { ...item, paused: false, state: code === null ? 'waiting' : 'failed', sent: 0, code }
}

function itemOf({ key, evidenceId, name, bytes, sha256, paused }: TrayFile): ShelfItem {
  return { key, evidenceId, name, bytes, sha256, paused }
}
