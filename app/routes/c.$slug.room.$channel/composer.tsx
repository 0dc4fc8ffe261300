import { Form } from '@remix-run/react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { IconButton } from '#app/parts/button.tsx'
import { Link } from '#app/parts/link.tsx'
import type { MessageView } from '#app/shapes/live.ts'
import { composer as words } from '#app/text/ko/chat.ts'
import { sentenceOf } from '#app/text/ko/refusals.ts'
import styles from './composer.module.css'
import { coveredNote, lengthNote, readWords } from './composer-words.ts'
import { useComposerKeys } from './use-composer-keys.ts'

/** The code of an edit that found no way to the server. */
export const EDIT_FAILED = 'message.not_reached'

/** What the composer is for right now. */
export type Writing =
  | { kind: 'post'; replyTo: MessageView['replyTo'] }
  | { kind: 'edit'; message: MessageView }

type Props = {
  channelName: string
  writing: Writing
  /** Words to begin with: a draft, the message being edited, or what a refused form sent. */
  initial: string
  /** The refusal of a form sent without scripts. */
  refusal: string | null
  /** The id of the message a form without scripts sends; made by the server for each page. */
  formId: string
  /** Shown below the field while there is nothing more pressing: who is typing. */
  hint: string | null
  /** Answers the refusal's code, or null when the words are on their way. */
  submit(body: string): Promise<string | null>
  cancel(): void
  onType(words: string): void
}

/** Where messages are written. Mount anew (`key`) when what it writes changes. */
export function Composer(props: Props) {
  const { channelName, writing, initial, refusal, formId, hint, submit, cancel, onType } = props
  const area = useRef<HTMLTextAreaElement>(null)
  const [problem, setProblem] = useState(refusal)
  const [note, setNote] = useState<string | null>(null)
  const editing = writing.kind === 'edit'

  const changed = () => {
    const text = area.current?.value ?? ''
    fitHeight(area.current)
    setProblem(null)
    setNote(lengthNote(text) ?? coveredNote(text))
    onType(text)
  }
  const send = async () => {
    const element = area.current
    if (!element) return
    const read = readWords(element.value)
    if (!read.ok) {
      if (read.code !== 'message.empty') setProblem(read.code)
      return element.focus()
    }
    // The field is emptied before anything is awaited: a second Enter finds nothing to send.
    const kept = element.value
    element.value = ''
    changed()
    element.focus()
    const code = await submit(read.value)
    if (code === null || element.value !== '') return
    element.value = kept
    changed()
    setProblem(code)
  }
  const keys = useComposerKeys(area, send)
  useStart(area, initial, writing)
  // After the first drawing: a long draft is known to the browser only.
  useEffect(
    () => setNote(lengthNote(area.current?.value ?? '') ?? coveredNote(area.current?.value ?? '')),
    [],
  )

  return (
    <Form
      id="composer"
      method="post"
      className={styles.composer}
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        keys.finishSyllable()
        void send()
      }}
    >
      <input type="hidden" name="intent" value={editing ? 'edit' : 'post'} />
      {editing ? (
        <input type="hidden" name="messageId" value={writing.message.id} />
      ) : (
        <>
          <input type="hidden" name="clientId" value={formId} />
          <input type="hidden" name="replyTo" value={writing.replyTo?.id ?? ''} />
        </>
      )}
      <Above writing={writing} cancel={cancel} />
      <div className={styles.line}>
        <label className={styles.field}>
          <span className="spoken">{words.label}</span>
          <textarea
            ref={area}
            name="body"
            rows={1}
            defaultValue={initial}
            placeholder={words.placeholder(channelName)}
            enterKeyHint="enter"
            aria-invalid={problem ? true : undefined}
            aria-describedby="composer-note"
            className={styles.area}
            onInput={changed}
            {...keys.handlers}
          />
        </label>
        <IconButton
          type="submit"
          icon={editing ? 'check' : 'send'}
          label={editing ? words.save : words.send}
          className={styles.send}
          // Keeps the focus, and with it the phone's keyboard, in the field.
          onPointerDown={(event) => event.preventDefault()}
        />
      </div>
      <p id="composer-note" className={styles.note} role={problem ? 'alert' : undefined}>
        {problem ? (
          <span className={styles.problem}>
            {problem === EDIT_FAILED ? words.editFailed : sentenceOf(problem)}
          </span>
        ) : (
          (note ?? hint)
        )}
      </p>
    </Form>
  )
}

function Above({ writing, cancel }: Pick<Props, 'writing' | 'cancel'>) {
  if (writing.kind === 'post' && !writing.replyTo) return null
  const [title, quoted] =
    writing.kind === 'edit'
      ? [words.editing, writing.message.body]
      : [words.replying(writing.replyTo?.nickname ?? ''), writing.replyTo?.body]
  return (
    <div className={styles.above}>
      <p className={styles.quoted}>
        <strong>{title}</strong>
        <span>{quoted}</span>
      </p>
      <Link
        to="?"
        className={styles.cancel}
        onClick={(event) => {
          event.preventDefault()
          cancel()
        }}
      >
        {words.cancel}
      </Link>
    </div>
  )
}

/** Puts draft and caret in place. On phones an answer or an edit opens the keyboard; entering a room does not. */
function useStart(area: React.RefObject<HTMLTextAreaElement>, initial: string, writing: Writing): void {
  const first = useRef({ initial, focus: writing.kind === 'edit' || writing.replyTo !== null })
  useEffect(() => {
    const element = area.current
    if (!element) return
    // Words typed before the scripts arrived stay.
    if (element.value === '') element.value = first.current.initial
    fitHeight(element)
    if (!first.current.focus) return
    element.focus()
    element.setSelectionRange(element.value.length, element.value.length)
  }, [area])
}

/** Grows with the words, up to the height the stylesheet allows. */
function fitHeight(area: HTMLTextAreaElement | null): void {
  if (!area) return
  area.style.height = 'auto'
  area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`
}
