import { Readable } from 'node:stream'
import { streamXlsxRows } from 'hucre/xlsx'
import {
  ensureZipFits,
  entriesOf,
  type ReadRange,
  type ZipEntry,
  type ZipLimits,
  ZipRefused,
} from '../zip.ts'
import { WORDS_UNITS } from './pdf.ts'
import { xmlWords } from './xml-words.ts'

// The words of DOCX, PPTX, HWPX and XLSX: ZIPs of XML. Only parts that hold words are unpacked, after the directory was
// held to its limits; nothing a part refers to is followed.

/** A book of a thousand slides or pictures has some thousand parts; its XML packs ten to thirty times. */
const LIMITS: ZipLimits = { entries: 10_000, bytes: 256 * 1024 * 1024, ratio: 200 }
/** Of one part so much is unpacked, bytes: the words that are kept stand far in front of it. */
const PART_BYTES = 8 * 1024 * 1024
/** Sheets of a workbook that are read. */
const SHEETS_MAX = 50

/** Parts with words: text, notes and comments of a document, slides and their notes, sections. */
const WORDY =
  /^(?:word\/(?:document|footnotes|endnotes|comments|header\d+|footer\d+)\.xml|ppt\/(?:slides\/slide|notesSlides\/notesSlide)\d+\.xml|Contents\/section\d+\.xml)$/
const SHEET = /^xl\/worksheets\/sheet\d+\.xml$/

/** The words of an office file, as far as they are read. Throws `ZipRefused` for what is broken, locked or a bomb. */
export async function officeWords(bytes: Buffer): Promise<{ words: string; isCut: boolean }> {
  const zip = { bytes: bytes.length, read: rangeOf(bytes) }
  const parts = await entriesOf(zip, (name) => WORDY.test(name) || SHEET.test(name), LIMITS)
  if (parts.length === 0) throw new ZipRefused('nothing')
  const sheets = parts.filter(({ name }) => SHEET.test(name)).length
  if (sheets > 0) await ensureZipFits(zip, LIMITS)
  const all = sheets > 0 ? sheetLines(bytes, Math.min(sheets, SHEETS_MAX)) : partWords(inOrder(parts))
  let words = ''
  for await (const piece of all) {
    words += piece
    if (words.length > WORDS_UNITS) return { words: words.slice(0, WORDS_UNITS), isCut: true }
  }
  return { words: words.trim(), isCut: false }
}

function rangeOf(bytes: Buffer): ReadRange {
  return async (from, to) => Readable.from([bytes.subarray(from, to)], { objectMode: false })
}

/** Slide 2 before slide 10, the text before its notes. */
function inOrder(parts: readonly ZipEntry[]): ZipEntry[] {
  const isMain = (name: string) => /document|slides\/slide|section/.test(name)
  const byName = new Intl.Collator('en', { numeric: true })
  return parts.toSorted(
    (a, b) => Number(isMain(b.name)) - Number(isMain(a.name)) || byName.compare(a.name, b.name),
  )
}

async function* partWords(parts: readonly ZipEntry[]): AsyncGenerator<string> {
  for (const part of parts) {
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of part.open()) {
      chunks.push(chunk)
      size += chunk.length
      if (size >= PART_BYTES) break
    }
    yield `${xmlWords(new TextDecoder().decode(Buffer.concat(chunks)))}\n\n`
  }
}

async function* sheetLines(bytes: Buffer, sheets: number): AsyncGenerator<string> {
  for (let sheet = 0; sheet < sheets; sheet += 1) {
    const stream = Readable.toWeb(Readable.from([bytes])) as ReadableStream<Uint8Array>
    for await (const { values } of streamXlsxRows(stream, { sheet, maxInputBytes: bytes.length + 1 })) {
      const cells = values.map((value) => (value instanceof Date ? day(value) : String(value ?? '')))
      const line = cells.join('\t').trim()
      if (line !== '') yield `${line}\n`
    }
    yield '\n'
  }
}

function day(value: Date): string {
  return value.toISOString().replace('T', ' ').slice(0, 16).replace(' 00:00', '')
}
