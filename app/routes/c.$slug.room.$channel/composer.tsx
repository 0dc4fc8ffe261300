import { Form } from '@remix-run/react'
import { type FormEvent, useRef } from 'react'
import { IconButton } from '#app/parts/button.tsx'
import { Link } from '#app/parts/link.tsx'
import type { HostAnswer } from '#app/shapes/host-answer.ts'
import type { Mention } from '#app/shapes/live.ts'
import type { PersonalKind } from '#app/shapes/personal-data.ts'
import { grouped } from '#app/text/format.ts'
import { composer as words } from '#app/text/ko/chat.ts'
import { trayWords } from '#app/text/ko/composer.ts'
import styles from './composer.module.css'
import { PictureButtons, PictureField } from './composer-tools.tsx'
import { coveredNote } from './composer-words.ts'
import { PersonalChoice } from './personal-choice.tsx'
import { RecruitingNote } from './recruiting-note.tsx'
import { type ComposerTask, useComposer, type Writing } from './use-composer.ts'
import { useComposerKeys } from './use-composer-keys.ts'
import { useLoaded } from './use-loaded.ts'
import { usePictureDrop } from './use-picture-drop.ts'
import { useSuggestions } from './use-suggestions.ts'

const loadStrip = () => import('./picture-strip.tsx')

type Props = ComposerTask & {
  slug: string
  kind: string
  channelName: string
  /** Who wrote last, the latest first. */
  recent(): readonly Mention[]
  /** Offers a ready answer, to be posted or not. */
  showAnswer(answer: HostAnswer): void
  /** The id of the message a form without scripts sends; made by the server for each page. */
  formId: string
  /** Shown below the field while there is nothing more pressing: who is typing. */
  hint: string | null
  /** Words that gather clients or money go out at once. */
  mayRecruit: boolean
  cancel(): void
}

/** Where messages are written. Mount anew (`key`) when a message is to be edited, and afterwards. */
export function Composer(props: Props) {
  const { slug, kind, channelName, writing, formId, hint, tray, pictures, cancel } = props
  const area = useRef<HTMLTextAreaElement>(null)
  const editing = writing.kind === 'edit'
  const { initial, problem, note, exposed, recruits, changed, send, add, pick } = useComposer(area, props)
  const { recent, showAnswer } = props
  const offering = { slug, kind, recent, onlyPeople: editing, pick, show: showAnswer, changed }
  const list = useSuggestions(area, offering)
  const go = (insist: PersonalKind[] = []) => {
    list.close()
    void send(insist)
  }
  const keys = useComposerKeys(area, go, list)
  const drop = usePictureDrop(add, !editing)

  return (
    <Form
      id="composer"
      method="post"
      encType="multipart/form-data"
      className={styles.composer}
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        keys.finishSyllable()
        go()
      }}
    >
      {list.isOpen && list.List && (
        <list.List
          options={list.options}
          active={list.active}
          choose={(option) => {
            keys.finishSyllable()
            list.choose(option)
          }}
        />
      )}
      <HiddenFields writing={writing} formId={formId} />
      <Above writing={writing} cancel={cancel} />
      <Pictures slug={slug} tray={editing ? null : tray} pictures={pictures} />
      {recruits && !props.mayRecruit && <RecruitingNote />}
      <PersonalChoice
        exposed={exposed}
        editing={editing}
        send={(insist) => {
          keys.finishSyllable()
          go(insist)
        }}
      />
      <div className={styles.line}>
        {!editing && <PictureButtons add={add} />}
        <label className={styles.field}>
          <span className="spoken">{words.label}</span>
          <textarea
            ref={area}
            name="body"
            rows={1}
            defaultValue={initial.words}
            placeholder={words.placeholder(channelName)}
            enterKeyHint="enter"
            aria-invalid={problem ? true : undefined}
            aria-describedby="composer-note"
            className={styles.area}
            onInput={() => {
              changed()
              list.look()
            }}
            onSelect={list.look}
            onBlur={list.close}
            onPaste={drop.onPaste}
            {...keys.handlers}
            {...list.aria}
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
      {!editing && <PictureField />}
      <p id="composer-note" className={styles.note} role={problem ? 'alert' : undefined}>
        {problem ? <span className={styles.problem}>{problem}</span> : (note ?? coveredNote(exposed) ?? hint)}
      </p>
      {drop.over && <p className={styles.drop}>{trayWords.drop}</p>}
    </Form>
  )
}

function Pictures({ slug, tray, pictures }: Pick<Props, 'slug' | 'tray' | 'pictures'>) {
  const Strip = useLoaded(loadStrip, pictures.length > 0)
  if (!tray || pictures.length === 0) return null
  if (!Strip) return <p className="meta">{trayWords.list(grouped(pictures.length))}</p>
  return <Strip slug={slug} tray={tray} pictures={pictures} />
}

function HiddenFields({ writing, formId }: { writing: Writing; formId: string }) {
  if (writing.kind === 'edit') {
    return (
      <>
        <input type="hidden" name="intent" value="edit" />
        <input type="hidden" name="messageId" value={writing.message.id} />
      </>
    )
  }
  return (
    <>
      <input type="hidden" name="intent" value="post" />
      <input type="hidden" name="clientId" value={formId} />
      <input type="hidden" name="replyTo" value={writing.replyTo?.id ?? ''} />
    </>
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
