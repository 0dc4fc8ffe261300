import { CELL_UNITS, SHEET_COLUMNS, SHEET_ROWS } from '#app/shapes/sheet.ts'
import { SheetRefused, type SheetRow } from './row.ts'

// CSV as Excel, Google and Korean shop systems write it (RFC 4180 and what people make of it): comma, semicolon, tab or
// bar between the cells, any line end, quotes doubled inside quotes, line breaks inside quotes. One character at a time is
// looked at only inside quotes and at marks; the rest is cut out in stretches.

/** As much of the text decides what stands between the cells, in units. */
const SAMPLE_UNITS = 64 * 1024
const DELIMITERS = [',', '\t', ';', '|'] as const

/** The rows of a text that comes in pieces, blank ones too. Throws `SheetRefused`. */
export async function* csvRows(text: AsyncIterable<string>): AsyncGenerator<SheetRow[]> {
  let waiting = ''
  let reader: CsvReader | null = null
  for await (const piece of text) {
    if (reader) {
      yield reader.push(piece)
      continue
    }
    waiting += piece
    if (waiting.length < SAMPLE_UNITS) continue
    reader = new CsvReader(delimiterOf(waiting))
    yield reader.push(waiting)
  }
  reader ??= new CsvReader(delimiterOf(waiting))
  if (reader.isNew) yield reader.push(waiting)
  yield reader.end()
}

/** What stands between the cells: the mark that cuts the first rows into the most cells, alike in each of them. */
export function delimiterOf(sample: string): string {
  const rows = unquoted(sample).split(/\r\n|\r|\n/, 20)
  // The last line of a sample may be cut.
  const whole = (rows.length > 1 ? rows.slice(0, -1) : rows).filter((row) => row.trim() !== '')
  const scores = DELIMITERS.map((mark) => {
    const counts = whole.map((row) => row.split(mark).length - 1)
    const usual = [...counts].sort((a, b) => a - b)[counts.length >> 1] ?? 0
    return usual * 100 + counts.filter((count) => count === usual && count > 0).length
  })
  return DELIMITERS[scores.indexOf(Math.max(...scores))] ?? ','
}

function unquoted(sample: string): string {
  return sample.replace(/"(?:[^"]|"")*"/g, '')
}

class CsvReader {
  readonly #mark: string
  readonly #stop: RegExp
  #row: string[] = []
  #cell = ''
  #inQuotes = false
  /** The cell began with a quote. */
  #wasQuoted = false
  /** A quote or a CR at the end of a piece: what it means depends on what comes. */
  #held = ''
  #no = 0
  #begun = false

  constructor(mark: string) {
    this.#mark = mark
    this.#stop = new RegExp(`["\\r\\n${mark === '|' ? '\\|' : mark}]`, 'g')
  }

  get isNew(): boolean {
    return !this.#begun
  }

  push(piece: string): SheetRow[] {
    this.#begun = true
    const text = this.#held + piece
    this.#held = ''
    const rows: SheetRow[] = []
    let at = 0
    while (at < text.length) at = this.#inQuotes ? this.#quoted(text, at) : this.#plain(text, at, rows)
    return rows
  }

  end(): SheetRow[] {
    const rows: SheetRow[] = []
    if (this.#held === '\r') this.#endRow(rows)
    if (this.#held === '"') this.#inQuotes = false
    this.#held = ''
    // A quote that was never closed has taken the rest of the file with it.
    if (this.#inQuotes && this.#cell.includes('\n')) throw new SheetRefused('broken')
    if (this.#cell !== '' || this.#row.length > 0) this.#endRow(rows)
    return rows
  }

  #plain(text: string, from: number, rows: SheetRow[]): number {
    this.#stop.lastIndex = from
    const at = this.#stop.exec(text)?.index ?? text.length
    if (at > from) this.#take(text.slice(from, at))
    const mark = text[at]
    if (mark === this.#mark) this.#endCell()
    else if (mark === '\n') this.#endRow(rows)
    else if (mark === '"') {
      if (this.#cell.trim() === '' && !this.#wasQuoted) {
        this.#cell = ''
        this.#inQuotes = true
        this.#wasQuoted = true
      } else this.#take('"')
    } else if (mark === '\r') {
      if (at + 1 === text.length) {
        this.#held = '\r'
        return text.length
      }
      this.#endRow(rows)
      if (text[at + 1] === '\n') return at + 2
    }
    return at + 1
  }

  #quoted(text: string, from: number): number {
    const at = text.indexOf('"', from)
    if (at === -1) {
      this.#take(text.slice(from))
      return text.length
    }
    this.#take(text.slice(from, at))
    if (at + 1 === text.length) {
      this.#held = '"'
      return text.length
    }
    if (text[at + 1] === '"') {
      this.#take('"')
      return at + 2
    }
    this.#inQuotes = false
    return at + 1
  }

  #take(part: string): void {
    this.#cell += part
    if (this.#cell.length > CELL_UNITS) throw new SheetRefused('too_long_cell')
  }

  #endCell(): void {
    this.#row.push(this.#cell)
    this.#cell = ''
    this.#wasQuoted = false
    if (this.#row.length > SHEET_COLUMNS) throw new SheetRefused('too_many_columns')
  }

  #endRow(rows: SheetRow[]): void {
    this.#endCell()
    this.#no += 1
    if (this.#no > SHEET_ROWS) throw new SheetRefused('too_many_rows')
    rows.push({ no: this.#no, cells: this.#row })
    this.#row = []
  }
}
