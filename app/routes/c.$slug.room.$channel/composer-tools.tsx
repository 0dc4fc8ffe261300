import { type ChangeEvent, useRef } from 'react'
import { IconButton } from '#app/parts/button.tsx'
import { MESSAGE_FILES_MAX } from '#app/shapes/live.ts'
import { PICTURE_BYTES_MAX, PICTURE_FIELD, PICTURE_TYPES } from '#app/shapes/picture.ts'
import { trayWords as words } from '#app/text/ko/composer.ts'
import styles from './composer.module.css'

const MEGABYTE = 1024 * 1024
const limits = words.file(MESSAGE_FILES_MAX, PICTURE_BYTES_MAX / MEGABYTE)

/** Chooses pictures; on phones also takes one, while nothing is written and there is room for the button. */
export function PictureButtons({ add }: { add(files: readonly File[]): void }) {
  const chooser = useRef<HTMLInputElement>(null)
  const camera = useRef<HTMLInputElement>(null)
  const take = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    add(Array.from(currentTarget.files ?? []))
    // The same picture may be chosen again after it was removed.
    currentTarget.value = ''
  }
  return (
    <div className={`${styles.tools} needs-script`}>
      <input ref={chooser} type="file" hidden multiple accept={PICTURE_TYPES} onChange={take} />
      <input ref={camera} type="file" hidden accept="image/*" capture="environment" onChange={take} />
      <IconButton
        icon="picture"
        label={words.choose}
        title={limits}
        onClick={() => chooser.current?.click()}
      />
      <IconButton
        icon="camera"
        label={words.camera}
        className={styles.camera}
        onClick={() => camera.current?.click()}
      />
    </div>
  )
}

/** The same without scripts: they go with the form. */
export function PictureField() {
  return (
    <noscript>
      <label className={styles.plainFile}>
        <span>{limits}</span>
        <input type="file" name={PICTURE_FIELD} multiple accept={PICTURE_TYPES} />
      </label>
    </noscript>
  )
}
