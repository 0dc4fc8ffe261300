import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { chronicleWords as words } from '#app/text/ko/chronicle.ts'
import { cellText } from './cell-text.ts'
import type { Chronicle, ChronicleEntry } from './chronicle.ts'

/** Widths of the columns in twentieths of a point: number, time, what happened, sources; together A4 less its margins. */
const COLUMNS = [700, 1900, 4600, 2900]
/** Half points, as Word counts the size of letters. */
const SIZE = { body: 19, small: 16 }
/** Found on every Korean Word, Hangul and LibreOffice with Korean fonts. */
const FONT = '맑은 고딕'
const SOFT = '595959'

/** The chronicle as a DOCX to be written on in: the same words as the PDF, table head repeated, pages numbered. */
export function chronicleDocx({ title, facts, entries, notes }: Chronicle): Promise<Uint8Array> {
  const document = new Document({
    title,
    styles: { default: { document: { run: { font: FONT, size: SIZE.body } } } },
    sections: [
      {
        properties: { page: { margin: { top: 1300, bottom: 1200, left: 900, right: 900 } } },
        footers: { default: pageNumber() },
        children: [
          new Paragraph({ text: title, heading: HeadingLevel.TITLE, alignment: AlignmentType.CENTER }),
          ...facts.map(([name, value]) => lined([`${name}: `, value])),
          new Paragraph({ text: words.entries, heading: HeadingLevel.HEADING_1, spacing: { before: 240 } }),
          entries.length > 0 ? tableOf(entries) : new Paragraph(words.empty),
          ...notes.map((note) => small(note)),
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
}

function tableOf(entries: readonly ChronicleEntry[]): Table {
  const { no, when, what, sources } = words.head
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    columnWidths: COLUMNS,
    rows: [
      new TableRow({ tableHeader: true, children: [no, when, what, sources].map(headCell) }),
      ...entries.map(rowOf),
    ],
  })
}

function rowOf({ no, when, marks, who, body, notes, sources }: ChronicleEntry): TableRow {
  const cells = [
    [lined([String(no)])],
    [lined([when])],
    [
      small(marks),
      ...(who === '' ? [] : [small(who)]),
      lined([body]),
      ...notes.map((note) => new Paragraph({ children: runs(note, { bold: true, size: SIZE.small }) })),
    ],
    sources.map(small),
  ]
  return new TableRow({ cantSplit: false, children: cells.map((children, at) => cell(children, at)) })
}

function headCell(word: string, at: number): TableCell {
  return new TableCell({
    width: { size: COLUMNS[at] ?? 0, type: WidthType.DXA },
    shading: { type: ShadingType.CLEAR, fill: 'EFEFEF' },
    children: [new Paragraph({ children: runs(word, { bold: true }) })],
  })
}

function cell(children: Paragraph[], at: number): TableCell {
  const line = { style: BorderStyle.SINGLE, size: 4, color: 'A6A6A6' }
  return new TableCell({
    width: { size: COLUMNS[at] ?? 0, type: WidthType.DXA },
    borders: { top: line, bottom: line, left: line, right: line },
    margins: { top: 60, bottom: 60, left: 90, right: 90 },
    children,
  })
}

const small = (text: string) => new Paragraph({ children: runs(text, { size: SIZE.small, color: SOFT }) })
const lined = (texts: readonly string[]) => new Paragraph({ children: texts.flatMap((text) => runs(text)) })

type Look = { bold?: boolean; size?: number; color?: string }

/** Lines broken where they were broken; what XML cannot hold is left out. */
function runs(text: string, look: Look = {}): TextRun[] {
  return cellText(text)
    .split('\n')
    .map((line, at) => new TextRun({ text: line, ...look, ...(at > 0 ? { break: 1 } : {}) }))
}

function pageNumber(): Footer {
  const children = [new TextRun({ children: [PageNumber.CURRENT], size: SIZE.small })]
  return new Footer({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children })] })
}
