import { Form, useNavigation } from '@remix-run/react'
import type { EvidenceDetail } from '#server/domain/evidence.ts'
import { seoulDate } from '../../shapes/civil-date.ts'
import { evidenceKinds, evidenceRights } from '../../shapes/evidence.ts'
import { day } from '../../text/format.ts'
import { galleryPage, kindWords, rightsWords, detailPage as words } from '../../text/ko/evidence.ts'
import { Button } from '../button.tsx'
import { Card } from '../card.tsx'
import { Choice, ChoiceGroup } from '../choice.tsx'
import { DateInput } from '../date-input.tsx'
import { Field } from '../field.tsx'
import { useFormAnswer } from '../form-answer.ts'
import { Stack } from '../page-shell.tsx'
import { RefusedNotice } from '../refused-notice.tsx'
import { TextArea } from '../text-area.tsx'
import { Select, TextInput } from '../text-input.tsx'

const labels = {
  title: words.title,
  kind: words.kind,
  madeBy: words.madeBy,
  madeOn: words.madeOn,
  sourceUrl: words.sourceUrl,
  rights: words.rights,
  shows: words.shows,
  claims: words.claims,
}
const kinds = evidenceKinds.map((kind) => ({ value: kind, label: kindWords[kind] }))

interface WordsFormProps {
  of: EvidenceDetail
  /** The owner's standing claims. */
  claims: readonly { claimId: string; receiptNo: number }[]
}

/** What a piece of evidence is, said once. The day a photo was taken is offered, and taken only when it is sent. */
export function WordsForm({ of, claims }: WordsFormProps) {
  const answer = useFormAnswer(labels)
  const busy = useNavigation().formMethod === 'POST'
  const taken = of.files.find(({ takenAt }) => takenAt)?.takenAt
  const takenOn = taken ? seoulDate(taken) : ''
  const isBound = (claimId: string) => of.claims.some(({ id }) => id === claimId)
  return (
    <Card title={words.describe}>
      <Form method="post" noValidate>
        <input type="hidden" name="intent" value="describe" />
        <Stack gap="large">
          <RefusedNotice answer={answer} />
          <Field of="title" label={words.title} hint={words.titleHint} error={answer.error('title')}>
            <TextInput name="title" required defaultValue={answer.value('title', of.title)} />
          </Field>
          <Field of="kind" label={words.kind} error={answer.error('kind')}>
            <Select name="kind" options={kinds} defaultValue={answer.value('kind', of.kind)} />
          </Field>
          <Field of="shows" label={words.shows} hint={words.showsHint} optional error={answer.error('shows')}>
            <TextArea name="shows" rows={2} defaultValue={answer.value('shows', of.shows)} />
          </Field>
          <Field
            of="madeBy"
            label={words.madeBy}
            hint={words.madeByHint}
            optional
            error={answer.error('madeBy')}
          >
            <TextInput name="madeBy" defaultValue={answer.value('madeBy', of.madeBy)} />
          </Field>
          <Field
            of="madeOn"
            label={words.madeOn}
            {...(takenOn ? { hint: words.takenOffer(day(takenOn)) } : {})}
            optional
            error={answer.error('madeOn')}
          >
            <DateInput name="madeOn" defaultValue={answer.value('madeOn', of.madeOn ?? takenOn)} />
          </Field>
          <Field
            of="sourceUrl"
            label={words.sourceUrl}
            hint={words.sourceHint}
            optional
            error={answer.error('sourceUrl')}
          >
            <TextInput
              name="sourceUrl"
              inputMode="url"
              autoComplete="off"
              defaultValue={answer.value('sourceUrl', of.sourceUrl)}
            />
          </Field>
          <ChoiceGroup of="rights" label={words.rights} optional columns error={answer.error('rights')}>
            {evidenceRights.map((each) => (
              <Choice
                key={each}
                type="radio"
                name="rights"
                value={each}
                label={rightsWords[each]}
                defaultChecked={answer.chosen('rights', each, of.rights === each)}
              />
            ))}
          </ChoiceGroup>
          {claims.length > 0 && (
            <ChoiceGroup of="claims" label={words.claims} optional columns error={answer.error('claims')}>
              {claims.map(({ claimId, receiptNo }) => (
                <Choice
                  key={claimId}
                  type="checkbox"
                  name="claims"
                  value={claimId}
                  label={galleryPage.claimNo(receiptNo)}
                  defaultChecked={answer.chosen('claims', claimId, isBound(claimId))}
                />
              ))}
            </ChoiceGroup>
          )}
          <Button type="submit" kind="primary" wide busy={busy}>
            {words.saveWords}
          </Button>
        </Stack>
      </Form>
    </Card>
  )
}
