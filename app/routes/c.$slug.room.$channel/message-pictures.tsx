import { type MouseEvent, useEffect, useRef, useState } from 'react'
import { classNames } from '#app/parts/class-names.ts'
import { Icon } from '#app/parts/icon.tsx'
import type { MessageFile } from '#app/shapes/live.ts'
import { pictures } from '#app/text/ko/bubble.ts'
import styles from './message-pictures.module.css'
import { type Box, boxAlone, pairedOf } from './picture-boxes.ts'
import { loadViewer } from './picture-view.tsx'
import { useTalk } from './use-talk.ts'

type Props = {
  files: readonly MessageFile[]
  /** Who showed them; null: the reader. */
  who: string | null
}

/** The pictures of a message, small. Each leads to its larger copy: over the page, or without scripts as a page. */
export function MessagePictures({ files, who }: Props) {
  const count = files.length
  const pairedFrom = count - pairedOf(count)
  return (
    <ul className={count === 1 ? styles.alone : styles.grid}>
      {files.map((file, at) => (
        <li key={file.id} className={classNames(styles.place, at >= pairedFrom && styles.paired)}>
          <Picture
            file={file}
            box={count === 1 ? boxAlone(file) : null}
            alt={who === null ? pictures.altMine(at + 1, count) : pictures.alt(who, at + 1, count)}
          />
        </li>
      ))}
    </ul>
  )
}

/** `box`: as large as that, in CSS px; null fills its place. */
function Picture({ file, box, alt }: { file: MessageFile; box: Box | null; alt: string }) {
  const { place, look } = useTalk()
  const [tries, setTries] = useState(0)
  const [failed, setFailed] = useState(false)
  const img = useRef<HTMLImageElement>(null)
  const { width, height } = box ?? file
  const address = pictureAddress(place.slug, file.id)
  // It may have failed before scripts ran and could hear of it.
  useEffect(() => {
    if (img.current?.complete && img.current.naturalWidth === 0) setFailed(true)
  }, [])
  if (failed) {
    return (
      <span className={styles.failed}>
        {/* Keeps the room the picture would take. */}
        <svg
          className={styles.shape}
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          aria-hidden
        />
        <button
          type="button"
          className={styles.again}
          onClick={() => {
            setFailed(false)
            setTries(tries + 1)
          }}
        >
          <Icon name="danger" />
          <span>{pictures.failed}</span>
          <strong>{pictures.again}</strong>
        </button>
      </span>
    )
  }
  return (
    <a
      href={address.shown}
      className={styles.link}
      onPointerDown={loadViewer}
      onClick={(event: MouseEvent) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return
        event.preventDefault()
        look(file.id)
      }}
    >
      <img
        ref={img}
        src={tries === 0 ? address.thumb : `${address.thumb}?${tries}`}
        width={width}
        height={height}
        alt={alt}
        loading="lazy"
        decoding="async"
        draggable={false}
        onError={() => setFailed(true)}
      />
    </a>
  )
}

/** Where the copies of a picture are. */
export function pictureAddress(slug: string, fileId: string): { thumb: string; shown: string } {
  return { thumb: `/c/${slug}/files/${fileId}/thumb`, shown: `/c/${slug}/files/${fileId}/shown` }
}
