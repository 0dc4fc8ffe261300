import type { Point, Size } from './covers.ts'

/** How a picture lies on the stage: where its left top is, and how many CSS px a px of it has. */
export type View = Point & { scale: number }

/** How far in one may go, from the size that fits: a line of small letters as high as a finger. */
const ZOOM_MAX = 12

/** All of the picture, in the middle. */
export function fitted(picture: Size, stage: Size): View {
  return settled({ x: 0, y: 0, scale: fitting(picture, stage) }, picture, stage)
}

/** Nearer or farther by a factor, with the place under `at` staying where it is. */
export function zoomed(view: View, factor: number, at: Point, picture: Size, stage: Size): View {
  const least = fitting(picture, stage)
  const scale = Math.min(Math.max(view.scale * factor, least), least * ZOOM_MAX)
  const grown = scale / view.scale
  const moved = { x: at.x - (at.x - view.x) * grown, y: at.y - (at.y - view.y) * grown, scale }
  return settled(moved, picture, stage)
}

export function panned(view: View, by: Point, picture: Size, stage: Size): View {
  return settled({ ...view, x: view.x + by.x, y: view.y + by.y }, picture, stage)
}

/** What two fingers do that were at `before` and are at `after`. */
export function pinched(
  view: View,
  before: readonly [Point, Point],
  after: readonly [Point, Point],
  picture: Size,
  stage: Size,
): View {
  const [from, to] = [middle(before), middle(after)]
  const factor = distance(after) / Math.max(1, distance(before))
  const moved = { ...view, x: view.x + to.x - from.x, y: view.y + to.y - from.y }
  return zoomed(moved, factor, to, picture, stage)
}

/** The place of the picture under a place of the stage. */
export function onPicture({ x, y, scale }: View, at: Point): Point {
  return { x: (at.x - x) / scale, y: (at.y - y) / scale }
}

function fitting(picture: Size, stage: Size): number {
  return Math.min(stage.width / picture.width, stage.height / picture.height)
}

/** No gap at an edge while the picture is larger than the stage, the middle while it is smaller. */
function settled({ x, y, scale }: View, picture: Size, stage: Size): View {
  return {
    x: along(x, picture.width * scale, stage.width),
    y: along(y, picture.height * scale, stage.height),
    scale,
  }
}

function along(at: number, length: number, room: number): number {
  return length <= room ? (room - length) / 2 : Math.min(0, Math.max(room - length, at))
}

function middle([a, b]: readonly [Point, Point]): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
}

function distance([a, b]: readonly [Point, Point]): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}
