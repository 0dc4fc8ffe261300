// How much room the pictures of a message take, known before any of them is loaded, so that nothing moves when they come.

/** One picture alone keeps its shape within these, CSS px. */
const ALONE = { widthMin: 96, widthMax: 240, heightMin: 72, heightMax: 320 }
/** Several stand in rows of two and three squares, as wide as this, with this between them, in rem. */
const GRID_REM = { width: 15, gap: 0.125 }

export type Box = { width: number; height: number }

/** The box of a picture that stands alone, CSS px. What is longer or wider than the box may be is cut at the sides. */
export function boxAlone({ width, height }: Box): Box {
  const [wide, high] = [Math.max(1, width), Math.max(1, height)]
  const scale = Math.min(1, ALONE.widthMax / wide, ALONE.heightMax / high)
  const within = (px: number, least: number, most: number) =>
    Math.round(Math.min(Math.max(px * scale, least), most))
  return {
    width: within(wide, ALONE.widthMin, ALONE.widthMax),
    height: within(high, ALONE.heightMin, ALONE.heightMax),
  }
}

/** How many of several pictures stand two in a row, at the end; the others three. */
export function pairedOf(count: number): number {
  const left = count % 3
  if (left === 0) return 0
  return left === 2 ? 2 : Math.min(4, count)
}

/** The height of a message's pictures in CSS px, where so much width is free; 0 for none. */
export function picturesHeight(files: readonly Box[], { free, rem }: { free: number; rem: number }): number {
  const [first] = files
  if (!first) return 0
  if (files.length === 1) {
    const { width, height } = boxAlone(first)
    return Math.round(height * Math.min(1, free / width))
  }
  const width = Math.min(GRID_REM.width * rem, free)
  const gap = GRID_REM.gap * rem
  const paired = pairedOf(files.length)
  const square = (across: number) => (width - gap * (across - 1)) / across
  const rows = { three: (files.length - paired) / 3, two: paired / 2 }
  const all = rows.three * square(3) + rows.two * square(2)
  return Math.round(all + gap * (rows.three + rows.two - 1))
}
