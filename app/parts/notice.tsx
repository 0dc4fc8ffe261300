import type { ReactNode } from 'react'
import { words } from '../text/ko/shell.ts'
import { Icon, type IconName } from './icon.tsx'
import styles from './notice.module.css'

/** info: good to know. warn: to be checked. danger: something may be lost. done: it worked. */
export type NoticeKind = 'info' | 'warn' | 'danger' | 'done'

const looks: Record<NoticeKind, { icon: IconName; word: string }> = {
  info: { icon: 'info', word: words.info },
  warn: { icon: 'waiting', word: words.waiting },
  danger: { icon: 'danger', word: words.danger },
  done: { icon: 'check', word: words.done },
}

interface NoticeProps {
  kind?: NoticeKind
  /** Replaces the word of the kind (안내, 확인 필요, 주의, 완료). */
  title?: ReactNode
  /** Read aloud when it appears. */
  live?: boolean
  children: ReactNode
}

/** A coloured box that always says its kind with an icon and a word. */
export function Notice({ kind = 'info', title, live, children }: NoticeProps) {
  const { icon, word } = looks[kind]
  return (
    <div className={`${styles.notice} ${styles[kind]}`} role={live ? 'status' : undefined}>
      <Icon name={icon} />
      <div className={styles.words}>
        <strong>{title ?? word}</strong>
        <div>{children}</div>
      </div>
    </div>
  )
}
