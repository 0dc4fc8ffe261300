import { Form } from '@remix-run/react'
import { kakaoText } from '../../text/ko/kakao.ts'
import { sentenceOf } from '../../text/ko/refusals.ts'
import { searchPage } from '../../text/ko/search.ts'
import { Button } from '../button.tsx'
import { Card } from '../card.tsx'
import { DateInput } from '../date-input.tsx'
import { Field } from '../field.tsx'
import { Link } from '../link.tsx'
import { Notice } from '../notice.tsx'
import { Select, TextInput } from '../text-input.tsx'
import { fileTitle } from './import-card.tsx'
import styles from './kakao.module.css'

const words = kakaoText.talk

/** What a page of a talk was asked for by. */
export type TalkAsking = Record<'q' | 'from' | 'day' | 'until' | 'file', string>

interface TalkFilterProps {
  room: string
  asking: TalkAsking
  files: { id: string; fileName: string }[]
  /** The code of why what was asked for cannot be looked for. */
  problem: string | null
}

/** What to look for in a talk, and folded below it whose, when and in which file. A plain form whose answer has an address. */
export function TalkFilter({ room, asking, files, problem }: TalkFilterProps) {
  const { q, from, day, until, file } = asking
  const options = files.map((each) => ({ value: each.id, label: fileTitle(each) }))
  const narrowed = `${from}${day}${until}${file}` !== ''
  return (
    <Card>
      <Form method="get" role="search" key={JSON.stringify(asking)} className={styles.filter}>
        <input type="hidden" name="room" value={room} />
        <div className={styles.find}>
          <Field of="q" label={searchPage.words} hint={words.findHint}>
            <TextInput name="q" type="search" autoComplete="off" enterKeyHint="search" defaultValue={q} />
          </Field>
          <Button type="submit" icon="search">
            {searchPage.find}
          </Button>
        </div>
        {problem && <Notice kind="danger">{sentenceOf(problem)}</Notice>}
        <details open={narrowed} className={styles.narrow}>
          <summary>{words.narrow}</summary>
          <div className={styles.fields}>
            <Field of="from" label={words.byNumber}>
              <TextInput name="from" autoComplete="off" defaultValue={from} />
            </Field>
            <Field of="file" label={words.filter}>
              <Select name="file" defaultValue={file} empty={words.everyFile} options={options} />
            </Field>
            <Field of="day" label={searchPage.after}>
              <DateInput name="day" defaultValue={day} />
            </Field>
            <Field of="until" label={searchPage.before}>
              <DateInput name="until" defaultValue={until} />
            </Field>
          </div>
        </details>
        {(narrowed || q !== '') && (
          <p>
            <Link to={`?room=${room}`}>{searchPage.clear}</Link>
          </p>
        )}
      </Form>
    </Card>
  )
}
