import { Form, useNavigation } from '@remix-run/react'
import { type FormEvent, useMemo, useRef, useState } from 'react'
import {
  type LetterField,
  LetterForm,
  letterCopies,
  letterTones,
  readableLetter,
} from '#app/shapes/letter.ts'
import { letterFieldName, letterToneName, letterPage as text } from '#app/text/ko/letters.ts'
import { blanksOf, type LetterDraft, letterPaper, letterText } from '#app/text/letter.ts'
import { Button } from '../button.tsx'
import { Card } from '../card.tsx'
import { Columns } from '../case-page.tsx'
import { Choice, ChoiceGroup } from '../choice.tsx'
import { Field } from '../field.tsx'
import { useFormAnswer } from '../form-answer.ts'
import { Notice } from '../notice.tsx'
import { Stack } from '../page-shell.tsx'
import { RefusedNotice } from '../refused-notice.tsx'
import { CopyButton } from '../share.tsx'
import { Select } from '../text-input.tsx'
import styles from './letter.module.css'
import { LetterFields } from './letter-fields.tsx'
import { PaperView } from './paper-view.tsx'

export interface DeskLetter {
  claimId: string
  slug: string
  id: string
  draft: LetterDraft
  fields: Record<'parties' | 'own' | 'last', readonly LetterField[]>
  defaults: Partial<Record<LetterField | 'copies', string>>
}

type Typed = Record<string, string>

const labels = Object.fromEntries(Object.entries(letterFieldName).map(([name, { label }]) => [name, label]))

/** One letter: what is filled in at the left, what it says at the right. `typed` came back from the server. */
export function LetterDesk({ letter, typed }: { letter: DeskLetter; typed: Typed | null }) {
  const answer = useFormAnswer(labels)
  const form = useRef<HTMLFormElement>(null)
  const first = (name: string) =>
    typed ? (typed[name] ?? '') : answer.value(name, letter.defaults[name as LetterField] ?? '')
  const names = [...letter.fields.parties, ...letter.fields.own, ...letter.fields.last]
  const start = {
    tone: first('tone') || 'polite',
    ...Object.fromEntries(names.map((name) => [name, first(name)])),
  }
  const [live, setLive] = useState<Typed | null>(null)
  const current = live ?? start
  const follow = () => setLive(typedIn(form.current))
  return (
    <Columns>
      <Form
        method="post"
        ref={form}
        noValidate
        preventScrollReset
        onInput={follow}
        onChange={follow}
        autoComplete="off"
      >
        <Stack gap="large">
          <RefusedNotice answer={answer} />
          <FillIn letter={letter} start={start} error={answer.error} />
        </Stack>
      </Form>
      <Stack gap="large">
        <Preview letter={letter} current={current} onRefused={() => form.current?.requestSubmit()} />
      </Stack>
    </Columns>
  )
}

function FillIn({
  letter: { fields },
  start,
  error,
}: {
  letter: DeskLetter
  start: Typed
  error: (name: string) => string | undefined
}) {
  const busy = useNavigation().formData?.get('intent')
  const value = (name: string) => start[name] ?? ''
  return (
    <Card title={text.fill}>
      <p className="meta">{text.fillHint}</p>
      <Stack gap="large">
        <ChoiceGroup of="tone" label={text.tone} columns>
          {letterTones.map((tone) => (
            <Choice
              key={tone}
              type="radio"
              name="tone"
              value={tone}
              label={letterToneName[tone]}
              defaultChecked={value('tone') === tone}
            />
          ))}
        </ChoiceGroup>
        <div>
          <Button type="submit" name="intent" value="identity" icon="eye" wide busy={busy === 'identity'}>
            {text.identity}
          </Button>
          <p className="meta">{text.identityHint}</p>
        </div>
        <LetterFields
          names={[...fields.parties, ...fields.own, ...fields.last]}
          value={value}
          error={error}
        />
        <Button type="submit" name="intent" value="show" wide busy={busy === 'show'}>
          {text.show}
        </Button>
      </Stack>
    </Card>
  )
}

function Preview({
  letter,
  current,
  onRefused,
}: {
  letter: DeskLetter
  current: Typed
  onRefused: () => void
}) {
  const paper = useMemo(() => letterPaper(letter.draft, readableLetter(current)), [letter, current])
  const blanks = blanksOf(paper)
  const check = (event: FormEvent) => {
    if (LetterForm.safeParse(current).success) return
    event.preventDefault()
    onRefused()
  }
  return (
    <>
      <Card title={text.preview}>
        <PaperView paper={paper} />
      </Card>
      {blanks.length > 0 ? (
        <Notice kind="warn">{text.blanks(blanks.join(', '))}</Notice>
      ) : (
        <Notice kind="done">{text.whole}</Notice>
      )}
      <form
        method="post"
        action={`/c/${letter.slug}/claims/${letter.claimId}/letters/${letter.id}/file`}
        onSubmit={check}
      >
        {Object.entries(current).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Stack>
          <Field of="copies" label={text.copies}>
            <Select name="copies" id="copies" defaultValue={letter.defaults.copies} options={copies} />
          </Field>
          <Button type="submit" kind="primary" icon="download" wide>
            {text.pdf}
          </Button>
          <p className="meta">{text.pdfHint}</p>
          <CopyButton text={letterText(paper)} wide>
            {text.copy}
          </CopyButton>
        </Stack>
      </form>
      <Card title={text.postTitle}>
        <ul className={styles.steps}>
          {text.post.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ul>
      </Card>
    </>
  )
}

const copies = letterCopies.map((value) => ({ value, label: text.copiesOf[value] }))

function typedIn(form: HTMLFormElement | null): Typed {
  const entries = form ? [...new FormData(form)] : []
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}
