import { Form } from '@remix-run/react'
import { otherRoomKinds } from '#app/shapes/other-room.ts'
import { otherRoomKindName, otherRoomsPage as words } from '#app/text/ko/other-rooms.ts'
import type { OtherRoom, TiedRoom } from '#server/domain/other-room.ts'
import { Button } from '../button.tsx'
import { Choice, ChoiceGroup } from '../choice.tsx'
import { DateInput } from '../date-input.tsx'
import { Field } from '../field.tsx'
import type { FormAnswer } from '../form-answer.ts'
import { Stack } from '../page-shell.tsx'
import { Select, TextInput } from '../text-input.tsx'

interface RoomFormProps {
  id: string
  /** What is there now; null for a new one. */
  room: OtherRoom | null
  tied: readonly TiedRoom[]
  answer: FormAnswer
}

/** Lists another room, or changes what is said of one. */
export function OtherRoomForm({ id, room, tied, answer }: RoomFormProps) {
  const { value, error } = answer
  return (
    <Form method="post" noValidate>
      <input type="hidden" name="id" value={value('id', id)} />
      <Stack gap="large">
        <ChoiceGroup of="kind" label={words.kind} error={error('kind')}>
          {otherRoomKinds.map((each) => (
            <Choice
              key={each}
              type="radio"
              name="kind"
              value={each}
              {...otherRoomKindName[each]}
              defaultChecked={answer.chosen('kind', each, each === (room?.kind ?? 'kakao'))}
            />
          ))}
        </ChoiceGroup>
        <Field of="name" label={words.name} hint={words.nameHint} error={error('name')}>
          <TextInput name="name" autoComplete="off" defaultValue={value('name', room?.name)} />
        </Field>
        <Field of="url" label={words.url} hint={words.urlHint} optional error={error('url')}>
          <TextInput name="url" inputMode="url" autoComplete="off" defaultValue={value('url', room?.url)} />
        </Field>
        <Field of="headcount" label={words.count} hint={words.countHint} optional error={error('headcount')}>
          <TextInput
            name="headcount"
            inputMode="numeric"
            autoComplete="off"
            defaultValue={value('headcount', room?.headcount ? String(room.headcount) : '')}
          />
        </Field>
        <Field
          of="countedOn"
          label={words.countedOn}
          hint={words.countedOnHint}
          optional
          error={error('countedOn')}
        >
          <DateInput name="countedOn" defaultValue={value('countedOn', room?.countedOn ?? '')} />
        </Field>
        {tied.length > 0 && (
          <Field of="kakaoRoomId" label={words.kakaoRoom} optional error={error('kakaoRoomId')}>
            <Select
              name="kakaoRoomId"
              empty={words.noKakaoRoom}
              options={tied.map(({ id: of, name }) => ({ value: of, label: name }))}
              defaultValue={value('kakaoRoomId', room?.kakaoRoomId ?? '')}
            />
          </Field>
        )}
        <Choice
          type="checkbox"
          name="isPublic"
          label={words.everybody}
          note={words.everybodyNote}
          defaultChecked={answer.chosen('isPublic', 'on', room?.isPublic ?? false)}
        />
        <Button type="submit" name="intent" value="save" kind="primary" wide>
          {words.save}
        </Button>
      </Stack>
    </Form>
  )
}
