import { type ReactNode, useId } from 'react'
import styles from './card.module.css'

interface CardProps {
  title?: ReactNode
  /** The heading level of the title, one below the heading it stands under. */
  level?: 2 | 3 | 4
  /** A link or button at the end of the title line. */
  action?: ReactNode
  children: ReactNode
}

/** A sheet of paper on the ground. With a title it is a named section. */
export function Card({ title, level = 2, action, children }: CardProps) {
  const id = useId()
  if (!title) return <div className={styles.card}>{children}</div>
  const Heading = `h${level}` as const
  return (
    <section className={styles.card} aria-labelledby={id}>
      <div className={styles.head}>
        <Heading id={id} className={styles.title}>
          {title}
        </Heading>
        {action}
      </div>
      {children}
    </section>
  )
}
