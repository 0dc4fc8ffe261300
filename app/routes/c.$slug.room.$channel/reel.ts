import { EXACT_PX, ReelPage, type ReelParts } from './reel-page.ts'
import { rowAtDistance, type Span, spanAround } from './reel-span.ts'
import type { Row } from './rows.ts'

// A long list of which only the rows around the view are drawn, in plain flow between two empty boxes that stand for
// the rest. The scroller is laid out from its end (column-reverse): it opens at the newest row without scripts, stays
// there as rows arrive, and does not move when rows come in above or turn out higher than guessed. What changes below
// the view is taken out of the box below, or put into it, so that nothing moves and no scroll position is written
// while the reader scrolls; the account is settled once the list rests.

/** The first and the last row in view, by their places in the list; and whether the reader stays at the newest. */
export type InView = { first: number; last: number; following: boolean }

export type ReelEvents = {
  /** Asks to be drawn anew, `now` before anything else happens. */
  redraw(now: boolean): void
  /** The reader is at the newest row and stays there as rows arrive, or has left it. */
  follows(following: boolean): void
  /** Other rows came into view, or the same ones have other places. */
  sees(view: InView): void
}

/** Where a row is to stand: in the middle, at the top edge, or as the line one begins to read at. */
export type Block = 'center' | 'start' | 'entry'
/** A row to be shown, named by its key once it is among the rows. */
export type Wanted = { find: (rows: readonly Row[]) => string | undefined; block: Block }

/** Nearer to the end than this, moving towards it, counts as reading the newest, CSS px: about two lines. */
const NEAR_PX = 56
/** Rows are drawn this far around the view, and anew when fewer than the second is left, in heights of the view. */
const DRAWN_VIEWS = 1.25
const LEAST_VIEWS = 0.75
/** Drawings that may follow one another without scrolling: each knows more heights than the one before. */
const REFILLS_MAX = 4
/** The list rests when it was not scrolled for this long, ms. */
const REST_MS = 120
/** Distance from the top edge, CSS px; the unread line stands lower, so that what was read shows above it. */
const MARGIN_PX = { start: 0, entry: 96 }

export class Reel {
  #page: ReelPage | null = null
  #rows: readonly Row[] = []
  #indexes = new Map<string, number>()
  /** True while the last row is the newest there is: only then is the end a place to stay at. */
  #ends = true
  #following = true
  /** The bubble at the top of the view, where its top stood, and how far the list was scrolled then. */
  #anchor: { key: string; top: number; scrolled: number } | null = null
  /** A row to draw around although no drawn row says where the reader is. */
  #goal: string | undefined
  #wanted: Wanted | null = null
  #moving: ReturnType<typeof setTimeout> | undefined
  #refills = 0
  #view: InView = { first: -1, last: -1, following: true }

  constructor(readonly events: ReelEvents) {}

  /** Which of the rows to draw. Asked while drawing; shows nothing by itself. */
  spanOf(rows: readonly Row[], ends: boolean): Span {
    if (rows !== this.#rows) {
      this.#rows = rows
      this.#indexes = new Map(rows.map(({ key }, index) => [key, index]))
      this.#page?.know(rows)
    }
    this.#ends = ends
    const page = this.#page
    if (!page) return { from: 0, to: rows.length }
    const view = page.parts.box.clientHeight
    const [near, far] = [view * DRAWN_VIEWS, view + view * DRAWN_VIEWS]
    const at = this.#centre(rows)
    if (at === undefined)
      return spanAround(rows.length, page.heightAt, rows.length, { before: far, after: 0 })
    return spanAround(rows.length, page.heightAt, at, { before: near, after: far })
  }

  /** Takes over what the server drew, all of it, and finds the place to read from. Returns the way to stop. */
  open(parts: ReelParts, start: Wanted): () => void {
    const page = new ReelPage(parts)
    const scrolled = () => this.#scrolled(page)
    const resized = new ResizeObserver(() => this.#resized(page))
    parts.box.addEventListener('scroll', scrolled, { passive: true })
    resized.observe(parts.box)
    resized.observe(parts.list)
    page.know(this.#rows)
    page.take({ from: 0, to: this.#rows.length })
    this.#page = page
    this.#follow(-page.scrolled < NEAR_PX && this.#ends)
    this.#remember(page)
    this.events.follows(this.#following)
    if (!isInView(page, this.#indexOf(start.find(this.#rows)))) this.#wanted = start
    this.events.redraw(false)
    return () => {
      this.#page = null
      clearTimeout(this.#moving)
      parts.box.removeEventListener('scroll', scrolled)
      resized.disconnect()
    }
  }

  /** To be called when the rows of `span` stand in the page and before it is painted. */
  drawn(span: Span): void {
    const page = this.#page
    if (!page) return
    this.#exchange(page, span)
    page.take(span)
    if (!this.#place(page)) this.#hold(page)
    this.#see(page)
    // Rows that turned out lower than guessed may leave a part of the view empty.
    if (this.#refills < REFILLS_MAX && this.#refill(page)) {
      this.#refills += 1
      this.events.redraw(false)
    }
  }

  /** Takes notice of where the list was scrolled to before the browser says so, and draws what is missing around it. */
  draw(): void {
    if (!this.#page) return
    this.#scrolled(this.#page)
    this.events.redraw(true)
  }

  /** Goes to the end and stays there. */
  toEnd(): void {
    this.#wanted = null
    this.#follow(true)
    this.events.redraw(false)
  }

  /** Brings the wanted row into view. Answers false when there is none. */
  show(wanted: Wanted): boolean {
    this.#wanted = wanted
    this.events.redraw(true)
    const shown = this.#wanted === null
    this.#wanted = null
    return shown
  }

  /** The place of the row to draw around; undefined draws the end. */
  #centre(rows: readonly Row[]): number | undefined {
    const goal = this.#indexOf(this.#wanted?.find(rows) ?? this.#goal)
    return goal ?? (this.#following ? undefined : this.#indexOf(this.#anchor?.key))
  }

  #indexOf(key: string | null | undefined): number | undefined {
    return this.#indexes.get(key ?? '')
  }

  /** Rows that come to stand below the anchor, or leave there, are taken from the box below or given to it. */
  #exchange(page: ReelPage, span: Span): void {
    const key = this.#anchor?.key ?? ''
    const at = this.#indexOf(key)
    if (this.#following) page.setBelow(0)
    else if (at !== undefined) page.setBelow(page.below + page.exchanged(key, at, span))
  }

  /** Puts the wanted row where it is to stand; false when none is wanted or it is not here. */
  #place(page: ReelPage): boolean {
    const row = page.rowAt(this.#indexOf(this.#wanted?.find(this.#rows)) ?? -1)
    if (!this.#wanted || !row) return false
    const { block } = this.#wanted
    this.#wanted = null
    page.setBelow(page.due)
    const { edge } = page
    const { top, height } = row.getBoundingClientRect()
    const margin = block === 'center' ? Math.max(0, (edge.height - height) / 2) : MARGIN_PX[block]
    page.scrollBy(top - edge.top - margin)
    this.#follow(this.#ends && -page.scrolled < EXACT_PX)
    this.#remember(page)
    return true
  }

  /** Brings the row at the top of the view back to where the reader has it. */
  #hold(page: ReelPage): void {
    if (this.#following && page.scrolled !== 0) page.scrollBy(-page.parts.box.scrollTop)
    const row = this.#anchor ? page.rowAt(this.#indexOf(this.#anchor.key) ?? -1) : undefined
    if (this.#following || !row || !this.#anchor) {
      if (!this.#anchor) page.setBelow(page.due)
      this.#remember(page)
      return
    }
    const { key, top, scrolled } = this.#anchor
    // What the reader scrolled since is theirs; only the rest is the list's own movement.
    const expected = top - (page.parts.box.scrollTop - scrolled)
    const moved = row.getBoundingClientRect().top - expected
    if (Math.abs(moved) < EXACT_PX) return
    this.#pay(page, moved)
    this.#anchor = { key, top: expected, scrolled: page.scrolled }
  }

  /** While the list moves the box below pays, as long as it can; at rest the scroll position does. */
  #pay(page: ReelPage, px: number): void {
    const paid = this.#moving === undefined ? 0 : Math.max(px, -page.below)
    if (paid !== 0) page.setBelow(page.below + paid)
    if (paid !== px) page.scrollBy(px - paid)
  }

  /** At rest the box below gets the height of what it stands for. */
  #settle(page: ReelPage): void {
    this.#moving = undefined
    const due = page.due - page.below
    if (this.#following || this.#page !== page || Math.abs(due) < EXACT_PX) return
    if (due < 0) page.scrollBy(Math.min(-due, -page.parts.box.scrollTop))
    page.setBelow(page.due)
    if (due > 0) page.scrollBy(-due)
    this.#remember(page)
  }

  #scrolled(page: ReelPage): void {
    const now = page.parts.box.scrollTop
    const moved = now - page.scrolled
    page.scrolled = now
    clearTimeout(this.#moving)
    this.#moving = setTimeout(() => this.#settle(page), REST_MS)
    const atEnd = this.#ends && -now < NEAR_PX && page.span.to === this.#rows.length
    if (moved < 0) this.#follow(false)
    else if (moved > 0 && atEnd) this.#follow(true)
    this.#remember(page)
    this.#see(page)
    this.#refills = 0
    const missing = this.#refill(page)
    if (missing) this.events.redraw(missing === 'now')
  }

  #resized(page: ReelPage): void {
    if (this.#page !== page || page.parts.box.clientHeight === 0) return
    page.take(page.span)
    this.#hold(page)
    this.#see(page)
    if (this.#refill(page)) this.events.redraw(false)
  }

  #follow(following: boolean): void {
    if (following === this.#following) return
    this.#following = following
    this.events.follows(following)
  }

  /** Finds what to draw when the view comes near the edge of what is drawn; now, if a part of the view is empty. */
  #refill(page: ReelPage): 'soon' | 'now' | null {
    const { firstElementChild: first, lastElementChild: last } = page.parts.list
    if (!first || !last || this.#following) return null
    const { edge, span } = page
    const least = edge.height * LEAST_VIEWS
    const above = edge.top - first.getBoundingClientRect().top
    const below = last.getBoundingClientRect().bottom - edge.bottom
    const short = (span.from > 0 && above < least) || (span.to < this.#rows.length && below < least)
    if (!short) return null
    if (above < -edge.height) this.#drawAt(page, span.from, -above)
    else if (below < -edge.height) this.#drawAt(page, span.to, below + edge.height)
    return above < 0 || below < 0 ? 'now' : 'soon'
  }

  /** Nothing drawn is in view any more: the row to draw around follows from the heights known. */
  #drawAt(page: ReelPage, from: number, px: number): void {
    const index = rowAtDistance(this.#rows.length, page.heightAt, from, px)
    this.#goal = this.#rows[index]?.key
    this.#anchor = null
  }

  /** Notes the bubble at the top of the view; a day's line moves when older words of its day come in. */
  #remember(page: ReelPage): void {
    let index = page.firstBelow(page.edge.top)
    while (index < page.span.to && this.#rows[index]?.kind !== 'bubble') index += 1
    const [row, key] = [page.rowAt(index), page.keyAt(index)]
    const scrolled = page.parts.box.scrollTop
    this.#anchor = row && key ? { key, top: row.getBoundingClientRect().top, scrolled } : null
    if (this.#anchor) this.#goal = undefined
  }

  #see(page: ReelPage): void {
    const { edge } = page
    const first = page.firstBelow(edge.top)
    const last = Math.max(first, page.firstBelow(edge.bottom - EXACT_PX * 2))
    const view = { first, last: Math.min(last, page.span.to - 1), following: this.#following }
    const before = this.#view
    if (first === before.first && view.last === before.last && view.following === before.following) return
    this.#view = view
    this.events.sees(view)
  }
}

/** True when the row is in view or there is none. */
function isInView(page: ReelPage, index: number | undefined): boolean {
  const row = index === undefined ? undefined : page.rowAt(index)
  if (!row) return true
  const [{ top }, edge] = [row.getBoundingClientRect(), page.edge]
  return top >= edge.top && top < edge.bottom
}
