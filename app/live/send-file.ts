/** What a door for files answers. */
export type FileAnswer = { ok: true } | { ok: false; code: string }

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
    const answer: unknown = JSON.parse(text)
    if (typeof answer !== 'object' || answer === null || !('ok' in answer)) return null
    if (answer.ok === true) return { ok: true }
    return 'code' in answer && typeof answer.code === 'string' ? { ok: false, code: answer.code } : null
  } catch {
    return null
  }
}
