import { Form, useNavigation } from '@remix-run/react'
import type { ChannelKind } from '../shapes/case.ts'
import { talkFormats } from '../shapes/export.ts'
import { channelNames } from '../text/ko/chat.ts'
import { copiesText } from '../text/ko/talk-export.ts'
import { Button } from './button.tsx'
import { Card } from './card.tsx'
import { ChoiceList } from './choice-list.tsx'
import { DateInput } from './date-input.tsx'
import { Field } from './field.tsx'
import { useFormAnswer } from './form-answer.ts'
import { Notice } from './notice.tsx'
import { Stack } from './page-shell.tsx'
import { RefusedNotice } from './refused-notice.tsx'

const words = copiesText.talk
const labels = { channel: words.channel, format: words.format, fromOn: words.from, toOn: words.to }

/** Asks for the conversation of a channel: as what file, from when to when. `id` is the form's own. */
export function TalkCopyForm({ id, channels }: { id: string; channels: readonly ChannelKind[] }) {
  const answer = useFormAnswer(labels)
  const busy = useBusy('talk')
  return (
    <Card title={words.title}>
      <Form method="post" noValidate>
        <input type="hidden" name="intent" value="talk" />
        <input type="hidden" name="id" value={id} />
        <Stack gap="large">
          <p>{words.lead}</p>
          <RefusedNotice answer={answer} />
          <ChoiceList
            name="channel"
            values={channels}
            card={(kind) => ({ label: channelNames[kind] })}
            first={channels[0]}
            answer={answer}
            label={words.channel}
            columns
          />
          <ChoiceList
            name="format"
            values={talkFormats}
            card={(format) => words.formats[format]}
            first="pdf"
            answer={answer}
            label={words.format}
          />
          <Field of="fromOn" label={words.from} hint={words.days} error={answer.error('fromOn')}>
            <DateInput name="fromOn" defaultValue={answer.value('fromOn')} />
          </Field>
          <Field of="toOn" label={words.to} error={answer.error('toOn')}>
            <DateInput name="toOn" defaultValue={answer.value('toOn')} />
          </Field>
          <Button type="submit" kind="primary" icon="download" wide busy={busy}>
            {words.send}
          </Button>
        </Stack>
      </Form>
    </Card>
  )
}

/** Asks for everything of one's own. */
export function OwnCopyForm({ id }: { id: string }) {
  const { own } = copiesText
  const busy = useBusy('own')
  return (
    <Card title={own.title}>
      <Form method="post">
        <input type="hidden" name="intent" value="own" />
        <input type="hidden" name="id" value={id} />
        <Stack>
          <p>{own.lead}</p>
          <Notice kind="info">{own.careful}</Notice>
          <Button type="submit" icon="download" wide busy={busy}>
            {own.send}
          </Button>
        </Stack>
      </Form>
    </Card>
  )
}

function useBusy(intent: string): boolean {
  return useNavigation().formData?.get('intent') === intent
}
