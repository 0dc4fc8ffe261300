import { type ChangeEvent, useState } from 'react'
import { hashFile } from '../../live/hash-file.ts'
import { ownHashText as words } from '../../text/ko/document.ts'
import { Field } from '../field.tsx'
import type { FormAnswer } from '../form-answer.ts'
import { Stack } from '../page-shell.tsx'
import { TextInput } from '../text-input.tsx'

interface OwnHashProps {
  /** Tells several forms on one page apart. */
  id: string
  answer: FormAnswer
  now?: string | null
}

/** The hash of one's own copy: of a file that never leaves the device, or typed in where there are no scripts. */
export function OwnHash({ id, answer, now }: OwnHashProps) {
  const [sha256, setSha256] = useState(answer.value('sha256', now ?? ''))
  const [said, setSaid] = useState('')
  const pick = async ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const file = currentTarget.files?.[0]
    if (!file) return
    setSaid(words.busy)
    const hash = await hashFile(file).catch(() => null)
    setSaid(hash ? words.done(file.name) : words.failed)
    if (hash) setSha256(hash)
  }
  return (
    <Stack>
      <Field of={id} label={words.label} hint={words.hint} optional error={answer.error('sha256')}>
        <TextInput
          name="sha256"
          autoComplete="off"
          spellCheck={false}
          value={sha256}
          onChange={(event) => setSha256(event.currentTarget.value)}
        />
      </Field>
      <div className="needs-script">
        <Field of={`${id}-file`} label={words.pick}>
          <TextInput type="file" onChange={pick} />
        </Field>
        <p role="status" className="meta">
          {said}
        </p>
      </div>
    </Stack>
  )
}
