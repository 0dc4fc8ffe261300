import { join } from 'node:path'
import { renderAsync } from '@resvg/resvg-js'
import type { Trouble } from '#app/shapes/case.ts'
import { people, shortDay, wonHero } from '#app/text/format.ts'
import { publicPage, sideNames, troubleNames } from '#app/text/ko/case.ts'
import { previewText } from '#app/text/ko/preview.ts'
import { projectRoot } from '#db/project-root.ts'
import type { PublicTotals } from '../domain/total.ts'

// The picture of a link preview, drawn as SVG and turned into PNG. Everything keeps 80 px from the edges, because
// messengers crop. Widths are estimated from the font's own proportions, never measured by a browser.

/** What the picture shows of a case. `closesOn` is `YYYY-MM-DD`. */
export type PreviewFacts = { shopName: string; troubles: readonly Trouble[]; closesOn: string | null }

export const WIDTH = 1200
const HEIGHT = 600
export const EDGE = 80
/** Sizes the shop's name may have, px; the largest that fits is taken. */
const NAME_SIZES = [104, 88, 72, 60, 48]
export const COLOURS = {
  ground: '#F6F5F1',
  ink: '#17191C',
  soft: '#555B63',
  trust: '#0F5E63',
  line: '#D8D4CB',
}

/** The PNG, 1200×600. Numbers below five people are said in words, as on the public page. */
export async function drawPreview(
  facts: PreviewFacts,
  totals: PublicTotals,
): Promise<Uint8Array<ArrayBuffer>> {
  return toPng(previewSvg(facts, totals))
}

/** A drawing as PNG, in our own fonts alone. */
export async function toPng(svg: string): Promise<Uint8Array<ArrayBuffer>> {
  const fonts = join(projectRoot(), 'server', 'exports', 'fonts')
  const image = await renderAsync(svg, {
    font: {
      fontFiles: ['Pretendard-Bold.otf', 'Pretendard-Regular.otf'].map((file) => join(fonts, file)),
      loadSystemFonts: false,
      defaultFontFamily: 'Pretendard',
    },
  })
  return new Uint8Array(image.asPng())
}

/** The drawing itself, for tests to look into. */
export function previewSvg(facts: PreviewFacts, totals: PublicTotals): string {
  const name = fitted(facts.shopName)
  const what = facts.troubles.map((trouble) => troubleNames[trouble]).join(' · ')
  const closes = facts.closesOn ? `${publicPage.closes} ${shortDay(facts.closesOn)}` : ''
  return sheet([
    words(previewText.what, { x: EDGE, y: 128, size: 34, colour: COLOURS.trust, bold: true }),
    words(name.text, { x: EDGE, y: 250, size: name.size, colour: COLOURS.ink, bold: true }),
    words(cut([what, closes].filter(Boolean).join(' · '), 32), {
      x: EDGE,
      y: 322,
      size: 32,
      colour: COLOURS.soft,
    }),
    `<rect x="${EDGE}" y="370" width="${WIDTH - EDGE * 2}" height="2" fill="${COLOURS.line}"/>`,
    ...numbers(totals),
  ])
}

/** The sheet every picture stands on. */
export function sheet(parts: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="${COLOURS.ground}"/>`,
    `<rect width="16" height="${HEIGHT}" fill="${COLOURS.trust}"/>`,
    ...parts,
    '</svg>',
  ].join('')
}

function numbers({ members, buyer, seller }: PublicTotals): string[] {
  const shown: [string, string][] = [
    [previewText.people, members === 'under5' ? previewText.few : people(members)],
  ]
  if (buyer !== 'under5') shown.push([`${sideNames.buyer} ${previewText.owed}`, wonHero(buyer.remaining)])
  if (seller !== 'under5') shown.push([`${sideNames.seller} ${previewText.owed}`, wonHero(seller.remaining)])
  if (shown.length === 1) shown.push([previewText.how, previewText.nickname])
  const column = (WIDTH - EDGE * 2) / shown.length
  const size = Math.min(46, ...shown.map(([, value]) => Math.floor((column - 24) / ems(value))))
  return shown.flatMap(([label, value], at) => {
    const x = EDGE + column * at
    return [
      words(label, { x, y: 430, size: 28, colour: COLOURS.soft }),
      words(value, { x, y: 496, size, colour: COLOURS.ink, bold: true }),
    ]
  })
}

type Placed = { x: number; y: number; size: number; colour: string; bold?: boolean }

export function words(text: string, { x, y, size, colour, bold }: Placed): string {
  const weight = bold ? 700 : 400
  return `<text x="${x}" y="${y}" font-family="Pretendard" font-weight="${weight}" font-size="${size}" fill="${colour}">${escaped(text)}</text>`
}

function fitted(name: string): { text: string; size: number } {
  const room = WIDTH - EDGE * 2
  const size = NAME_SIZES.find((each) => ems(name) * each <= room) ?? 48
  return { text: cut(name, size), size }
}

/** Cuts a line that is wider than the picture at this size. */
export function cut(text: string, size: number): string {
  const room = (WIDTH - EDGE * 2) / size
  if (ems(text) <= room) return text
  let kept = ''
  for (const char of text) {
    if (ems(kept) + ems(char) > room - 1) break
    kept += char
  }
  return `${kept.trimEnd()}…`
}

/** Broken between words at this size, px; what does not fit the last line is cut. */
export function linesOf(text: string, size: number, most: number): string[] {
  const room = (WIDTH - EDGE * 2) / size
  const lines: string[] = []
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1)
    const longer = last === undefined ? word : `${last} ${word}`
    if (last !== undefined && (ems(longer) <= room || lines.length === most)) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines.map((line) => cut(line, size))
}

/** Width in ems, a little more than true: Hangul 0.88, Latin letters and digits about half, other signs one. */
export function ems(text: string): number {
  let sum = 0
  for (const char of text) sum += widthOf(char)
  return sum
}

function widthOf(char: string): number {
  if (char === ' ' || char === '·') return 0.3
  if (/[가-힣]/.test(char)) return 0.88
  if (/[ -~]/.test(char)) return /[A-Z@%mw]/.test(char) ? 0.75 : 0.6
  return 1
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`).replace(/\p{Cc}/gu, '')
}
