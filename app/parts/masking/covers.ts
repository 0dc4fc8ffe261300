import type { Box, Cover, Stroke } from '../../shapes/masking.ts'

// What is covered of a picture, in its px; pure.

export type Point = { x: number; y: number }
export type Size = { width: number; height: number }

/** The smallest box, px of the picture: less is a slip of the finger. */
const BOX_LEAST = 6
/** Points of a stroke lie at least so far apart, in parts of its width: nearer ones change nothing one can see. */
const STEP = 1 / 5

/** The box between two corners, within the picture; null when it is too small to be meant. */
export function boxBetween(a: Point, b: Point, picture: Size): Box | null {
  const [left, right] = sorted(within(a.x, picture.width), within(b.x, picture.width))
  const [top, bottom] = sorted(within(a.y, picture.height), within(b.y, picture.height))
  const [width, height] = [right - left, bottom - top]
  return width < BOX_LEAST || height < BOX_LEAST ? null : { kind: 'box', x: left, y: top, width, height }
}

/** The box somewhere else, whole within the picture. */
export function movedBox(box: Box, by: Point, { width, height }: Size): Box {
  const x = within(box.x + by.x, width - box.width)
  const y = within(box.y + by.y, height - box.height)
  return { ...box, x, y }
}

/** The box with its right bottom corner somewhere else. */
export function resizedBox(box: Box, by: Point, picture: Size): Box {
  const width = Math.max(BOX_LEAST, within(box.width + by.x, picture.width - box.x))
  const height = Math.max(BOX_LEAST, within(box.height + by.y, picture.height - box.y))
  return { ...box, width, height }
}

export function strokeFrom(at: Point, width: number, picture: Size): Stroke {
  return { kind: 'stroke', width: Math.max(1, Math.round(width)), points: [pointIn(at, picture)] }
}

/** The stroke drawn on to a point; the same one when it hardly moved. */
export function drawnOn(stroke: Stroke, to: Point, picture: Size): Stroke {
  const [x, y] = pointIn(to, picture)
  const [lastX, lastY] = stroke.points.at(-1) ?? [x, y]
  if (Math.hypot(x - lastX, y - lastY) < Math.max(1, stroke.width * STEP)) return stroke
  return { ...stroke, points: [...stroke.points, [x, y]] }
}

type Pen = Pick<
  CanvasRenderingContext2D,
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'lineCap'
  | 'lineJoin'
  | 'fillRect'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'stroke'
>

/** Nothing shines through, and on a dark picture too one sees that something is covered. */
const COVER_COLOUR = '#1c1c1c'

export function drawCovers(pen: Pen, covers: readonly Cover[]): void {
  pen.fillStyle = COVER_COLOUR
  pen.strokeStyle = COVER_COLOUR
  pen.lineCap = 'round'
  pen.lineJoin = 'round'
  for (const cover of covers) {
    if (cover.kind === 'box') pen.fillRect(cover.x, cover.y, cover.width, cover.height)
    else drawStroke(pen, cover)
  }
}

function drawStroke(pen: Pen, { width, points }: Stroke): void {
  const [first] = points
  if (!first) return
  pen.lineWidth = width
  pen.beginPath()
  pen.moveTo(...first)
  // A line without length is drawn as a dot.
  for (const point of points) pen.lineTo(...point)
  pen.stroke()
}

function pointIn({ x, y }: Point, { width, height }: Size): [number, number] {
  return [within(x, width), within(y, height)]
}

function within(value: number, most: number): number {
  return Math.round(Math.min(Math.max(0, value), Math.max(0, most)))
}

function sorted(a: number, b: number): [number, number] {
  return a < b ? [a, b] : [b, a]
}
