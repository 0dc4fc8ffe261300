import { type PointerEvent, useRef } from 'react'
import type { Box, Cover, Stroke } from '../../shapes/masking.ts'
import { boxBetween, drawnOn, movedBox, type Point, resizedBox, type Size, strokeFrom } from './covers.ts'
import { onPicture, panned, pinched, type View } from './view.ts'

export type Tool = 'box' | 'brush' | 'hand'

/** How wide the brush is on the screen, CSS px: a fingertip. Nearer, it covers less of the picture. */
const BRUSH_PX = 28

type Gesture =
  | { kind: 'none' }
  | { kind: 'pinch' }
  | { kind: 'pan' }
  | { kind: 'box'; from: Point }
  | { kind: 'stroke'; stroke: Stroke }
  | { kind: 'move' | 'size'; at: number; box: Box; from: Point }

type Stage = {
  picture: Size
  size: Size
  view: View
  covers: readonly Cover[]
  full: boolean
  tool: Tool
  setView: (view: View) => void
  select: (at: number | null) => void
  /** What is shown while a finger is down; null: nothing is being changed. */
  setDraft: (covers: readonly Cover[] | null) => void
  commit: (covers: readonly Cover[]) => void
}

/** What fingers, pens and the mouse do on the stage: one draws, moves or pulls, two zoom. */
export function useGestures(stage: Stage) {
  const now = useRef(stage)
  now.current = stage
  const fingers = useRef(new Map<number, Point>())
  const gesture = useRef<Gesture>({ kind: 'none' })
  const draft = useRef<readonly Cover[] | null>(null)

  const show = (covers: readonly Cover[] | null) => {
    draft.current = covers
    now.current.setDraft(covers)
  }
  const down = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    fingers.current.set(event.pointerId, placeOf(event))
    if (fingers.current.size === 1) {
      gesture.current = begun(event, now.current)
      const { kind } = gesture.current
      if (kind === 'stroke') show([...now.current.covers, gesture.current.stroke])
      if (kind !== 'pan') now.current.select('at' in gesture.current ? gesture.current.at : null)
      return
    }
    // A second finger means looking, not drawing.
    gesture.current = { kind: 'pinch' }
    show(null)
  }
  const move = (event: PointerEvent<HTMLElement>) => {
    const before = fingers.current.get(event.pointerId)
    if (!before) return
    const old = [...fingers.current.values()]
    const after = placeOf(event)
    fingers.current.set(event.pointerId, after)
    const { view, picture, size, setView } = now.current
    const [a, b] = fingers.current.values()
    const [oldA, oldB] = old
    if (gesture.current.kind === 'pinch') {
      if (a && b && oldA && oldB) setView(pinched(view, [oldA, oldB], [a, b], picture, size))
    } else if (gesture.current.kind === 'pan') {
      setView(panned(view, { x: after.x - before.x, y: after.y - before.y }, picture, size))
    } else {
      const drawn = changed(gesture.current, onPicture(view, after), now.current)
      if (drawn) show(drawn)
    }
  }
  const up = (event: PointerEvent<HTMLElement>) => {
    if (!fingers.current.delete(event.pointerId) || fingers.current.size > 0) return
    const { commit, select, covers } = now.current
    const made = event.type === 'pointercancel' ? null : draft.current
    if (made) {
      commit(made)
      if (gesture.current.kind === 'box') select(covers.length)
    }
    gesture.current = { kind: 'none' }
    show(null)
  }
  return { onPointerDown: down, onPointerMove: move, onPointerUp: up, onPointerCancel: up }
}

function begun(event: PointerEvent<HTMLElement>, { tool, view, covers, full, picture }: Stage): Gesture {
  const from = onPicture(view, placeOf(event))
  if (tool === 'brush') {
    if (full) return { kind: 'none' }
    return { kind: 'stroke', stroke: strokeFrom(from, BRUSH_PX / view.scale, picture) }
  }
  const hit = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-at]') : null
  const at = Number(hit?.dataset.at)
  const box = hit ? covers[at] : undefined
  if (box?.kind === 'box') return { kind: hit?.dataset.part === 'corner' ? 'size' : 'move', at, box, from }
  if (tool === 'hand') return { kind: 'pan' }
  return full ? { kind: 'none' } : { kind: 'box', from }
}

/** The covers as they would be if the finger were lifted here, or null where nothing comes of it. */
function changed(gesture: Gesture, to: Point, { covers, picture }: Stage): readonly Cover[] | null {
  if (gesture.kind === 'box') {
    const box = boxBetween(gesture.from, to, picture)
    return box ? [...covers, box] : null
  }
  if (gesture.kind === 'stroke') {
    gesture.stroke = drawnOn(gesture.stroke, to, picture)
    return [...covers, gesture.stroke]
  }
  if (gesture.kind === 'move' || gesture.kind === 'size') {
    const by = { x: to.x - gesture.from.x, y: to.y - gesture.from.y }
    const box =
      gesture.kind === 'move' ? movedBox(gesture.box, by, picture) : resizedBox(gesture.box, by, picture)
    return covers.map((each, at) => (at === gesture.at ? box : each))
  }
  return null
}

function placeOf(event: PointerEvent<HTMLElement>): Point {
  const { left, top } = event.currentTarget.getBoundingClientRect()
  return { x: event.clientX - left, y: event.clientY - top }
}
