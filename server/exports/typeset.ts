import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { projectRoot } from '#db/project-root.ts'

// PDF is set by Typst in a process of its own, so that a long document never holds up the chat. Data reaches the template
// as JSON: nothing a person typed is ever read as markup.

/** A template's name in server/exports/pdf. */
export type Template =
  | 'transcript'
  | 'letter'
  | 'receipt'
  | 'list'
  | 'consents'
  | 'exhibits'
  | 'chronicle'
  | 'poster'
/** One run of a document; `page` is set here and goes on from the run before. */
export type Part = Record<string, unknown>

/** Between that process and its caller. */
export type ToSetter = { kind: 'part'; data: Part } | { kind: 'end' }
export type FromSetter = { kind: 'set' } | { kind: 'done'; pdf: Uint8Array } | { kind: 'failed'; why: string }

/**
 * Sets the parts one after the other as one PDF, with pages numbered through, Korean fonts embedded and text that can
 * be searched. The same parts give the same bytes. Parts are pulled one at a time; at most one is in memory.
 */
export async function typeset(template: Template, parts: AsyncIterable<Part>): Promise<Uint8Array> {
  const setter = fork(setterFile, [template], { execArgv: loader, serialization: 'advanced', stdio: SILENT })
  try {
    const answers = answersOf(setter)
    for await (const data of parts) await answers.to({ kind: 'part', data })
    const end = await answers.to({ kind: 'end' })
    if (end.kind !== 'done') throw new Error('The setter ended without a document')
    return end.pdf
  } finally {
    setter.kill('SIGKILL')
  }
}

/** Bundled, it is a program of its own in the same place for pages and server; from source it is loaded through tsx. */
const isSource = import.meta.url.endsWith('.ts')
const setterFile = isSource
  ? fileURLToPath(new URL('./setter.ts', import.meta.url))
  : join(projectRoot(), 'build', 'setter.js')
const loader = isSource ? ['--import', 'tsx'] : []
const SILENT = ['ignore', 'ignore', 'ignore', 'ipc'] as const satisfies string[]

function answersOf(setter: ChildProcess) {
  let settle: { resolve: (answer: FromSetter) => void; reject: (why: Error) => void } | null = null
  setter.on('message', (answer: FromSetter) => {
    if (answer.kind === 'failed') settle?.reject(new Error(`A document could not be set: ${answer.why}`))
    else settle?.resolve(answer)
  })
  setter.on('error', (error) => settle?.reject(error))
  setter.on('exit', () => settle?.reject(new Error('The setter ended')))
  return {
    to: (message: ToSetter) =>
      new Promise<FromSetter>((resolve, reject) => {
        settle = { resolve, reject }
        setter.send(message, (error) => error && reject(error))
      }),
  }
}
