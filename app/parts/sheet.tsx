import { type MouseEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { shell } from '../text/ko/shell.ts'
import { IconButton } from './button.tsx'
import { classNames } from './class-names.ts'
import { Icon } from './icon.tsx'
import { Link } from './link.tsx'
import styles from './sheet.module.css'

interface SheetProps {
  open: boolean
  onClose?: (() => void) | undefined
  /** Where closing leads for sheets that live at an address of their own; works without scripts. */
  closeTo?: string
  title: ReactNode
  /** On desktop: in the middle, or along the right edge. On phones it always rises from below. */
  place?: 'centre' | 'side'
  /** The buttons at the bottom, always in reach. */
  footer?: ReactNode
  children: ReactNode
}

/**
 * A native dialog. Focus stays inside, Escape and a tap beside it close it, focus returns to where it was.
 * Rendered open by the server it reads as a plain section until scripts arrive.
 */
export function Sheet({ open, onClose, closeTo, title, place = 'centre', footer, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [openAtFirst] = useState(open)
  const id = useId()

  useEffect(() => {
    const element = dialog.current
    if (!element) return
    if (!open) return element.close()
    element.removeAttribute('open')
    element.showModal()
    return () => element.close()
  }, [open])

  const beside = (event: MouseEvent) => event.target === dialog.current && onClose?.()

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard closes it with Escape, which the dialog handles
    <dialog
      ref={dialog}
      open={openAtFirst}
      aria-labelledby={id}
      className={classNames(styles.sheet, styles[place])}
      onClick={beside}
      onCancel={(event) => {
        event.preventDefault()
        onClose?.()
      }}
    >
      <div className={styles.inside}>
        <header className={styles.head}>
          <h2 id={id}>{title}</h2>
          {closeTo && (
            <Link to={closeTo} aria-label={shell.close} className={styles.closeLink}>
              <Icon name="close" />
            </Link>
          )}
          {!closeTo && onClose && (
            <IconButton icon="close" label={shell.close} onClick={onClose} className="needs-script" />
          )}
        </header>
        <div className={styles.body}>{children}</div>
        {footer && <footer className={styles.footer}>{footer}</footer>}
      </div>
    </dialog>
  )
}
