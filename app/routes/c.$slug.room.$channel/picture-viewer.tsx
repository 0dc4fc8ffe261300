import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react'
import { IconButton } from '#app/parts/button.tsx'
import { Icon } from '#app/parts/icon.tsx'
import type { MessageView } from '#app/shapes/live.ts'
import { moment } from '#app/text/format.ts'
import { pictures, pictureViewer } from '#app/text/ko/bubble.ts'
import type { ActionPlace } from './message-actions.ts'
import { pictureAddress } from './message-pictures.tsx'
import styles from './picture-viewer.module.css'

type Props = {
  message: MessageView
  /** The id of the picture to begin with. */
  first: string
  place: ActionPlace
  close(): void
}

/** The pictures of a message over the whole page, side by side: swiped, stepped with arrows, enlarged by the browser. */
export function PictureViewer({ message, first, place, close }: Props) {
  const { files, author, at: time } = message
  const dialog = useRef<HTMLDialogElement>(null)
  const strip = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      files.findIndex(({ id }) => id === first),
    ),
  )
  const opened = useRef(at)
  const mine = author.id === place.me.id
  const show = (index: number) => {
    strip.current?.children[index]?.scrollIntoView({ inline: 'start', block: 'nearest', behavior: 'instant' })
  }
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    strip.current?.children[opened.current]?.scrollIntoView({ inline: 'start', behavior: 'instant' })
    return () => element?.close()
  }, [])
  const keys = (event: KeyboardEvent) => {
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    show(Math.min(Math.max(at + step, 0), files.length - 1))
  }
  const beside = ({ target }: MouseEvent) =>
    target instanceof Element && !target.closest('img, a, button') && close()
  const file = files[at]
  return (
    <dialog
      ref={dialog}
      className={styles.viewer}
      aria-label={mine ? pictureViewer.titleMine : pictureViewer.title(author.nickname)}
      onKeyDown={keys}
      onClick={beside}
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
    >
      <div
        ref={strip}
        className={styles.strip}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        onScroll={({ currentTarget: { scrollLeft, clientWidth } }) =>
          setAt(Math.min(files.length - 1, Math.round(scrollLeft / Math.max(1, clientWidth))))
        }
      >
        {files.map((each, index) => (
          <figure key={each.id} className={styles.picture}>
            <img
              src={pictureAddress(place.slug, each.id).shown}
              width={each.width}
              height={each.height}
              alt={
                mine
                  ? pictures.altMine(index + 1, files.length)
                  : pictures.alt(author.nickname, index + 1, files.length)
              }
              loading={Math.abs(index - at) <= 1 ? 'eager' : 'lazy'}
              decoding="async"
            />
          </figure>
        ))}
      </div>
      <header className={styles.head}>
        <IconButton icon="close" label={pictureViewer.close} onClick={close} className={styles.way} />
        <p className={styles.facts}>
          <strong>{author.nickname}</strong> <time dateTime={time}>{moment(time)}</time>
        </p>
        {files.length > 1 && <p aria-live="polite">{pictureViewer.place(at + 1, files.length)}</p>}
        {file && (
          <a
            href={pictureAddress(place.slug, file.id).shown}
            download={`${file.id}.webp`}
            aria-label={pictureViewer.save}
            className={styles.save}
          >
            <Icon name="download" />
          </a>
        )}
      </header>
      {at > 0 && (
        <div className={styles.previous}>
          <IconButton
            icon="back"
            label={pictureViewer.previous}
            onClick={() => show(at - 1)}
            className={styles.way}
          />
        </div>
      )}
      {at < files.length - 1 && (
        <div className={styles.next}>
          <IconButton
            icon="right"
            label={pictureViewer.next}
            onClick={() => show(at + 1)}
            className={styles.way}
          />
        </div>
      )}
    </dialog>
  )
}

const steps: Record<string, number | undefined> = { ArrowLeft: -1, ArrowRight: 1, Home: -100, End: 100 }
