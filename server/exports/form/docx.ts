import { type ZipPart, zipStream } from '../zip.ts'
import { docxParts } from './docx-parts.ts'
import {
  A4,
  type Block,
  type FormPaper,
  innerWidth,
  LABEL_SHARE,
  LIST,
  linesOf,
  looks,
  type Section,
  widthsOf,
} from './paper.ts'

// A form as DOCX (ECMA-376, WordprocessingML). The library we draw short documents with holds a whole document in memory and
// blocks while it packs it, and puts times and random ids in; a form is some thousand pages of few kinds of blocks.

/** Twentieths of a point in a millimetre. */
const TWIPS = 56.693

/**
 * The form as DOCX bytes: heads of lists repeated, pages numbered, lines kept by words. Blocks are pulled as the bytes are
 * taken. Same blocks, same bytes.
 */
export function docxStream(paper: FormPaper): AsyncGenerator<Uint8Array> {
  const body: ZipPart = { name: 'word/document.xml', data: encoded(documentXml(paper)) }
  return zipStream([...docxParts(paper), body])
}

async function* documentXml(paper: FormPaper): AsyncGenerator<string> {
  yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
  yield '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
  yield ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>'
  for (const [at, section] of paper.sections.entries()) {
    for await (const block of section.blocks) yield blockXml(block, paper, section.landscape)
    const end = sectionXml(paper, section)
    // The last stands by itself; one before it is said by the paragraph it ends with.
    yield at === paper.sections.length - 1 ? end : `<w:p><w:pPr>${end}</w:pPr></w:p>`
  }
  yield '</w:body></w:document>'
}

function sectionXml({ look }: FormPaper, { landscape }: Section): string {
  const { top, bottom, side } = looks[look]
  const [width, height] = landscape ? [A4.height, A4.width] : [A4.width, A4.height]
  const edge = landscape
    ? { top: LIST.margin, bottom: LIST.margin + 4, side: LIST.margin }
    : { top, bottom, side }
  const turned = landscape ? ' w:orient="landscape"' : ''
  return (
    '<w:sectPr><w:footerReference w:type="default" r:id="rIdFooter"/>' +
    `<w:pgSz w:w="${twips(width)}" w:h="${twips(height)}"${turned}/>` +
    `<w:pgMar w:top="${twips(edge.top)}" w:right="${twips(edge.side)}" w:bottom="${twips(edge.bottom)}"` +
    ` w:left="${twips(edge.side)}" w:header="400" w:footer="500" w:gutter="0"/></w:sectPr>`
  )
}

function blockXml(block: Block, { look }: FormPaper, landscape: boolean): string {
  if (block.kind === 'pairs') return pairsXml(block.rows, innerWidth(look, landscape))
  if (block.kind === 'table') return tableXml(block, innerWidth(look, landscape))
  return paragraph(styles[block.kind], block.text, block.newPage ? '<w:pageBreakBefore/>' : '')
}

const styles = {
  title: 'Title',
  heading: 'Heading1',
  text: 'Normal',
  note: 'Note',
  center: 'Center',
  sign: 'Sign',
} as const
type Style =
  | (typeof styles)[keyof typeof styles]
  | 'Cell'
  | 'CellHead'
  | 'ListCell'
  | 'ListHead'
  | 'ListNumber'

function paragraph(style: Style, text: string, more = ''): string {
  return `<w:p><w:pPr><w:pStyle w:val="${style}"/>${more}</w:pPr>${runXml(text)}</w:p>`
}

function runXml(text: string): string {
  const lines = linesOf(text).map((line) => `<w:t xml:space="preserve">${line}</w:t>`)
  return `<w:r>${lines.join('<w:br/>')}</w:r>`
}

function pairsXml(rows: readonly (readonly [string, string])[], width: number): string {
  const widths = [(width * LABEL_SHARE) / 100, (width * (100 - LABEL_SHARE)) / 100]
  const xml = rows.map(
    ([label, value]) =>
      `<w:tr><w:trPr>${value.length < KEPT_CHARS ? '<w:cantSplit/>' : ''}</w:trPr>` +
      cell(paragraph('CellHead', label), widths[0], { head: true }) +
      cell(paragraph('Cell', value), widths[1]) +
      '</w:tr>',
  )
  return tableOf(widths, xml.join(''))
}

/** Longest words of a row that is kept on one page. */
const KEPT_CHARS = 1200

function tableXml({ columns, rows, sums }: Extract<Block, { kind: 'table' }>, width: number): string {
  const widths = widthsOf(columns, width)
  const style = (at: number): Style => (columns[at]?.right ? 'ListNumber' : 'ListCell')
  const headed = (cells: string[][], repeated: boolean) =>
    `<w:tr><w:trPr><w:cantSplit/>${repeated ? '<w:tblHeader/>' : ''}</w:trPr>${cells
      .map((values, at) => {
        const look = repeated || !columns[at]?.right ? 'ListHead' : 'ListNumber'
        return cell(paragraph(look, values.join('\n')), widths[at], { head: true })
      })
      .join('')}</w:tr>`
  const body = rows.map(({ cells, under, long }) => {
    const kept = long ? '' : '<w:cantSplit/>'
    const next = under.length > 0 && !long ? '<w:keepNext/>' : ''
    const row = cells.map((values, at) => cell(paragraph(style(at), values.join('\n'), next), widths[at]))
    const below = under.map(([head, value]) => paragraph('ListCell', `${head}  ${value}`)).join('')
    const span = below
      ? `<w:tr><w:trPr>${kept}</w:trPr>${cell(below, width, { span: widths.length })}</w:tr>`
      : ''
    return `<w:tr><w:trPr>${kept}</w:trPr>${row.join('')}</w:tr>${span}`
  })
  const heads = headed(
    columns.map((column) => column.heads),
    true,
  )
  return tableOf(widths, heads + body.join('') + (sums ? headed(sums, false) : ''))
}

function tableOf(widths: readonly (number | undefined)[], rows: string): string {
  const grid = widths.map((width) => `<w:gridCol w:w="${twips(width ?? 0)}"/>`).join('')
  const all = twips(widths.reduce<number>((sum, width) => sum + (width ?? 0), 0))
  const line = (side: string) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>`
  const lines = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(line).join('')
  return (
    `<w:tbl><w:tblPr><w:tblW w:w="${all}" w:type="dxa"/><w:tblBorders>${lines}</w:tblBorders>` +
    '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="20" w:type="dxa"/><w:left w:w="70" w:type="dxa"/>' +
    '<w:bottom w:w="20" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>' +
    `<w:tblGrid>${grid}</w:tblGrid>${rows}</w:tbl><w:p><w:pPr><w:pStyle w:val="Gap"/></w:pPr></w:p>`
  )
}

function cell(
  content: string,
  width: number | undefined,
  { head = false, span = 1 }: { head?: boolean; span?: number } = {},
): string {
  const spanned = span > 1 ? `<w:gridSpan w:val="${span}"/>` : ''
  const fill = head ? '<w:shd w:val="clear" w:color="auto" w:fill="EFEFEF"/>' : ''
  return `<w:tc><w:tcPr><w:tcW w:w="${twips(width ?? 0)}" w:type="dxa"/>${spanned}${fill}</w:tcPr>${content}</w:tc>`
}

function twips(millimetres: number): number {
  return Math.round(millimetres * TWIPS)
}

async function* encoded(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const piece of pieces) yield encoder.encode(piece)
}
