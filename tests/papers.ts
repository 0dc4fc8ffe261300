/** Objects of a PDF by their number, as they stand between `obj` and `endobj`; 1 is the catalogue. */
type Objects = Record<number, string>

/**
 * A PDF in the smallest form a reader takes whole. Each page says its words in a Korean font that is not in the file, as
 * old programs wrote them. `repeat`: how often those pages come again; `catalogue` is what the document does when it is opened.
 */
export function pdfOf(
  said: readonly string[],
  { repeat = 1, catalogue = '', more = {} }: { repeat?: number; catalogue?: string; more?: Objects } = {},
): Buffer {
  const pages = said.length * repeat
  const contents = 10
  const first = contents + said.length
  const kids = Array.from({ length: pages }, (_, at) => `${first + at} 0 R`).join(' ')
  const objects: Objects = {
    1: `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
    2: `<< /Type /Pages /Count ${pages} /Kids [${kids}] >>`,
    3: '<< /Type /Font /Subtype /Type0 /BaseFont /HYSMyeongJo-Medium /Encoding /UniKS-UCS2-H /DescendantFonts [4 0 R] >>',
    4: '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HYSMyeongJo-Medium /FontDescriptor 5 0 R /CIDSystemInfo << /Registry (Adobe) /Ordering (Korea1) /Supplement 1 >> >>',
    5: '<< /Type /FontDescriptor /FontName /HYSMyeongJo-Medium /Flags 6 /FontBBox [0 -148 1001 880] /ItalicAngle 0 /Ascent 880 /Descent -148 /CapHeight 880 /StemV 93 >>',
    ...more,
  }
  for (const [at, words] of said.entries()) objects[contents + at] = streamOf(linesOf(words))
  for (let at = 0; at < pages; at += 1) {
    const content = `${contents + (at % said.length)} 0 R`
    objects[first + at] =
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${content} /Resources << /Font << /F 3 0 R >> >> >>`
  }
  return written(objects)
}

/** A stream object with these operators. */
export function streamOf(content: string): string {
  return `<< /Length ${content.length} >>\nstream\n${content}\nendstream`
}

function linesOf(words: string): string {
  const lines = words.split('\n').map((line) => `<${ucs2(line)}> Tj T*`)
  return `BT /F 14 Tf 20 TL 60 760 Td ${lines.join(' ')} ET`
}

function ucs2(line: string): string {
  return Buffer.from(line, 'utf16le').swap16().toString('hex')
}

function written(objects: Objects): Buffer {
  let text = '%PDF-1.7\n'
  const offsets = new Map<number, number>()
  for (const [id, body] of Object.entries(objects)) {
    offsets.set(Number(id), text.length)
    text += `${id} 0 obj\n${body}\nendobj\n`
  }
  const size = Math.max(...offsets.keys()) + 1
  const rows = Array.from({ length: size }, (_, id) => {
    const at = offsets.get(id)
    return at === undefined ? '0000000000 65535 f \n' : `${String(at).padStart(10, '0')} 00000 n \n`
  })
  const table = `xref\n0 ${size}\n${rows.join('')}`
  return Buffer.from(
    `${text}${table}trailer << /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF`,
    'latin1',
  )
}
