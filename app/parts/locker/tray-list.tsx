import type { LockerTray, TrayFile } from '#app/live/locker-tray.ts'
import { addPage as words } from '../../text/ko/evidence.ts'
import { sentenceOf } from '../../text/ko/refusals.ts'
import { Button } from '../button.tsx'
import { fileSize } from '../file-size.ts'
import styles from './locker.module.css'

/** Files on their way, each with how far it is and what can be done with it, and all of them together. */
export function TrayList({ tray, files }: { tray: LockerTray; files: readonly TrayFile[] }) {
  const done = files.filter(({ state }) => state === 'done').length
  const all = files.reduce((sum, { bytes }) => sum + bytes, 0)
  const sent = files.reduce((sum, one) => sum + Math.min(one.bytes, one.sent), 0)
  return (
    <section aria-labelledby="chosen">
      <h2 id="chosen">{words.list}</h2>
      <p aria-live="polite">{words.total(done, files.length)}</p>
      <progress className={styles.bar} aria-label={words.totalShare} max={Math.max(1, all)} value={sent} />
      <p className="meta">{words.stays}</p>
      <ul className={styles.items}>
        {files.map((file) => (
          <TrayRow key={file.key} tray={tray} file={file} />
        ))}
      </ul>
    </section>
  )
}

function TrayRow({ tray, file }: { tray: LockerTray; file: TrayFile }) {
  const { key, name, bytes, state, sent, code } = file
  const isMoving = state === 'waiting' || state === 'counting' || state === 'sending'
  return (
    <li className={styles.item} data-state={state}>
      <span className={styles.name}>{name}</span>
      <span className="meta">
        {fileSize(bytes)} · {state === 'failed' && code ? sentenceOf(code) : words.states[state]}
      </span>
      {state === 'sending' && (
        <progress aria-label={words.share(name)} max={Math.max(1, bytes)} value={Math.min(bytes, sent)} />
      )}
      {state !== 'done' && (
        <span className={styles.acts}>
          {isMoving && <Button onClick={() => tray.pause(key)}>{words.pause}</Button>}
          {state === 'paused' && <Button onClick={() => tray.resume(key)}>{words.resume}</Button>}
          {state === 'failed' && <Button onClick={() => tray.resume(key)}>{words.again}</Button>}
          <Button kind="bare" onClick={() => tray.remove(key)}>
            {words.remove}
          </Button>
        </span>
      )}
    </li>
  )
}
