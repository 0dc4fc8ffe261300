import { muteSpans, type Reason, reasons } from '../../shapes/order.ts'
import { reasonNames } from '../../text/ko/order.ts'
import { muteSpanNames, orderActs as words } from '../../text/ko/order-acts.ts'
import { Choice, ChoiceGroup } from '../choice.tsx'
import { Field } from '../field.tsx'
import type { FormAnswer } from '../form-answer.ts'
import { Stack } from '../page-shell.tsx'
import { TextArea } from '../text-area.tsx'

/** Acts that ask something first. */
export type AskingAct = 'report' | 'hide' | 'mute' | 'remove'

interface ActFieldsProps {
  act: AskingAct
  /** Begins the ids: several such forms may stand on one page. */
  of: string
  /** What was sent before and refused: it stands there again. */
  sent?: Pick<FormAnswer, 'value' | 'chosen'> | undefined
}

/** What will happen in a sentence, the reason, and what else the act asks for: inside a form of one's own. */
export function ActFields({ act, of, sent }: ActFieldsProps) {
  return (
    <Stack>
      <p>{words[act].what}</p>
      {act === 'mute' && (
        <ChoiceGroup of={`${of}-minutes`} label={words.mute.length} columns>
          {muteSpans.map((minutes) => (
            <Choice
              key={minutes}
              type="radio"
              name="minutes"
              value={minutes}
              label={muteSpanNames[minutes]}
              defaultChecked={sent?.chosen('minutes', String(minutes))}
              required
            />
          ))}
        </ChoiceGroup>
      )}
      <ChoiceGroup of={`${of}-why`} label={words.why} hint={act === 'report' ? undefined : words.whyPublic}>
        {reasons.map((why: Reason) => (
          <Choice
            key={why}
            type="radio"
            name="why"
            value={why}
            label={reasonNames[why]}
            defaultChecked={sent?.chosen('why', why)}
            required
          />
        ))}
      </ChoiceGroup>
      {act === 'report' && (
        <Field of={`${of}-words`} label={words.report.words} hint={words.report.wordsHint} optional>
          <TextArea name="words" rows={2} defaultValue={sent?.value('words')} />
        </Field>
      )}
      {act === 'remove' && (
        <Choice
          type="checkbox"
          name="back"
          value="on"
          label={words.remove.back}
          note={words.remove.backNote}
          defaultChecked={sent?.chosen('back', 'on')}
        />
      )}
    </Stack>
  )
}
