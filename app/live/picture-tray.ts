import * as z from 'zod/mini'
import { MESSAGE_FILES_MAX, MessageFile } from '#app/shapes/live.ts'
import { PICTURE_BYTES_MAX, PICTURE_FIELD, PICTURE_TYPES } from '#app/shapes/picture.ts'
import { newClientId } from './client-id.ts'
import type { PictureShelf } from './picture-shelf.ts'
import type { FileAnswer, Sending } from './send-file.ts'

// Pictures of a message that is being written. They are uploaded one after another as soon as they are chosen, so that
// sending does not wait for them; without a line they wait, and what the server refuses says why.

export type TrayPicture = {
  key: string
  /** The file on this device; null for one that an earlier page uploaded. */
  file: File | null
  /** `waiting`: for its turn or for the line. */
  state: 'waiting' | 'sending' | 'ready' | 'failed'
  /** How much has gone, 0 to 1. */
  share: number
  /** The refusal's when it failed. */
  code: string | null
  /** As the server keeps it, once it does. */
  stored: MessageFile | null
}

export type PictureTray = {
  pictures(): readonly TrayPicture[]
  subscribe(listener: () => void): () => void
  /** Answers the refusal's code for what was left out, or null when all were taken. */
  add(files: readonly File[]): string | null
  remove(key: string): void
  retry(key: string): void
  /** Tries again what waits for the line. */
  flush(): void
  /** Those that are uploaded, for the message that takes them now; what failed stays. */
  take(): MessageFile[]
  /** Puts in what an earlier page left, and goes on after `close`. */
  restore(stored: readonly MessageFile[]): Promise<void>
  close(): void
}

type Deps = {
  upload: (form: FormData, onProgress: (share: number) => void) => Sending
  /** Gives an uploaded one up. */
  drop: (fileId: string) => void
  shelf: PictureShelf
  /** Told of those that are uploaded, whenever that changes. */
  keep: (stored: MessageFile[]) => void
}

/** How long to wait before trying again what could not leave, ms. */
const TRY_AGAIN_MS = 5_000
/** Some phones do not say what a photo is; its name then does. */
const PICTURE_NAME = /\.(?:jpe?g|png|webp|gif|hei[cf])$/i

const Answer = z.object({ pictures: z.tuple([MessageFile]) })

/** Why a file cannot be a picture of a message, as far as the device can tell; else null. */
export function pictureProblem({ name, type, size }: Pick<File, 'name' | 'type' | 'size'>): string | null {
  const isPicture = type === '' ? PICTURE_NAME.test(name) : PICTURE_TYPES.split(',').includes(type)
  if (!isPicture) return 'picture.not_a_picture'
  return size > PICTURE_BYTES_MAX ? 'picture.too_large' : null
}

/** An empty tray. Nothing is uploaded before `add` or `restore`. */
export function openTray({ upload, drop, shelf, keep }: Deps): PictureTray {
  const listeners = new Set<() => void>()
  let pictures: readonly TrayPicture[] = []
  let running: { key: string; sending: Sending } | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let closed = false

  const set = (next: readonly TrayPicture[]) => {
    pictures = next
    keep(readyOf(next))
    for (const listener of listeners) listener()
  }
  const change = (key: string, part: Partial<TrayPicture>) =>
    set(pictures.map((one) => (one.key === key ? { ...one, ...part } : one)))

  const next = () => {
    const picture = pictures.find(({ state }) => state === 'waiting')
    if (running || closed || !picture?.file) return
    clearTimeout(timer)
    const { key, file } = picture
    const form = new FormData()
    form.set(PICTURE_FIELD, file, file.name || 'picture')
    running = { key, sending: upload(form, (share) => change(key, { share })) }
    change(key, { state: 'sending', share: 0 })
    void running.sending.done.then((answer) => {
      running = null
      if (!closed) settle(key, answer)
    })
  }
  const settle = (key: string, answer: FileAnswer | null) => {
    const stored = answer?.ok ? Answer.safeParse(answer).data?.pictures[0] : undefined
    const refused = answer?.ok === false ? answer : null
    // A full house and a hurried hand pass by themselves and say when; a quota for the day does not.
    const again = stored ? null : refused ? refused.retryAfterMs : TRY_AGAIN_MS
    if (!pictures.some((one) => one.key === key)) {
      if (stored) drop(stored.id)
    } else if (stored) {
      void shelf.drop(key)
      change(key, { state: 'ready', share: 1, stored })
    } else if (typeof again === 'number') {
      change(key, { state: 'waiting', share: 0 })
      timer = setTimeout(next, again)
      return
    } else change(key, { state: 'failed', code: refused?.code ?? null })
    next()
  }

  return {
    pictures: () => pictures,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    add(files) {
      const problems = files.map(pictureProblem)
      const good = files.filter((_, at) => problems[at] === null)
      const taken = good.slice(0, MESSAGE_FILES_MAX - pictures.length).map(chosen)
      for (const { key, file } of taken) if (file) void shelf.put(key, file)
      if (taken.length > 0) set([...pictures, ...taken])
      next()
      return taken.length < good.length ? 'upload.too_many' : (problems.find((code) => code) ?? null)
    },
    remove(key) {
      const picture = pictures.find((one) => one.key === key)
      set(pictures.filter((one) => one.key !== key))
      void shelf.drop(key)
      if (picture?.stored) drop(picture.stored.id)
      // Wholly gone, it may lie at the server already: its answer says what to give up.
      if (running?.key === key && picture && picture.share < 1) running.sending.stop()
    },
    retry(key) {
      change(key, { state: 'waiting', code: null })
      next()
    },
    flush: next,
    take() {
      const ready = readyOf(pictures)
      set(pictures.filter(({ stored }) => stored === null))
      return ready
    },
    async restore(stored) {
      closed = false
      const left = await shelf.all()
      const known = new Set(pictures.map(({ key }) => key))
      const before = stored.map((one) => ({ ...blank, key: one.id, state: 'ready' as const, stored: one }))
      const waiting = left.map((one) => ({ ...blank, ...one }))
      const fresh = [...before, ...waiting].filter(({ key }) => !known.has(key))
      if (!closed && fresh.length > 0) set([...fresh, ...pictures].slice(0, MESSAGE_FILES_MAX))
      next()
    },
    close() {
      closed = true
      clearTimeout(timer)
      if (running) change(running.key, { state: 'waiting', share: 0 })
      running?.sending.stop()
    },
  }
}

const blank = { file: null, state: 'waiting' as const, share: 0, code: null, stored: null }

function chosen(file: File): TrayPicture {
  return { ...blank, key: newClientId(), file }
}

function readyOf(pictures: readonly TrayPicture[]): MessageFile[] {
  return pictures.flatMap(({ stored }) => stored ?? [])
}
