import { useEffect, useState } from 'react'
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
  return (
    <>
      <ul className={styles.strip} aria-label={words.list(grouped(pictures.length))}>
        {pictures.map((picture, at) => (
          <Picture key={picture.key} slug={slug} tray={tray} picture={picture} number={at + 1} />
        ))}
      </ul>
      {refused && <p className="meta">{sentenceOf(refused)}</p>}
    </>
  )
}

type PictureProps = Omit<Props, 'pictures'> & { picture: TrayPicture; number: number }

function Picture({ slug, tray, picture, number }: PictureProps) {
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
        className={styles.remove}
        aria-label={words.remove(number)}
        onClick={() => tray.remove(key)}
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
