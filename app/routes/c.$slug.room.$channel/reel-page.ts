import { pxOf, type Span } from './reel-span.ts'
import { RowHeights } from './row-heights.ts'
import type { Row } from './rows.ts'

export type ReelParts = {
  /** The scroller, the rows' own parent (its children are the drawn rows and nothing else), the boxes around it. */
  box: HTMLElement
  list: HTMLElement
  above: HTMLElement
  below: HTMLElement
}

/** Less than this is the rounding of layout, CSS px. */
export const EXACT_PX = 0.5

/** What of a long list stands in the page: the drawn rows between two boxes, and how far it is scrolled. */
export class ReelPage {
  span: Span = { from: 0, to: 0 }
  /** How far it was scrolled when last looked at or moved; 0 at the end, less above. */
  scrolled: number
  /** The height of the box below, px. */
  below = 0
  #rows: readonly Row[] = []
  #keys: readonly string[] = []
  readonly #heights = new RowHeights()
  /** The height of a row by its place in the list, px. */
  readonly heightAt = (index: number) => {
    const row = this.#rows[index]
    return row ? this.#heights.of(row) : 0
  }

  constructor(readonly parts: ReelParts) {
    this.scrolled = parts.box.scrollTop
  }

  /** The rows there are now, drawn or not. */
  know(rows: readonly Row[]): void {
    this.#rows = rows
    this.#heights.keepOnly(rows)
  }

  /** Notes which rows stand in the page and how high they are, and gives the box above its height. */
  take(span: Span): void {
    const { box, list, above } = this.parts
    this.#heights.measureBy({ width: box.clientWidth, rem: remOf(box) })
    this.span = span
    this.#keys = this.#rows.slice(span.from, span.to).map(({ key }) => key)
    this.#keys.forEach((key, at) => {
      const row = list.children[at]
      if (row) this.#heights.note(key, row.getBoundingClientRect().height)
    })
    above.style.height = `${pxOf(this.heightAt, 0, span.from)}px`
  }

  get edge(): DOMRect {
    return this.parts.box.getBoundingClientRect()
  }

  /** The px of the rows that stand below the drawn ones, by the heights known. */
  get due(): number {
    return pxOf(this.heightAt, this.span.to, this.#rows.length)
  }

  /** A drawn row by its place in the list. */
  rowAt(index: number): Element | undefined {
    return this.parts.list.children[index - this.span.from]
  }

  keyAt(index: number): string | undefined {
    return this.#keys[index - this.span.from]
  }

  /** The place in the list of the first drawn row whose lower edge is below `y`; after the last drawn one if none. */
  firstBelow(y: number): number {
    const rows = this.parts.list.children
    let [low, high] = [0, rows.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((rows[middle]?.getBoundingClientRect().bottom ?? 0) > y + EXACT_PX) high = middle
      else low = middle + 1
    }
    return this.span.from + low
  }

  /**
   * The px that rows below the row `key` bring to the box below, where they go, less those they take from it, where
   * `span` draws them instead. To be asked before `take`.
   */
  exchanged(key: string, at: number, span: Span): number {
    const before = this.#keys.slice(this.#keys.indexOf(key) + 1)
    const after = this.#rows.slice(at + 1, span.to)
    const [stood, stays] = [new Set(before), new Set(after.map((row) => row.key))]
    let px = 0
    for (const gone of before) if (!stays.has(gone)) px += this.#heights.measured(gone)
    for (const come of after) if (!stood.has(come.key)) px -= this.#heights.of(come)
    return px
  }

  setBelow(px: number): void {
    this.below = Math.max(0, px)
    this.parts.below.style.height = `${this.below}px`
  }

  scrollBy(px: number): void {
    this.parts.box.scrollTop += px
    this.scrolled = this.parts.box.scrollTop
  }
}

function remOf(element: Element): number {
  return Number.parseFloat(getComputedStyle(element.ownerDocument.documentElement).fontSize) || 16
}
