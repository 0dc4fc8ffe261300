import { createContext, type ReactNode, useContext, useState } from 'react'
import { shell } from '../text/ko/shell.ts'
import styles from './field.module.css'
import { Icon } from './icon.tsx'
import { useActionData } from './link.tsx'

/** The part of a conform field that a label and an error need; `fields.name` of `useForm` fits. */
export interface FieldSource {
  id: string
  errorId: string
  errors?: string[] | undefined
}

interface FieldProps {
  /** A conform field, or for plain forms an id. */
  of: FieldSource | string
  label: ReactNode
  /** Why we ask and who will see it. */
  hint?: ReactNode
  /** For plain forms; conform fields bring their own. */
  error?: string | undefined
  optional?: boolean
  children: ReactNode
}

interface Tie {
  id: string
  describedBy: string | undefined
  invalid: boolean
}

const TieContext = createContext<Tie | null>(null)

/** A label, its control, the reason for asking and the error, tied together for every reader. */
export function Field({ of, label, hint, error, optional, children }: FieldProps) {
  const tie = useFieldIds(of, error, Boolean(hint))
  return (
    <div className={styles.field} onInput={tie.mend}>
      <label htmlFor={tie.id} className={styles.label}>
        {label}
        {optional && <span className={styles.optional}> {shell.optional}</span>}
      </label>
      {hint && (
        <p id={tie.hintId} className={styles.hint}>
          {hint}
        </p>
      )}
      <TieContext.Provider value={tie}>{children}</TieContext.Provider>
      <FieldError id={tie.errorId} messages={tie.messages} />
    </div>
  )
}

/** The ids and messages of a field, shared by Field and ChoiceGroup. Once touched, it is no longer called wrong. */
export function useFieldIds(of: FieldSource | string, error: string | undefined, hinted: boolean) {
  const id = typeof of === 'string' ? of : of.id
  const errorId = typeof of === 'string' ? `${of}-error` : of.errorId
  const hintId = `${id}-hint`
  const answer = useActionData()
  const [mendedSince, setMendedSince] = useState<unknown>()
  const mended = answer !== undefined && mendedSince === answer
  const given = (typeof of === 'string' ? undefined : of.errors) ?? (error ? [error] : [])
  const messages = mended ? [] : given
  const invalid = messages.length > 0
  const describedBy = [hinted && hintId, invalid && errorId].filter(Boolean).join(' ') || undefined
  return { id, errorId, hintId, messages, invalid, describedBy, mend: () => setMendedSince(answer) }
}

/** What to put right, with its icon; nothing when there is no message. */
export function FieldError({ id, messages }: { id: string; messages: string[] }) {
  if (messages.length === 0) return null
  return (
    <p id={id} className={styles.error}>
      <Icon name="danger" size="small" />
      <span>{messages.join(' ')}</span>
    </p>
  )
}

/** Ties a control to the Field around it: the Field's hint and error win over what the control was given. */
export function useTie<Given extends { id?: string | undefined }>(given: Given) {
  const tie = useContext(TieContext)
  if (!tie) return given
  return {
    ...given,
    id: given.id ?? tie.id,
    'aria-describedby': tie.describedBy,
    'aria-invalid': tie.invalid || undefined,
  }
}
