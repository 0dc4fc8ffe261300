import { type ZipPart, zipStream } from '../zip.ts'
import { BORDERS, CHARS, hwpxParts, NAMESPACES, PARAS } from './hwpx-parts.ts'
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

// A form as HWPX, what Hangul keeps documents in (OWPML, KS X 6101). Lines are not laid out here: the program that opens it
// does that.

/** HWPUNIT in a millimetre: 7,200 in an inch. */
const UNITS = 7200 / 25.4

/**
 * The form as HWPX bytes: `mimetype` first and not packed, a section for each direction of pages, heads of lists repeated,
 * pages numbered. Blocks are pulled as the bytes are taken. Same blocks, same bytes.
 */
export function hwpxStream(paper: FormPaper): AsyncGenerator<Uint8Array> {
  const sections = paper.sections.map((section, at): ZipPart => {
    return { name: `Contents/section${at}.xml`, data: encoded(sectionXml(paper, section, at)) }
  })
  return zipStream([...hwpxParts(paper), ...sections])
}

/** Paragraphs and tables of one section are numbered from one; a program finds them by that. */
type Numbers = { paragraph: number; table: number }

async function* sectionXml(paper: FormPaper, section: Section, at: number): AsyncGenerator<string> {
  const numbers = { paragraph: 0, table: at * 1_000_000 }
  yield `<?xml version="1.0" encoding="UTF-8" standalone="yes" ?><hs:sec ${NAMESPACES}>`
  yield paragraph(numbers, { runs: run(CHARS.gap, setUpXml(paper, section)), look: PARAS.left })
  for await (const block of section.blocks)
    yield blockXml(block, numbers, innerWidth(paper.look, section.landscape))
  yield '</hs:sec>'
}

function blockXml(block: Block, numbers: Numbers, width: number): string {
  if (block.kind === 'pairs') return pairsXml(block.rows, numbers, width)
  if (block.kind === 'table') return tableXml(block, numbers, width)
  const { look, chars } = wordLooks[block.kind]
  return linesOf(block.text)
    .map((line, at) =>
      paragraph(numbers, { runs: text(chars, line), look, newPage: at === 0 && block.newPage === true }),
    )
    .join('')
}

const wordLooks = {
  title: { look: PARAS.title, chars: CHARS.title },
  heading: { look: PARAS.heading, chars: CHARS.heading },
  text: { look: PARAS.body, chars: CHARS.body },
  note: { look: PARAS.left, chars: CHARS.note },
  center: { look: PARAS.center, chars: CHARS.body },
  sign: { look: PARAS.right, chars: CHARS.body },
} as const

function paragraph(
  numbers: Numbers,
  { runs, look, newPage = false }: { runs: string; look: number; newPage?: boolean },
): string {
  numbers.paragraph += 1
  return (
    `<hp:p id="${numbers.paragraph}" paraPrIDRef="${look}" styleIDRef="0" pageBreak="${newPage ? 1 : 0}"` +
    ` columnBreak="0" merged="0">${runs}</hp:p>`
  )
}

const run = (chars: number, content: string) => `<hp:run charPrIDRef="${chars}">${content}</hp:run>`
const text = (chars: number, line: string) => run(chars, line === '' ? '<hp:t/>' : `<hp:t>${line}</hp:t>`)

type Cell = { lines: string[]; chars: number; look: number; border: number; span?: number }

function pairsXml(rows: readonly (readonly [string, string])[], numbers: Numbers, width: number): string {
  const widths = [(width * LABEL_SHARE) / 100, (width * (100 - LABEL_SHARE)) / 100]
  const label = { chars: CHARS.cellHead, look: PARAS.cell, border: BORDERS.head }
  const said = { chars: CHARS.cell, look: PARAS.cell, border: BORDERS.line }
  const cells = rows.map(([name, value]): Cell[] => [
    { ...label, lines: linesOf(name) },
    { ...said, lines: linesOf(value) },
  ])
  return tableOf(cells, widths, { numbers, heads: 0 })
}

function tableXml(
  { columns, rows, sums }: Extract<Block, { kind: 'table' }>,
  numbers: Numbers,
  width: number,
): string {
  const lines = (values: readonly string[]) => values.flatMap(linesOf)
  const head = { chars: CHARS.listHead, look: PARAS.cellCenter, border: BORDERS.head }
  const body = { chars: CHARS.list, border: BORDERS.line }
  const side = (at: number) => (columns[at]?.right ? PARAS.cellRight : PARAS.cell)
  const cells: Cell[][] = [columns.map(({ heads }) => ({ ...head, lines: lines(heads) }))]
  for (const row of rows) {
    cells.push(row.cells.map((values, at) => ({ ...body, look: side(at), lines: lines(values) })))
    if (row.under.length === 0) continue
    const below = row.under.flatMap(([name, value]) => linesOf(`${name}  ${value}`))
    cells.push([{ ...body, look: PARAS.cell, lines: below, span: columns.length }])
  }
  if (sums) cells.push(sums.map((values, at) => ({ ...head, look: side(at), lines: lines(values) })))
  return tableOf(cells, widthsOf(columns, width), { numbers, heads: 1 })
}

/** Height of a line in a cell with its margins, in HWPUNIT: the least a row has; the program makes it as high as it must be. */
const ROW_HEIGHT = 1000

function tableOf(
  rows: readonly Cell[][],
  widths: readonly number[],
  { numbers, heads }: { numbers: Numbers; heads: number },
): string {
  numbers.table += 1
  const units = widths.map((width) => Math.round(width * UNITS))
  const all = units.reduce((sum, width) => sum + width, 0)
  const xml = rows.map((cells, row) => {
    let column = 0
    const made = cells.map((cell) => {
      const span = cell.span ?? 1
      const width = units.slice(column, column + span).reduce((sum, each) => sum + each, 0)
      const placed = cellXml(cell, { numbers, row, column, span, width, head: row < heads })
      column += span
      return placed
    })
    return `<hp:tr>${made.join('')}</hp:tr>`
  })
  const table =
    `<hp:tbl id="${numbers.table}" zOrder="${numbers.table % 1_000_000}" numberingType="TABLE" textWrap="TOP_AND_BOTTOM"` +
    ' textFlow="BOTH_SIDES" lock="0" dropcapstyle="None" pageBreak="CELL"' +
    ` repeatHeader="${heads > 0 ? 1 : 0}" rowCnt="${rows.length}" colCnt="${units.length}" cellSpacing="0"` +
    ` borderFillIDRef="${BORDERS.line}" noAdjust="0">` +
    `<hp:sz width="${all}" widthRelTo="ABSOLUTE" height="${rows.length * ROW_HEIGHT}" heightRelTo="ABSOLUTE" protect="0"/>` +
    '<hp:pos treatAsChar="0" affectLSpacing="0" flowWithText="1" allowOverlap="0" holdAnchorAndSO="0" vertRelTo="PARA"' +
    ' horzRelTo="COLUMN" vertAlign="TOP" horzAlign="LEFT" vertOffset="0" horzOffset="0"/>' +
    '<hp:outMargin left="0" right="0" top="140" bottom="560"/><hp:inMargin left="280" right="280" top="140" bottom="140"/>' +
    `${xml.join('')}</hp:tbl><hp:t/>`
  return paragraph(numbers, { runs: run(CHARS.gap, table), look: PARAS.left })
}

type Place = { numbers: Numbers; row: number; column: number; span: number; width: number; head: boolean }

function cellXml(
  { lines, chars, look, border }: Cell,
  { numbers, row, column, span, width, head }: Place,
): string {
  const words = lines.map((line) => paragraph(numbers, { runs: text(chars, line), look })).join('')
  return (
    `<hp:tc name="" header="${head ? 1 : 0}" hasMargin="0" protect="0" editable="0" dirty="0" borderFillIDRef="${border}">` +
    '<hp:subList id="" textDirection="HORIZONTAL" lineWrap="BREAK" vertAlign="CENTER" linkListIDRef="0"' +
    ` linkListNextIDRef="0" textWidth="0" textHeight="0" hasTextRef="0" hasNumRef="0">${words}</hp:subList>` +
    `<hp:cellAddr colAddr="${column}" rowAddr="${row}"/><hp:cellSpan colSpan="${span}" rowSpan="1"/>` +
    `<hp:cellSz width="${width}" height="${ROW_HEIGHT}"/><hp:cellMargin left="280" right="280" top="140" bottom="140"/></hp:tc>`
  )
}

/** What a section says of its pages stands in its first paragraph. */
function setUpXml({ look }: FormPaper, { landscape }: Section): string {
  const { top, bottom, side } = looks[look]
  const edge = landscape
    ? { top: LIST.margin, bottom: LIST.margin, side: LIST.margin }
    : { top, bottom, side }
  const footer = 6
  const [width, height] = landscape ? [A4.height, A4.width] : [A4.width, A4.height]
  const border = (type: string) =>
    `<hp:pageBorderFill type="${type}" borderFillIDRef="${BORDERS.none}" textBorder="PAPER" headerInside="0"` +
    ' footerInside="0" fillArea="PAPER"><hp:offset left="1417" right="1417" top="1417" bottom="1417"/></hp:pageBorderFill>'
  return (
    '<hp:secPr id="" textDirection="HORIZONTAL" spaceColumns="1134" tabStop="8000" tabStopVal="4000" tabStopUnit="HWPUNIT"' +
    ' outlineShapeIDRef="1" memoShapeIDRef="0" textVerticalWidthHead="0" masterPageCnt="0">' +
    '<hp:grid lineGrid="0" charGrid="0" wonggojiFormat="0"/>' +
    '<hp:startNum pageStartsOn="BOTH" page="0" pic="0" tbl="0" equation="0"/>' +
    '<hp:visibility hideFirstHeader="0" hideFirstFooter="0" hideFirstMasterPage="0" border="SHOW_ALL" fill="SHOW_ALL"' +
    ' hideFirstPageNum="0" hideFirstEmptyLine="0" showLineNumber="0"/>' +
    '<hp:lineNumberShape restartType="0" countBy="0" distance="0" startNumber="0"/>' +
    // Hangul turns a page by this word and keeps the sizes; WIDELY is what it calls upright.
    `<hp:pagePr landscape="WIDELY" width="${units(width)}" height="${units(height)}" gutterType="LEFT_ONLY">` +
    `<hp:margin header="0" footer="${units(footer)}" gutter="0" left="${units(edge.side)}" right="${units(edge.side)}"` +
    ` top="${units(edge.top)}" bottom="${units(edge.bottom - footer)}"/></hp:pagePr>` +
    noteShape('footNotePr', '-1', 'EACH_COLUMN', 283) +
    noteShape('endNotePr', '14692344', 'END_OF_DOCUMENT', 0) +
    `${border('BOTH')}${border('EVEN')}${border('ODD')}</hp:secPr>` +
    '<hp:ctrl><hp:colPr id="" type="NEWSPAPER" layout="LEFT" colCount="1" sameSz="1" sameGap="0"/></hp:ctrl>' +
    '<hp:ctrl><hp:pageNum pos="BOTTOM_CENTER" formatType="DIGIT" sideChar=""/></hp:ctrl><hp:t/>'
  )
}

function noteShape(name: string, length: string, place: string, between: number): string {
  return (
    `<hp:${name}><hp:autoNumFormat type="DIGIT" userChar="" prefixChar="" suffixChar=")" supscript="0"/>` +
    `<hp:noteLine length="${length}" type="SOLID" width="0.12 mm" color="#000000"/>` +
    `<hp:noteSpacing betweenNotes="${between}" belowLine="567" aboveLine="850"/>` +
    `<hp:numbering type="CONTINUOUS" newNum="1"/><hp:placement place="${place}" beneathText="0"/></hp:${name}>`
  )
}

function units(millimetres: number): number {
  return Math.round(millimetres * UNITS)
}

async function* encoded(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const piece of pieces) yield encoder.encode(piece)
}
