import { useSearchParams } from '@remix-run/react'
import { welcomeNote } from '../text/ko/join.ts'
import { LinkButton } from './button.tsx'
import { Notice } from './notice.tsx'
import styles from './welcome-note.module.css'

/** For a guest who has just come in (`?welcome`): the way back from another phone, once, without stopping anybody. */
export function WelcomeNote({ slug }: { slug: string }) {
  const [search] = useSearchParams()
  if (!search.has('welcome')) return null
  return (
    <div className={styles.note}>
      <Notice kind="done" title={welcomeNote.title}>
        <p>{welcomeNote.why}</p>
        <p className={styles.ways}>
          <LinkButton to={`/c/${slug}/more/recovery`}>{welcomeNote.make}</LinkButton>
          <LinkButton to="?" kind="bare" replace>
            {welcomeNote.later}
          </LinkButton>
        </p>
      </Notice>
    </div>
  )
}
