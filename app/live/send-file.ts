import * as z from 'zod/mini'

const FileAnswer = z.union([
  z.looseObject({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), code: z.string(), retryAfterMs: z.nullish(z.number()) }),
])
/** What a door for files answers: `ok` with whatever it made of them, or why not and when to come again, ms. */
export type FileAnswer = z.infer<typeof FileAnswer>

export type Sending = {
  /** The answer, or null when the line broke or the sending was stopped. */
  done: Promise<FileAnswer | null>
  stop(): void
}

/** Posts a form with a file and tells how much of it has gone, 0 to 1. `fetch` still cannot tell that. */
export function sendFile(to: string, form: FormData, onProgress: (share: number) => void): Sending {
  const request = new XMLHttpRequest()
  const done = new Promise<FileAnswer | null>((resolve) => {
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onload = () => resolve(answerOf(request.responseText))
    request.onerror = () => resolve(null)
    request.onabort = () => resolve(null)
    request.open('POST', to)
    request.setRequestHeader('Accept', 'application/json')
    request.send(form)
  })
  return { done, stop: () => request.abort() }
}

function answerOf(text: string): FileAnswer | null {
  try {
    const read = FileAnswer.safeParse(JSON.parse(text))
    return read.success ? read.data : null
  } catch {
    return null
  }
}
