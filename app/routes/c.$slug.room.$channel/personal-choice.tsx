import { Button } from '#app/parts/button.tsx'
import type { PersonalKind } from '#app/shapes/personal-data.ts'
import { openly as words } from '#app/text/ko/composer.ts'
import styles from './composer.module.css'
import type { Exposed } from './composer-words.ts'

type Props = { exposed: Exposed; editing: boolean; send(insist: PersonalKind[]): void }

/** What of the words would tell strangers who the writer is, and the two ways to send them. Sending as ever covers it. */
export function PersonalChoice({ exposed: { open, always }, editing, send }: Props) {
  if (open.length === 0) return null
  const kinds = [...new Set(open.map(({ kind }) => kind))]
  return (
    <section role="status" className={styles.exposed}>
      <p>
        {words.covered(open)} {words.choose}
        {always.length > 0 && ` ${words.always(always)}`}
      </p>
      {/* A press leaves the focus, and with it the phone's keyboard, in the field. */}
      <div className={styles.ways} onPointerDown={(event) => event.preventDefault()}>
        <Button kind="primary" onClick={() => send([])}>
          {editing ? words.coverEdit : words.cover}
        </Button>
        <Button onClick={() => send(kinds)}>{editing ? words.insistEdit : words.insist}</Button>
      </div>
    </section>
  )
}
