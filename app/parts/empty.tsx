import type { ReactNode } from 'react'
import styles from './empty.module.css'
import { Icon, type IconName } from './icon.tsx'

interface EmptyProps {
  icon?: IconName
  /** One sentence: what will be here. */
  children: ReactNode
  /** One action. */
  action?: ReactNode
}

/** What stands where nothing is yet. */
export function Empty({ icon, children, action }: EmptyProps) {
  return (
    <div className={styles.empty}>
      {icon && <Icon name={icon} size="large" />}
      <p>{children}</p>
      {action}
    </div>
  )
}
