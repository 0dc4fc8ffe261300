import type { EventCard } from '../../shapes/card.ts'
import { eventForm as words } from '../../text/ko/schedule.ts'
import { Field } from '../field.tsx'
import type { FormAnswer } from '../form-answer.ts'
import { MomentFields } from '../moment-fields.tsx'
import { TextArea } from '../text-area.tsx'
import { TextInput } from '../text-input.tsx'

/** The fields of an entry by name, for the list of what to put right. */
export const eventLabels = {
  title: words.name,
  startsOn: words.startsOn,
  startsAt: words.startsAt,
  endsOn: words.endsOn,
  endsAt: words.endsAt,
  place: words.place,
  link: words.link,
  note: words.note,
}

/** What an entry says: what, when, where, and what goes with it. */
export function EventFields({ answer, now }: { answer: FormAnswer; now?: EventCard | undefined }) {
  return (
    <>
      <Field of="title" label={words.name} hint={words.nameHint} error={answer.error('title')}>
        <TextInput name="title" autoComplete="off" defaultValue={answer.value('title', now?.title)} />
      </Field>
      <MomentFields
        answer={answer}
        names={{ date: 'startsOn', time: 'startsAt' }}
        labels={{ date: words.startsOn, time: words.startsAt, timeHint: words.startsAtHint }}
        now={now && { date: now.startsOn, time: now.startsAt }}
        dateNeeded
      />
      <MomentFields
        answer={answer}
        names={{ date: 'endsOn', time: 'endsAt' }}
        labels={{ date: words.endsOn, time: words.endsAt }}
        now={now && { date: now.endsOn, time: now.endsAt }}
      />
      <Field of="place" label={words.place} optional error={answer.error('place')}>
        <TextInput name="place" autoComplete="off" defaultValue={answer.value('place', now?.place)} />
      </Field>
      <Field of="link" label={words.link} hint={words.linkHint} optional error={answer.error('link')}>
        <TextInput
          name="link"
          inputMode="url"
          autoComplete="off"
          defaultValue={answer.value('link', now?.link)}
        />
      </Field>
      <Field of="note" label={words.note} hint={words.noteHint} optional error={answer.error('note')}>
        <TextArea name="note" defaultValue={answer.value('note', now?.note)} />
      </Field>
    </>
  )
}
