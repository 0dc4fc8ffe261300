import { type ComponentPropsWithoutRef, forwardRef, type MouseEvent, type ReactNode } from 'react'
import { shell } from '../text/ko/shell.ts'
import styles from './button.module.css'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'
import { Link } from './link.tsx'

interface Appearance {
  /** primary: the one thing to do here. quiet: everything else. danger: takes something away. bare: text only. */
  kind?: 'primary' | 'quiet' | 'danger' | 'bare'
  /** As wide as its container. */
  wide?: boolean
  icon?: IconName
  children: ReactNode
}

type ButtonProps = Appearance & ComponentPropsWithoutRef<'button'> & { busy?: boolean }

/** A button that says what happens. While `busy` it keeps its size and focus and ignores presses. */
export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  { kind = 'quiet', wide, icon, busy = false, children, className, onClick, type = 'button', ...rest },
  ref,
) {
  const press = (event: MouseEvent<HTMLButtonElement>) => (busy ? event.preventDefault() : onClick?.(event))
  return (
    <button
      {...rest}
      ref={ref}
      type={type}
      onClick={press}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      className={classNames(styles.button, styles[kind], wide && styles.wide, busy && styles.busy, className)}
    >
      <Inside icon={icon}>{children}</Inside>
      {busy && (
        <span className={styles.turning}>
          <span className="spoken">{shell.busy}</span>
        </span>
      )}
    </button>
  )
})

type LinkButtonProps = Appearance & Omit<ComponentPropsWithoutRef<typeof Link>, 'children'>

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function LinkButton({ kind = 'quiet', wide, icon, children, className, ...rest }: LinkButtonProps) {
  return (
    <Link {...rest} className={classNames(styles.button, styles[kind], wide && styles.wide, className)}>
      <Inside icon={icon}>{children}</Inside>
    </Link>
  )
}

interface IconButtonProps extends Omit<ComponentPropsWithoutRef<'button'>, 'children'> {
  icon: IconName
  /** What it does, spoken. */
  label: string
}

/** A square button with an icon only. */
export const IconButton = forwardRef<HTMLButtonElement, IconButtonProps>(function IconButton(
  { icon, label, className, type = 'button', ...rest },
  ref,
) {
  return (
    <button
      {...rest}
      ref={ref}
      type={type}
      aria-label={label}
      className={classNames(styles.square, className)}
    >
      <Icon name={icon} />
    </button>
  )
})

interface IconLinkProps extends Omit<ComponentPropsWithoutRef<typeof Link>, 'children'> {
  icon: IconName
  /** Where it goes, spoken. */
  label: string
}

/** A square link with an icon only. */
export function IconLink({ icon, label, className, ...rest }: IconLinkProps) {
  return (
    <Link {...rest} aria-label={label} className={classNames(styles.square, className)}>
      <Icon name={icon} />
    </Link>
  )
}

function Inside({ icon, children }: { icon: IconName | undefined; children: ReactNode }) {
  return (
    <span className={styles.inside}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </span>
  )
}
