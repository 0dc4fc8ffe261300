import { seoulDate, seoulTime } from '#app/shapes/civil-date.ts'
import { type FactKind, factKinds, type WarningSign, warningSigns } from '#app/shapes/fact.ts'
import { fullMoment } from '#app/text/format.ts'
import { factKindWords, signWords, sourceWords, factForm as words } from '#app/text/ko/timeline.ts'
import type { FactChoices } from '#server/domain/fact/links.ts'
import { Choice, ChoiceGroup } from '../choice.tsx'
import { Field } from '../field.tsx'
import { Folded } from '../folded.tsx'
import type { FormAnswer } from '../form-answer.ts'
import { MomentFields } from '../moment-fields.tsx'
import { TextArea } from '../text-area.tsx'
import { Select, TextInput } from '../text-input.tsx'

/** Names of the fields, which are their ids, by what they are called. */
export const factLabels = {
  kind: words.kind,
  sign: words.sign,
  body: words.body,
  happenedOn: words.on,
  happenedTime: words.time,
  speakerId: words.speakerId,
  speaker: words.speaker,
  speakerRole: words.speakerRole,
  dueOn: words.dueOn,
  dueTime: words.dueTime,
  url: sourceWords.url,
  captureIds: sourceWords.captures,
  evidenceIds: sourceWords.evidence,
  why: words.why,
}

/** What stands in the form before anything was typed. */
export type FactDefaults = {
  kind: FactKind
  sign: WarningSign | null
  body: string
  happenedAt: string
  dayOnly: boolean
  asOf: boolean
  speaker: { name: string; role: string; respondentId: string | null } | null
  dueAt: string | null
  dueDayOnly: boolean
}

interface FactFieldsProps {
  answer: FormAnswer
  from: FactDefaults | null
  /** ISO: what stands as its moment when there is nothing else. */
  now: string
  respondents: FactChoices['respondents']
}

/** What happened, when, who said it, and until when it was promised. */
export function FactFields({ answer, from, now, respondents }: FactFieldsProps) {
  const at = from?.happenedAt ?? now
  return (
    <>
      <Field of="kind" label={words.kind} error={answer.error('kind')}>
        <Select
          name="kind"
          options={factKinds.map((kind) => ({
            value: kind,
            label: [factKindWords[kind].label, factKindWords[kind].note].filter(Boolean).join(' — '),
          }))}
          defaultValue={answer.value('kind', from?.kind ?? 'statement')}
        />
      </Field>
      <Field of="body" label={words.body} hint={words.bodyHint} error={answer.error('body')}>
        <TextArea name="body" rows={3} required defaultValue={answer.value('body', from?.body ?? '')} />
      </Field>
      <MomentFields
        answer={answer}
        names={{ date: 'happenedOn', time: 'happenedTime' }}
        labels={{ date: words.on, time: words.time, timeHint: words.timeHint }}
        now={{ date: seoulDate(at), time: from && !from.dayOnly ? seoulTime(at) : '' }}
        dateNeeded
      />
      <Choice
        type="checkbox"
        name="asOf"
        label={words.asOf}
        note={words.asOfNote}
        defaultChecked={answer.chosen('asOf', 'on', from?.asOf ?? false)}
      />
      <Speaker answer={answer} from={from} respondents={respondents} />
      <Folded label={words.promise} open={from?.kind === 'promise' || answer.refusal !== null}>
        <MomentFields
          answer={answer}
          names={{ date: 'dueOn', time: 'dueTime' }}
          labels={{ date: words.dueOn, dateHint: words.dueHint, time: words.dueTime }}
          now={{
            date: from?.dueAt ? seoulDate(from.dueAt) : null,
            time: from?.dueAt && !from.dueDayOnly ? seoulTime(from.dueAt) : null,
          }}
        />
      </Folded>
      <Folded label={words.signed} open={from?.kind === 'sign' || answer.refusal !== null}>
        <Field of="sign" label={words.sign} optional error={answer.error('sign')}>
          <Select
            name="sign"
            empty={words.noSign}
            options={warningSigns.map((sign) => ({ value: sign, label: signWords[sign] }))}
            defaultValue={answer.value('sign', from?.sign ?? '')}
          />
        </Field>
      </Folded>
    </>
  )
}

function Speaker({ answer, from, respondents }: Omit<FactFieldsProps, 'now'>) {
  const speaker = from?.speaker
  return (
    <>
      {respondents.length > 0 && (
        <Field of="speakerId" label={words.speakerId} optional error={answer.error('speakerId')}>
          <Select
            name="speakerId"
            empty={words.noSpeaker}
            options={respondents.map(({ id, name }) => ({ value: id, label: name }))}
            defaultValue={answer.value('speakerId', speaker?.respondentId ?? '')}
          />
        </Field>
      )}
      <Field
        of="speaker"
        label={words.speaker}
        hint={words.speakerHint}
        optional
        error={answer.error('speaker')}
      >
        <TextInput
          name="speaker"
          autoComplete="off"
          defaultValue={answer.value('speaker', speaker?.name ?? '')}
        />
      </Field>
      <Field
        of="speakerRole"
        label={words.speakerRole}
        hint={words.speakerRoleHint}
        optional
        error={answer.error('speakerRole')}
      >
        <TextInput
          name="speakerRole"
          autoComplete="off"
          defaultValue={answer.value('speakerRole', speaker?.role ?? '')}
        />
      </Field>
    </>
  )
}

interface LinkFieldsProps {
  answer: FormAnswer
  captures: FactChoices['captures']
  evidence: FactChoices['evidence']
}

/** What it rests on: an address, and pages and evidence of one's own. */
export function LinkFields({ answer, captures, evidence }: LinkFieldsProps) {
  return (
    <>
      <p className="meta">{sourceWords.addLead}</p>
      <Field of="url" label={sourceWords.url} hint={sourceWords.urlHint} optional error={answer.error('url')}>
        <TextInput name="url" inputMode="url" autoComplete="off" defaultValue={answer.value('url')} />
      </Field>
      {captures.length > 0 && (
        <ChoiceGroup of="captureIds" label={sourceWords.captures} optional error={answer.error('captureIds')}>
          {captures.map(({ id, url, seenAt }) => (
            <Choice
              key={id}
              type="checkbox"
              name="captureIds"
              value={id}
              label={fullMoment(seenAt)}
              note={url}
              defaultChecked={answer.chosen('captureIds', id)}
            />
          ))}
        </ChoiceGroup>
      )}
      {evidence.length > 0 && (
        <ChoiceGroup
          of="evidenceIds"
          label={sourceWords.evidence}
          optional
          error={answer.error('evidenceIds')}
        >
          {evidence.map(({ id, title }) => (
            <Choice
              key={id}
              type="checkbox"
              name="evidenceIds"
              value={id}
              label={title}
              defaultChecked={answer.chosen('evidenceIds', id)}
            />
          ))}
        </ChoiceGroup>
      )}
    </>
  )
}
