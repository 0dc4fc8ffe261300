import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { PDFDocument } from 'pdf-lib'
import { projectRoot } from '#db/project-root.ts'
import type { FromSetter, Template, ToSetter } from './typeset.ts'

// The process behind `typeset`: each part is compiled on its own, which bounds memory, and its pages are added to the
// whole.

const template = process.argv[2] as Template
const place = join(projectRoot(), 'server', 'exports')
const source = sourceOf(template)
const compiler = NodeCompiler.create({
  workspace: join(place, 'pdf'),
  fontArgs: [{ fontPaths: [join(place, 'fonts')] }],
})
/** Templates whose pages say of how many they are. */
const saysOfHowMany: ReadonlySet<Template> = new Set(['list', 'consents'])
/** Above the lower edge, in points: 8 mm. */
const STAMP_AT = (8 / 25.4) * 72
/** Fixed, so that the same parts give the same bytes. */
const DATE = new Date(0)
const whole = await PDFDocument.create({ updateMetadata: false })
whole.setCreationDate(DATE)
whole.setModificationDate(DATE)
let titled = false

process.on('message', (message: ToSetter) => {
  answer(message).then(say, (error) => say({ kind: 'failed', why: String(error) }))
})
// The caller is gone: nobody waits for the document.
process.on('disconnect', () => process.exit())

function say(answer: FromSetter): void {
  process.send?.(answer)
}

async function answer(message: ToSetter): Promise<FromSetter> {
  if (message.kind === 'end') {
    if (saysOfHowMany.has(template)) await numberPages()
    return { kind: 'done', pdf: await whole.save() }
  }
  const data = { ...message.data, page: whole.getPageCount() + 1 }
  if (!titled && typeof message.data.title === 'string') {
    whole.setTitle(message.data.title)
    whole.setLanguage('ko')
    titled = true
  }
  const part = await PDFDocument.load(compiled(source, data), { updateMetadata: false })
  for (const page of await whole.copyPages(part, part.getPageIndices())) whole.addPage(page)
  return { kind: 'set' }
}

/** How many pages there are is known only now: it is laid on each beside its number, at the place list.typ leaves. */
async function numberPages(): Promise<void> {
  const pages = whole.getPages()
  const [stamp] = await whole.embedPdf(compiled(sourceOf('pages'), { title: '', pages: pages.length }))
  if (!stamp) throw new Error('A number of pages was not set')
  for (const page of pages) page.drawPage(stamp, { x: page.getWidth() / 2, y: STAMP_AT })
}

function sourceOf(name: Template | 'pages'): string {
  return readFileSync(join(place, 'pdf', `${name}.typ`), 'utf8')
}

function compiled(mainFileContent: string, data: Record<string, unknown>): Uint8Array {
  const set = compiler.compile({ mainFileContent, inputs: { data: JSON.stringify(data) } })
  if (!set.result) throw new Error(JSON.stringify(set.takeDiagnostics()?.shortDiagnostics ?? 'no result'))
  const pdf = compiler.pdf(set.result, { creationTimestamp: 0 })
  compiler.evictCache(0)
  return pdf
}
