import { type MouseEvent, useEffect, useRef, useState } from 'react'
import type { PictureTray, TrayPicture } from '#app/live/picture-tray.ts'
import { classNames } from '#app/parts/class-names.ts'
import { Icon } from '#app/parts/icon.tsx'
import { grouped } from '#app/text/format.ts'
import { trayWords as words } from '#app/text/ko/composer.ts'
import { sentenceOf } from '#app/text/ko/refusals.ts'
import styles from './picture-strip.module.css'

type Props = { slug: string; tray: PictureTray; pictures: readonly TrayPicture[] }

/** The pictures that go with the message, over its words: how far each is, and what can be done about it. */
export default function PictureStrip({ slug, tray, pictures }: Props) {
  const refused = pictures.find(({ code }) => code !== null)?.code
  const strip = useRef<HTMLUListElement>(null)
  const count = pictures.length
  useEffect(() => {
    // What was added last stands in view.
    if (count > 0 && strip.current) strip.current.scrollLeft = strip.current.scrollWidth
  }, [count])
  const remove = (picture: TrayPicture, event: MouseEvent) => {
    const buttons = [...(strip.current?.querySelectorAll<HTMLElement>('[data-remove]') ?? [])]
    const at = pictures.indexOf(picture)
    // Pressed by a key: the focus goes on to the next one, or back to the words.
    const next =
      buttons[at + 1] ?? buttons[at - 1] ?? document.querySelector<HTMLElement>('#composer textarea')
    if (event.detail === 0) next?.focus()
    tray.remove(picture.key)
  }
  return (
    <>
      <ul ref={strip} className={styles.strip} aria-label={words.list(grouped(count))}>
        {pictures.map((picture, at) => (
          <Picture
            key={picture.key}
            slug={slug}
            tray={tray}
            picture={picture}
            number={at + 1}
            remove={(event) => remove(picture, event)}
          />
        ))}
      </ul>
      {refused && <p className={styles.refused}>{sentenceOf(refused)}</p>}
    </>
  )
}

type PictureProps = Omit<Props, 'pictures'> & {
  picture: TrayPicture
  number: number
  remove(event: MouseEvent): void
}

function Picture({ slug, tray, picture, number, remove }: PictureProps) {
  const { key, state, stored } = picture
  const local = useLocalSource(picture.file)
  const source = stored ? `/c/${slug}/files/${stored.id}/thumb` : local
  return (
    <li className={classNames(styles.item, state !== 'ready' && styles.unsent)}>
      {source && (
        <img
          src={source}
          alt={words.one(number)}
          className={styles.picture}
          // Uploaded days ago and given up by the server since.
          onError={() => stored && tray.remove(key)}
        />
      )}
      <Progress picture={picture} number={number} />
      {state === 'failed' && (
        <button
          type="button"
          className={styles.retry}
          aria-label={words.retry(number)}
          onClick={() => tray.retry(key)}
        >
          {words.failed}
        </button>
      )}
      <button
        type="button"
        data-remove
        className={styles.remove}
        aria-label={words.remove(number)}
        onClick={remove}
      >
        <span className={styles.cross}>
          <Icon name="close" size="small" />
        </span>
      </button>
    </li>
  )
}

function Progress({ picture: { state, share }, number }: { picture: TrayPicture; number: number }) {
  if (state === 'waiting') return <p className={styles.state}>{words.waiting}</p>
  if (state !== 'sending') return null
  return (
    <p className={styles.state}>
      <progress aria-label={words.progress(number)} max={1} value={share} />
    </p>
  )
}

/** An address for a file of this device. A kind the browser cannot draw (HEIC) stays blank until it is uploaded. */
function useLocalSource(file: File | null): string | null {
  const [source, setSource] = useState<string | null>(null)
  useEffect(() => {
    if (!file) return
    const made = URL.createObjectURL(file)
    setSource(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  return source
}
