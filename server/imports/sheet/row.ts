// A worksheet as rows of text, wherever it came from. Nothing in a cell is ever evaluated: a formula in a CSV is the text
// it is, one in a workbook is the value that the program which wrote it kept beside it.

/** One row. `no` counts from 1 as the program that shows the sheet counts; cells without anything are ''. */
export type SheetRow = { no: number; cells: string[] }

/** Why a file is not read as a sheet. */
export class SheetRefused extends Error {
  override name = 'SheetRefused'
  readonly why:
    | 'broken'
    | 'too_long_cell'
    | 'too_many_columns'
    | 'too_many_rows'
    | 'locked'
    | 'bomb'
    | 'macros'

  constructor(why: SheetRefused['why']) {
    super(why)
    this.why = why
  }
}
