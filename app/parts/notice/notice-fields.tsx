import { type ChannelKind, channelKinds } from '#app/shapes/case.ts'
import { seoulDate, seoulTime } from '#app/shapes/civil-date.ts'
import { noticeForm as words } from '#app/text/ko/notices.ts'
import { Choice } from '../choice.tsx'
import { ChoiceList } from '../choice-list.tsx'
import { Field } from '../field.tsx'
import type { FormAnswer } from '../form-answer.ts'
import { MomentFields } from '../moment-fields.tsx'
import { TextArea } from '../text-area.tsx'
import { TextInput } from '../text-input.tsx'

/** The fields of a notice's words by name, for the list of what to put right. */
export const noticeLabels = {
  title: words.heading,
  body: words.body,
  publishOn: words.publishOn,
  publishAt: words.publishAt,
}

type Words = { title: string; body: string }

/** Title and text. */
export function NoticeWords({ answer, now }: { answer: FormAnswer; now?: Words | undefined }) {
  return (
    <>
      <Field of="title" label={words.heading} hint={words.headingHint} error={answer.error('title')}>
        <TextInput name="title" autoComplete="off" defaultValue={answer.value('title', now?.title)} />
      </Field>
      <Field of="body" label={words.body} hint={words.bodyHint} error={answer.error('body')}>
        <TextArea name="body" rows={6} defaultValue={answer.value('body', now?.body)} />
      </Field>
    </>
  )
}

/** Whom it is for, and whether it stands in the bar. */
export function NoticePlace({ answer, channel }: { answer: FormAnswer; channel: ChannelKind }) {
  return (
    <>
      <ChoiceList
        name="channel"
        values={channelKinds}
        card={(kind) => words.channels[kind]}
        first={channel}
        answer={answer}
        label={words.channel}
        columns
      />
      <Choice
        type="checkbox"
        name="pins"
        label={words.pins}
        note={words.pinsNote}
        defaultChecked={answer.chosen('pins', 'on', true)}
      />
    </>
  )
}

/** When it goes out; `now` is the instant it is planned for. */
export function NoticeTime({ answer, now }: { answer: FormAnswer; now?: string | undefined }) {
  return (
    <MomentFields
      answer={answer}
      now={now === undefined ? undefined : { date: seoulDate(now), time: seoulTime(now) }}
      names={{ date: 'publishOn', time: 'publishAt' }}
      labels={{ date: words.publishOn, time: words.publishAt, timeHint: words.publishAtHint }}
    />
  )
}
