import type { ReactNode } from 'react'
import { daysBetween } from '#app/shapes/civil-date.ts'
import { dDay, dDayWords } from '#app/text/format.ts'
import styles from './chip.module.css'
import { Icon, type IconName } from './icon.tsx'

/** Days before a date from which its chip asks for attention. */
const SOON_DAYS = 7

export type ChipTone = 'plain' | 'trust' | 'done' | 'waiting' | 'danger'

interface ChipProps {
  tone?: ChipTone
  icon?: IconName
  children: ReactNode
}

/** A small word with a state: 확인됨, 보완 필요, 접수. */
export function Chip({ tone = 'plain', icon, children }: ChipProps) {
  return (
    <span className={`${styles.chip} ${styles[tone]}`}>
      {icon && <Icon name={icon} size="small" />}
      <span>{children}</span>
    </span>
  )
}

interface DDayProps {
  /** `YYYY-MM-DD` in Korea. */
  date: string
  /** Today in Korea, the same on server and browser: take it from the loader. */
  today: string
  /** What happens on that day: 영업 종료. */
  what?: string
}

/** `영업 종료 D-14`, read aloud as `영업 종료 14일 남음`; later `영업 종료 813일 지남`. Attention-coloured in the last week. */
export function DDay({ date, today, what }: DDayProps) {
  const left = daysBetween(today, date)
  const tone = left >= 0 && left <= SOON_DAYS ? 'waiting' : 'plain'
  return (
    <span className={`${styles.chip} ${styles[tone]}`}>
      {what && <span>{what}</span>}
      {left < 0 ? (
        <strong>{dDayWords(date, today)}</strong>
      ) : (
        <>
          <strong aria-hidden>{dDay(date, today)}</strong>
          <span className="spoken">{dDayWords(date, today)}</span>
        </>
      )}
    </span>
  )
}
