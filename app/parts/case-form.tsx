import type { ReactNode } from 'react'
import { formatBusinessNumber } from '#app/shapes/business-number.ts'
import type { CaseFacts } from '#server/domain/case.ts'
import { sides, troubles } from '../shapes/case.ts'
import { openPage, sideNames, troubleNames, troubleNotes } from '../text/ko/case.ts'
import { Card } from './card.tsx'
import { Choice, ChoiceGroup } from './choice.tsx'
import { DateInput } from './date-input.tsx'
import { Field } from './field.tsx'
import type { FormAnswer } from './form-answer.ts'
import { Stack } from './page-shell.tsx'
import { TextArea } from './text-area.tsx'
import { TextInput } from './text-input.tsx'

/** Field names (which are their ids) and labels of a case's facts. */
export const caseLabels = {
  shopName: openPage.shopName,
  operatorName: openPage.operatorName,
  businessNumber: openPage.businessNumber,
  troubles: openPage.happened,
  noticeOn: openPage.noticeOn,
  closesOn: openPage.closesOn,
  settlesOn: openPage.settlesOn,
  noticeText: openPage.noticeText,
  noticeUrl: openPage.noticeUrl,
  admits: openPage.admits,
}

interface CaseFieldsProps {
  answer: FormAnswer
  /** What stands there now; nothing when opening. */
  facts?: CaseFacts
  /** Told what is typed as shop name. */
  onShopName?: (typed: string) => void
  /** Stands below the shop name: rooms that resemble it. */
  below?: ReactNode
  shopName?: string
}

/** The facts of a case in sections, for opening and for editing. */
export function CaseFields({ answer, facts, onShopName, below, shopName = '' }: CaseFieldsProps) {
  return (
    <>
      <Card title={openPage.shop}>
        <Stack>
          <Field
            of="shopName"
            label={openPage.shopName}
            hint={openPage.shopNameHint}
            error={answer.error('shopName')}
          >
            <TextInput
              name="shopName"
              required
              autoComplete="off"
              defaultValue={answer.value('shopName', facts?.shopName ?? shopName)}
              onInput={(event) => onShopName?.(event.currentTarget.value)}
            />
          </Field>
          {below}
          <Line
            name="operatorName"
            hint={openPage.operatorNameHint}
            answer={answer}
            now={facts?.operatorName}
          />
          <Line
            name="businessNumber"
            hint={openPage.businessNumberHint}
            answer={answer}
            now={facts?.businessNumber && formatBusinessNumber(facts.businessNumber)}
            numeric
          />
        </Stack>
      </Card>
      <Happened answer={answer} facts={facts} />
      <Dates answer={answer} facts={facts} />
      <OfficialNotice answer={answer} facts={facts} />
      <Admission answer={answer} facts={facts} />
    </>
  )
}

type SectionProps = { answer: FormAnswer; facts: CaseFacts | undefined }
type TextName = 'operatorName' | 'businessNumber' | 'noticeUrl'

function Line(props: {
  name: TextName
  hint: string
  answer: FormAnswer
  now: string | null | undefined
  numeric?: boolean
}) {
  const { name, hint, answer, now, numeric } = props
  return (
    <Field of={name} label={caseLabels[name]} hint={hint} optional error={answer.error(name)}>
      <TextInput
        name={name}
        autoComplete="off"
        inputMode={numeric ? 'numeric' : name === 'noticeUrl' ? 'url' : undefined}
        defaultValue={answer.value(name, now ?? '')}
      />
    </Field>
  )
}

function Happened({ answer, facts }: SectionProps) {
  return (
    <Card>
      <ChoiceGroup
        of="troubles"
        label={openPage.happened}
        hint={openPage.troubles}
        error={answer.error('troubles')}
        columns
      >
        {troubles.map((trouble) => (
          <Choice
            key={trouble}
            type="checkbox"
            name="troubles"
            value={trouble}
            label={troubleNames[trouble]}
            note={troubleNotes[trouble]}
            defaultChecked={answer.chosen('troubles', trouble, facts?.troubles.includes(trouble))}
          />
        ))}
      </ChoiceGroup>
    </Card>
  )
}

function Dates({ answer, facts }: SectionProps) {
  return (
    <Card title={openPage.dates}>
      <Stack>
        {(['noticeOn', 'closesOn', 'settlesOn'] as const).map((name) => (
          <Field key={name} of={name} label={caseLabels[name]} optional error={answer.error(name)}>
            <DateInput name={name} defaultValue={answer.value(name, facts?.[name] ?? '')} />
          </Field>
        ))}
      </Stack>
    </Card>
  )
}

function OfficialNotice({ answer, facts }: SectionProps) {
  return (
    <Card title={openPage.notice}>
      <Stack>
        <Field
          of="noticeText"
          label={openPage.noticeText}
          hint={openPage.noticeTextHint}
          optional
          error={answer.error('noticeText')}
        >
          <TextArea
            name="noticeText"
            rows={5}
            defaultValue={answer.value('noticeText', facts?.noticeText ?? '')}
          />
        </Field>
        <Line name="noticeUrl" hint={openPage.noticeUrlHint} answer={answer} now={facts?.noticeUrl} />
      </Stack>
    </Card>
  )
}

function Admission({ answer, facts }: SectionProps) {
  const now = facts?.admits ?? sides
  return (
    <Card>
      <Stack>
        <ChoiceGroup of="admits" label={openPage.people} error={answer.error('admits')} columns>
          {sides.map((side) => (
            <Choice
              key={side}
              type="checkbox"
              name="admits"
              value={side}
              label={sideNames[side]}
              defaultChecked={answer.chosen('admits', side, now.includes(side))}
            />
          ))}
        </ChoiceGroup>
        <Choice
          type="checkbox"
          name="openJoin"
          value="on"
          label={openPage.openJoin}
          note={openPage.openJoinNote}
          defaultChecked={answer.chosen('openJoin', 'on', facts?.openJoin ?? true)}
        />
      </Stack>
    </Card>
  )
}
