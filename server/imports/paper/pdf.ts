import type { Paper } from './paper.ts'

/** Words beyond so many are not read, UTF-16 units: some sixty pages of print. */
export const WORDS_UNITS = 60_000
/** Pages whose words are read; a scan of a thousand has none on any. */
const PAGES_MAX = 500
/** Reading stops at the first page after so long, ms, so that time for the picture is left. */
const WORDS_MAX_MS = 8000
/** The longer side of the first page's picture, px: small print on A4 can be read. */
const PICTURE_PX = 1600
/** Memory of the engine, bytes: a page of large scans. What asks for more gets none and fails. */
const MEMORY_BYTES = 512 * 1024 * 1024
const WASM_PAGE_BYTES = 64 * 1024

/** The words of a PDF and the picture of its first page (PNG); null for one that is locked. Throws on what is none. */
export async function pdfPaper(bytes: Uint8Array, { picture }: { picture: boolean }): Promise<Paper | null> {
  boundMemory()
  const mupdf = await import('mupdf')
  const pdf = mupdf.Document.openDocument(bytes, 'application/pdf')
  if (pdf.needsPassword()) return null
  // Its scripts are never enabled; attached files and addresses are never asked for.
  const read = wordsOf(pdf)
  return { ...read, picture: picture ? firstPage(mupdf, pdf) : null }
}

type Engine = typeof import('mupdf')
type Pdf = InstanceType<Engine['Document']>

function wordsOf(pdf: Pdf): { words: string; isCut: boolean } {
  const until = performance.now() + WORDS_MAX_MS
  const pages = pagesOf(pdf)
  let words = ''
  for (let at = 0; at < pages; at += 1) {
    const isFull = words.length > WORDS_UNITS || at >= PAGES_MAX || performance.now() > until
    if (isFull) return { words: words.slice(0, WORDS_UNITS), isCut: true }
    words += wordsOn(pdf, at)
  }
  return { words: words.slice(0, WORDS_UNITS), isCut: words.length > WORDS_UNITS }
}

/** A count that cannot be stands for one page at least. */
function pagesOf(pdf: Pdf): number {
  try {
    return pdf.countPages()
  } catch {
    return 1
  }
}

/** A broken page has none; the others may. */
function wordsOn(pdf: Pdf, at: number): string {
  try {
    const page = pdf.loadPage(at)
    const text = page.toStructuredText('')
    const words = text.asText()
    text.destroy()
    page.destroy()
    return words.trim() === '' ? '' : `${words.trim()}\n\n`
  } catch {
    return ''
  }
}

function firstPage({ Matrix, ColorSpace }: Engine, pdf: Pdf): Uint8Array | null {
  try {
    const page = pdf.loadPage(0)
    const [left, top, right, bottom] = page.getBounds()
    const scale = PICTURE_PX / Math.max(right - left, bottom - top)
    return page.toPixmap(Matrix.scale(scale, scale), ColorSpace.DeviceRGB, false, true).asPNG()
  } catch {
    return null
  }
}

/** The engine's memory grows by asking the browser's; nothing else in it has a bound. */
function boundMemory(): void {
  const grow = WebAssembly.Memory.prototype.grow
  WebAssembly.Memory.prototype.grow = function (pages) {
    const wanted = this.buffer.byteLength + pages * WASM_PAGE_BYTES
    if (wanted > MEMORY_BYTES) throw new RangeError('The page needs too much memory')
    return grow.call(this, pages)
  }
}
