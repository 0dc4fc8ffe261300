import { useRevalidator } from '@remix-run/react'
import { type FormEvent, useRef, useState } from 'react'
import { type Sending, sendFile } from '#app/live/send-file.ts'
import type { ChannelKind } from '../../shapes/case.ts'
import { KAKAO_FILE_BYTES, KAKAO_FILE_FIELD } from '../../shapes/kakao.ts'
import { kakaoText } from '../../text/ko/kakao.ts'
import { sentenceOf } from '../../text/ko/refusals.ts'
import { Button } from '../button.tsx'
import { Card } from '../card.tsx'
import { Choice } from '../choice.tsx'
import { ChoiceList } from '../choice-list.tsx'
import { Field } from '../field.tsx'
import { useFormAnswer } from '../form-answer.ts'
import { Notice } from '../notice.tsx'
import { Stack } from '../page-shell.tsx'
import { RefusedNotice } from '../refused-notice.tsx'
import { TextInput } from '../text-input.tsx'
import styles from './kakao.module.css'

const words = kakaoText.form
const labels = {
  [KAKAO_FILE_FIELD]: words.file,
  audience: words.audience,
  ownName: words.ownName,
  roomName: words.roomName,
}

interface UploadFormProps {
  /** The form's own id: sent twice, it is one file. */
  id: string
  slug: string
  audiences: readonly ChannelKind[]
  /** Names of rooms that are there already. */
  rooms: readonly string[]
}

/** Asks for a file and who may see it. With scripts it tells how much has gone; without, it is a plain form. */
export function KakaoUploadForm({ id, slug, audiences, rooms }: UploadFormProps) {
  const answer = useFormAnswer(labels)
  const { send, stop, state } = useSending(`/c/${slug}/kakao/upload`)
  const form = useRef<HTMLFormElement>(null)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (await send(event.currentTarget)) form.current?.reset()
  }
  return (
    <Card title={words.title}>
      <form ref={form} method="post" encType="multipart/form-data" onSubmit={submit}>
        <input type="hidden" name="id" value={id} />
        <Stack gap="large">
          <RefusedNotice answer={answer} />
          <ChoiceList
            name="audience"
            values={audiences}
            card={(kind) => kakaoText.audiences[kind]}
            first="all"
            answer={answer}
            label={words.audience}
            columns
          />
          <Field
            of="ownName"
            label={words.ownName}
            hint={words.ownNameHint}
            optional
            error={answer.error('ownName')}
          >
            <TextInput name="ownName" autoComplete="off" defaultValue={answer.value('ownName')} />
          </Field>
          <Field
            of="roomName"
            label={words.roomName}
            hint={words.roomNameHint}
            optional
            error={answer.error('roomName')}
          >
            <TextInput
              name="roomName"
              autoComplete="off"
              list="kakao-rooms"
              defaultValue={answer.value('roomName')}
            />
          </Field>
          <datalist id="kakao-rooms">
            {rooms.map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
          <Choice
            type="checkbox"
            name="isPair"
            value="on"
            label={words.isPair}
            note={words.isPairNote}
            defaultChecked={answer.chosen('isPair', 'on')}
          />
          {/* Last, so that the server knows all the rest before the file comes. */}
          <Field
            of={KAKAO_FILE_FIELD}
            label={words.file}
            hint={words.fileHint}
            error={answer.error(KAKAO_FILE_FIELD)}
          >
            <TextInput
              name={KAKAO_FILE_FIELD}
              type="file"
              accept=".txt,.csv,.zip"
              required
              className={styles.file}
            />
          </Field>
          <Sent state={state} stop={stop} />
          <Button type="submit" kind="primary" icon="up" wide busy={state.step === 'sending'}>
            {words.send}
          </Button>
        </Stack>
      </form>
    </Card>
  )
}

type State =
  | { step: 'before' }
  | { step: 'sending'; share: number }
  | { step: 'sent' }
  | { step: 'refused'; sentence: string }

function Sent({ state, stop }: { state: State; stop: () => void }) {
  if (state.step === 'before') return null
  if (state.step === 'refused') {
    return (
      <div role="alert">
        <Notice kind="danger">{state.sentence}</Notice>
      </div>
    )
  }
  if (state.step === 'sent') {
    return (
      <Notice kind="done" live>
        {words.sent}
      </Notice>
    )
  }
  const percent = Math.floor(state.share * 100)
  return (
    <div className={styles.progress}>
      <progress aria-label={words.progress} max={1} value={state.share} />
      <p className="meta">{percent < 100 ? words.sending(percent) : words.sent}</p>
      <Button onClick={stop}>{words.stop}</Button>
    </div>
  )
}

/** Sends the form by script. `send` resolves with true once the server has the file. */
function useSending(to: string) {
  const [state, setState] = useState<State>({ step: 'before' })
  const sending = useRef<Sending | null>(null)
  const { revalidate } = useRevalidator()
  const send = async (form: HTMLFormElement): Promise<boolean> => {
    const data = new FormData(form)
    const file = data.get(KAKAO_FILE_FIELD)
    if (file instanceof File && file.size > KAKAO_FILE_BYTES) {
      setState({ step: 'refused', sentence: words.tooLarge })
      return false
    }
    setState({ step: 'sending', share: 0 })
    sending.current = sendFile(to, data, (share) => setState({ step: 'sending', share }))
    const answer = await sending.current.done
    const isIn = answer?.ok === true
    const sentence = answer?.ok === false ? sentenceOf(answer.code) : words.failed
    setState(isIn ? { step: 'sent' } : { step: 'refused', sentence })
    // Also gives the form a new id of its own.
    if (isIn) revalidate()
    return isIn
  }
  const stop = () => {
    sending.current?.stop()
  }
  return { send, stop, state }
}
