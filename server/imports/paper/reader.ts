import { officeWords } from './office.ts'
import type { Paper } from './paper.ts'
import { pdfPaper } from './pdf.ts'

// The process behind `readPaper`: bytes come in, one answer goes out.

const [kind, wish] = process.argv.slice(2)

// The caller is gone: nobody waits for the answer.
process.on('disconnect', () => process.exit())

const chunks: Buffer[] = []
for await (const chunk of process.stdin) chunks.push(chunk)
const paper: Paper | null = await read(Buffer.concat(chunks)).catch(() => null)
process.send?.(paper)

async function read(bytes: Buffer): Promise<Paper | null> {
  if (kind === 'pdf') return pdfPaper(bytes, { picture: wish === 'picture' })
  return { ...(await officeWords(bytes)), picture: null }
}
