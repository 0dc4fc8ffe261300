import {
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import type { Box, Cover } from '../../shapes/masking.ts'
import { maskPage as words } from '../../text/ko/masking.ts'
import { classNames } from '../class-names.ts'
import { drawCovers, movedBox, resizedBox, type Size } from './covers.ts'
import type { Suggestion } from './find-places.ts'
import styles from './masking.module.css'
import { type Tool, useGestures } from './use-gestures.ts'
import { fitted, type View, zoomed } from './view.ts'

/** How far an arrow key goes, CSS px. */
const KEY_PX = 8
/** How much nearer one turn of a wheel comes. */
const WHEEL_FACTOR = 1.2
/** The smallest place to hit a box, CSS px. */
const HIT_LEAST_PX = 28

interface MaskStageProps {
  image: HTMLImageElement
  picture: Size
  covers: readonly Cover[]
  /** Nothing more can be covered. */
  full: boolean
  /** Found to be covered, not yet decided on. */
  suggestions: readonly Suggestion[]
  tool: Tool
  selected: number | null
  /** Where the picture lies; null before the stage has a size. */
  view: View | null
  setView: (view: View) => void
  /** Told when the stage has a (new) size, CSS px. */
  onSize: (size: Size) => void
  select: (at: number | null) => void
  commit: (covers: readonly Cover[]) => void
}

/** The picture under its covers, as it will be saved, with each box to take hold of by finger, mouse and keyboard. */
export function MaskStage(props: MaskStageProps) {
  const { image, picture, covers, full, tool, selected, view, setView, select, commit } = props
  const stage = useRef<HTMLDivElement>(null)
  const size = useSize(stage, props.onSize)
  const [draft, setDraft] = useState<readonly Cover[] | null>(null)
  const shown = draft ?? covers
  const hintId = useId()
  const place = view ?? fitted(picture, size)
  const gestures = useGestures({
    ...{ picture, size, covers, full, tool, setView, select, setDraft, commit },
    view: place,
  })
  useWheel(stage, (factor, at) => setView(zoomed(place, factor, at, picture, size)))
  const key = (event: KeyboardEvent, at: number, box: Box) => {
    const next = keyed(event, box, KEY_PX / place.scale, picture)
    if (next === undefined) return
    event.preventDefault()
    commit(
      next === null
        ? covers.filter((_, each) => each !== at)
        : covers.map((cover, each) => (each === at ? next : cover)),
    )
  }
  let no = 0
  return (
    <>
      <div
        ref={stage}
        className={classNames(styles.stage, styles[tool])}
        style={{ aspectRatio: `${picture.width} / ${picture.height}` }}
        {...gestures}
      >
        <div
          className={styles.sheet}
          style={{ transform: `translate(${place.x}px, ${place.y}px) scale(${place.scale})` }}
        >
          <Picture image={image} picture={picture} covers={shown} />
        </div>
        {props.suggestions.map(({ box }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a suggestion is its place in the list
          <span key={at} className={styles.hint} style={onStage(box, place)}>
            <span>{at + 1}</span>
          </span>
        ))}
        {shown.map((cover, at) => {
          if (cover.kind !== 'box') return null
          no += 1
          return (
            <BoxHandle
              // biome-ignore lint/suspicious/noArrayIndexKey: a box is its place in the list
              key={at}
              at={at}
              box={cover}
              no={no}
              view={place}
              describedBy={hintId}
              selected={selected === at}
              onSelect={() => select(at)}
              onKey={(event) => key(event, at, cover)}
            />
          )
        })}
      </div>
      <p id={hintId} className="spoken">
        {words.keys}
      </p>
    </>
  )
}

function Picture({ image, picture, covers }: Pick<MaskStageProps, 'image' | 'picture' | 'covers'>) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useLayoutEffect(() => {
    const pen = canvas.current?.getContext('2d')
    if (!pen) return
    pen.drawImage(image, 0, 0, picture.width, picture.height)
    drawCovers(pen, covers)
  }, [image, picture, covers])
  const { width, height } = picture
  return <canvas ref={canvas} width={width} height={height} role="img" aria-label={words.stage} />
}

function onStage({ x, y, width, height }: Box, view: View) {
  const { scale } = view
  return { left: view.x + x * scale, top: view.y + y * scale, width: width * scale, height: height * scale }
}

interface BoxHandleProps {
  at: number
  box: Box
  no: number
  view: View
  describedBy: string
  selected: boolean
  onSelect: () => void
  onKey: (event: KeyboardEvent) => void
}

function BoxHandle({ at, box, no, view, describedBy, selected, onSelect, onKey }: BoxHandleProps) {
  const width = Math.max(HIT_LEAST_PX, box.width * view.scale)
  const height = Math.max(HIT_LEAST_PX, box.height * view.scale)
  const left = view.x + (box.x + box.width / 2) * view.scale - width / 2
  const top = view.y + (box.y + box.height / 2) * view.scale - height / 2
  return (
    <>
      <button
        type="button"
        data-at={at}
        className={classNames(styles.handle, selected && styles.selected)}
        style={{ left, top, width, height }}
        aria-label={words.boxAt(no)}
        aria-describedby={describedBy}
        aria-pressed={selected}
        onFocus={onSelect}
        onClick={onSelect}
        onKeyDown={onKey}
      />
      {selected && (
        <span
          data-at={at}
          data-part="corner"
          className={styles.corner}
          style={{
            left: view.x + (box.x + box.width) * view.scale,
            top: view.y + (box.y + box.height) * view.scale,
          }}
        />
      )}
    </>
  )
}

const arrows: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** What a key makes of a box: another box, null for none any more, undefined where the key is not ours. */
function keyed(
  { key, shiftKey }: KeyboardEvent,
  box: Box,
  step: number,
  picture: Size,
): Box | null | undefined {
  if (key === 'Delete' || key === 'Backspace') return null
  const arrow = arrows[key]
  if (!arrow) return undefined
  const by = { x: arrow[0] * Math.max(1, step), y: arrow[1] * Math.max(1, step) }
  return shiftKey ? resizedBox(box, by, picture) : movedBox(box, by, picture)
}

function useSize(stage: RefObject<HTMLElement>, onSize: (size: Size) => void): Size {
  const [size, setSize] = useState<Size>({ width: 1, height: 1 })
  const told = useRef(onSize)
  told.current = onSize
  useLayoutEffect(() => {
    const element = stage.current
    if (!element) return
    const measure = () => {
      const measured = { width: element.clientWidth, height: element.clientHeight }
      setSize(measured)
      told.current(measured)
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [stage])
  return size
}

/** The wheel over the stage zooms there; React would listen too late to keep the page from scrolling. */
function useWheel(
  stage: RefObject<HTMLElement>,
  zoom: (factor: number, at: { x: number; y: number }) => void,
) {
  const latest = useRef(zoom)
  latest.current = zoom
  useEffect(() => {
    const element = stage.current
    if (!element) return
    const turn = (event: WheelEvent) => {
      event.preventDefault()
      const { left, top } = element.getBoundingClientRect()
      const at = { x: event.clientX - left, y: event.clientY - top }
      latest.current(event.deltaY < 0 ? WHEEL_FACTOR : 1 / WHEEL_FACTOR, at)
    }
    element.addEventListener('wheel', turn, { passive: false })
    return () => element.removeEventListener('wheel', turn)
  }, [stage])
}
