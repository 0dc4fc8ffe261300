import { type ChangeEvent, useState } from 'react'
import type { ClaimSide } from '#app/shapes/case.ts'
import { kindNamed, kindSpecs } from '#app/shapes/claim-kinds.ts'
import { claimKindText, claimForm as text } from '#app/text/ko/claim.ts'
import { Button } from '../button.tsx'
import { Card } from '../card.tsx'
import { Field } from '../field.tsx'
import { Folded } from '../folded.tsx'
import { Stack } from '../page-shell.tsx'
import { TextArea } from '../text-area.tsx'
import { BuyerOrder, BuyerPayment, KindFacts, SellerCycle } from './facts.tsx'
import { type ClaimFormProps, FormShell } from './form-shell.tsx'
import { ItemRows } from './item-rows.tsx'
import { KindChoice } from './kind-choice.tsx'
import { Aftermath, Extras, Refunds, Sum } from './money.tsx'
import { Agreement, More, Person } from './person.tsx'
import type { SectionProps } from './section.ts'
import { Tracking } from './tracking.tsx'
import { type ClaimValues, formValues, rowTurns } from './values.ts'

interface WholeFormProps extends ClaimFormProps {
  side: ClaimSide
  /** The version being changed. */
  version: number
  /** Whether the consent in force was given before. */
  agreed: boolean
}

/** All that a claim may state, for completing and changing it. */
export function ClaimForm({ side, values, answer, version, agreed, ...shell }: WholeFormProps) {
  const [at, setAt] = useState(values)
  const kind = kindNamed(at.fields.kind) ?? (side === 'seller' ? 'settlement' : 'refund')
  const seller = side === 'seller'
  const section = { values: at, answer }
  const spec = kindSpecs[kind]
  return (
    <FormShell {...shell} values={values} answer={answer} hidden={{ version: String(version) }}>
      {(sum, onTurn) => (
        <>
          <Card title={claimKindText[kind].label}>
            <OtherKind side={side} {...section} onKind={setAt} />
          </Card>
          {spec.tracking && <Tracking kind={kind} {...section} />}
          <KindFacts kind={kind} {...section} />
          {seller ? <SellerCycle {...section} /> : <BuyerOrder kind={kind} {...section} />}
          <Card title={seller ? text.sections.settlementItems : text.sections.items}>
            <ItemRows
              items={values.items}
              answer={answer}
              settlement={seller}
              received={spec.received === true}
              onTurn={onTurn}
            />
            {!seller && <Extras {...section} />}
            <Sum sum={sum} seller={seller} />
          </Card>
          <Refunds {...section} seller={seller} />
          {!seller && <BuyerPayment {...section} />}
          <Story {...section} />
          <Aftermath {...section} />
          <Person {...section} />
          <More side={side} {...section} />
          <Agreement {...section} agreed={agreed} />
        </>
      )}
    </FormShell>
  )
}

type OtherKindProps = SectionProps & { side: ClaimSide; onKind: (values: ClaimValues) => void }

/** Another kind asks other questions; what was answered so far comes along. */
function OtherKind({ side, values, answer, onKind }: OtherKindProps) {
  const chosen = ({ target }: ChangeEvent<HTMLDivElement>) => {
    const form = (target as unknown as HTMLInputElement).form
    if (!form) return
    const now = formValues(new FormData(form))
    onKind({ ...now, fields: { ...values.fields, ...now.fields } })
  }
  return (
    <Folded label={text.otherKind} open={Boolean(answer.error('kind'))}>
      <div onChange={chosen}>
        <Stack>
          <KindChoice side={side} values={values} answer={answer} />
          <noscript>
            <Button type="submit" wide name={rowTurns.name} value={rowTurns.kind}>
              {text.askOfKind}
            </Button>
          </noscript>
        </Stack>
      </div>
    </Folded>
  )
}

/** What happened, in the claimant's words. */
export function Story({ values, answer }: SectionProps) {
  return (
    <Card>
      <Field
        of="story"
        label={text.sections.story}
        hint={text.storyHint}
        optional
        error={answer.error('story')}
      >
        <TextArea name="story" rows={3} placeholder={text.storyExample} defaultValue={values.fields.story} />
      </Field>
    </Card>
  )
}
