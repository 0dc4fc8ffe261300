import { useNavigate } from '@remix-run/react'
import { useEffect, useReducer, useState } from 'react'
import { deviceStore } from '#app/live/device-store.ts'
import { type Box, COVERS_MAX, COVERS_UNITS_MAX, type Cover, readCovers } from '../../shapes/masking.ts'
import { maskPage as words } from '../../text/ko/masking.ts'
import { sentenceOf } from '../../text/ko/refusals.ts'
import { Button } from '../button.tsx'
import { Choice } from '../choice.tsx'
import { Notice } from '../notice.tsx'
import { ActionBar, Stack } from '../page-shell.tsx'
import type { Size } from './covers.ts'
import { wordsOf } from './find-places.ts'
import { FindingPanel } from './finding-panel.tsx'
import { type History, historyOf, type Step, stepped } from './history.ts'
import { MaskBar } from './mask-bar.tsx'
import { MaskStage } from './mask-stage.tsx'
import styles from './masking.module.css'
import { saveMask } from './save-mask.ts'
import { Undecided } from './undecided.tsx'
import { useFinding } from './use-finding.ts'
import type { Tool } from './use-gestures.ts'
import { fitted, onPicture, type View, zoomed } from './view.ts'

interface MaskEditorProps {
  slug: string
  memberId: string
  fileId: string
  evidenceId: string
  picture: Size
  /** What the newest masked copy covers. */
  covers: readonly Cover[]
  inRoom: boolean
}

/** A box that is added without drawing it, in parts of what is seen. */
const ADDED = { width: 0.4, height: 0.12 }

/** Covers a picture and sends the copy. What is covered stays on this device until it is sent. */
export function MaskEditor({ slug, memberId, fileId, evidenceId, picture, covers, inRoom }: MaskEditorProps) {
  const at = `/c/${slug}/evidence/files/${fileId}`
  const image = useImage(`${at}/shown`)
  const draft = useDraft(`moa.masking.${memberId}.${fileId}`, covers)
  const { history, step } = draft
  const [tool, setTool] = useState<Tool>('box')
  const [selected, setSelected] = useState<number | null>(null)
  const [size, setSize] = useState<Size>({ width: 1, height: 1 })
  const [view, setView] = useState<View | null>(null)
  const [toRoom, setToRoom] = useState(inRoom)
  const [asking, setAsking] = useState(false)
  const { save, busy, problem } = useSaving(`/c/${slug}/evidence/${evidenceId}?masked`, draft.forget)
  const { finding, find, settle } = useFinding(image === 'failed' ? null : image, picture)
  if (image === null || image === 'failed') {
    return <p className={styles.waiting}>{image === null ? words.loading : words.noPicture}</p>
  }
  const now = history.now
  const isFull = now.length >= COVERS_MAX || JSON.stringify(now).length > COVERS_UNITS_MAX
  const place = view ?? fitted(picture, size)
  const middle = { x: size.width / 2, y: size.height / 2 }
  const suggestions = finding.state === 'found' ? finding.suggestions : []
  const send = (sure: boolean) => {
    setAsking(false)
    const words = finding.state === 'found' ? wordsOf(finding.lines, now) : ''
    const undecided = suggestions.length
    void save({ to: `${at}/mask/upload`, image, picture, covers: now, toRoom, undecided, sure, words })
  }
  const act = (next: Step) => {
    setSelected(null)
    step(next)
  }
  const add = () => {
    step({ do: [...now, boxInSight(place, size, picture)] })
    setSelected(now.length)
    setTool('box')
  }
  return (
    <Stack gap="large">
      <Stack>
        <MaskBar
          tool={tool}
          onTool={setTool}
          history={history}
          onStep={act}
          onZoom={(factor) => setView(zoomed(place, factor, middle, picture, size))}
          onAdd={isFull ? null : add}
          onRemove={selected === null ? null : () => act({ do: now.filter((_, each) => each !== selected) })}
        />
        <MaskStage
          image={image}
          picture={picture}
          covers={now}
          full={isFull}
          suggestions={suggestions}
          tool={tool}
          selected={selected}
          view={view}
          setView={setView}
          onSize={(measured) => {
            setSize(measured)
            setView(null)
          }}
          select={setSelected}
          commit={(next) => step({ do: next })}
        />
        <p className="meta">{words.hint}</p>
        <FindingPanel
          finding={finding}
          onFind={find}
          onCover={(found) => {
            act({ do: [...now, ...found.map(({ box }) => box)].slice(0, COVERS_MAX) })
            settle(found)
          }}
          onLeave={(one) => settle([one])}
        />
        <p aria-live="polite">{words.count(now.length)}</p>
        {isFull && <Notice kind="warn">{words.full}</Notice>}
      </Stack>
      <Choice
        type="checkbox"
        name="room"
        label={words.toRoom}
        note={words.toRoomNote}
        checked={toRoom}
        onChange={(event) => setToRoom(event.currentTarget.checked)}
      />
      {problem && (
        <Notice kind="danger" live>
          {problem}
        </Notice>
      )}
      <ActionBar>
        <Button
          kind="primary"
          wide
          icon="check"
          busy={busy}
          onClick={() => (toRoom && suggestions.length > 0 ? setAsking(true) : send(false))}
        >
          {now.length === 0 ? words.saveBare : words.save}
        </Button>
      </ActionBar>
      <Undecided
        open={asking}
        count={suggestions.length}
        onYes={() => send(true)}
        onNo={() => setAsking(false)}
      />
    </Stack>
  )
}

/** A box in the middle of what is seen, for those who do not draw. */
function boxInSight(view: View, stage: Size, picture: Size): Box {
  const middle = onPicture(view, { x: stage.width / 2, y: stage.height / 2 })
  const width = Math.round(Math.min(picture.width, (stage.width / view.scale) * ADDED.width))
  const height = Math.round(Math.min(picture.height, (stage.height / view.scale) * ADDED.height))
  const x = Math.round(Math.min(Math.max(0, middle.x - width / 2), picture.width - width))
  const y = Math.round(Math.min(Math.max(0, middle.y - height / 2), picture.height - height))
  return { kind: 'box', x, y, width, height }
}

/** The picture, null while it comes. */
function useImage(src: string): HTMLImageElement | null | 'failed' {
  const [image, setImage] = useState<HTMLImageElement | null | 'failed'>(null)
  useEffect(() => {
    const coming = new Image()
    coming.src = src
    coming.decode().then(
      () => setImage(coming),
      () => setImage('failed'),
    )
  }, [src])
  return image
}

/** What is covered, with the way back; kept on this device until it is sent. */
function useDraft(key: string, before: readonly Cover[]) {
  const [history, setHistory] = useReducer(
    (old: History, step: Step | History) => (isHistory(step) ? step : stepped(old, step)),
    before,
    historyOf,
  )
  useEffect(() => {
    const kept = readCovers(deviceStore().get(key) ?? '')
    if (kept) setHistory({ ...historyOf(kept), past: [before] })
  }, [key, before])
  const step = (next: Step) => {
    setHistory(next)
    deviceStore().set(key, JSON.stringify(stepped(history, next).now))
  }
  return { history, step, forget: () => deviceStore().remove(key) }
}

function isHistory(step: Step | History): step is History {
  return typeof step === 'object' && 'past' in step
}

function useSaving(after: string, forget: () => void) {
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const save = async (wish: Parameters<typeof saveMask>[0]) => {
    setBusy(true)
    setProblem(null)
    const answer = await saveMask(wish)
    setBusy(false)
    if (answer === null) return setProblem(words.notSent)
    if (answer === 'drawn') return setProblem(words.notDrawn)
    if (!answer.ok) return setProblem(sentenceOf(answer.code))
    forget()
    navigate(after)
  }
  return { save, busy, problem }
}
