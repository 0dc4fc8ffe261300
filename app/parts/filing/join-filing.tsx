import { Form, useNavigation } from '@remix-run/react'
import type { DestinationName, OwnFit } from '../../shapes/filing.ts'
import { destinationWords, type FilingConsent } from '../../text/ko/destinations.ts'
import { filingPage as words } from '../../text/ko/filing.ts'
import { Button } from '../button.tsx'
import { Card } from '../card.tsx'
import { Choice, ChoiceGroup } from '../choice.tsx'
import { ChoiceList } from '../choice-list.tsx'
import { Field } from '../field.tsx'
import type { FormAnswer } from '../form-answer.ts'
import { Stack } from '../page-shell.tsx'
import { TextInput } from '../text-input.tsx'
import styles from './filing.module.css'

interface JoinProps {
  destination: DestinationName
  consent: FilingConsent & { hash: string }
  /** Own claims that may join, at least one. */
  claims: readonly OwnFit[]
  answer: FormAnswer
}

/** Joins with one claim: what is asked, what is given to whom, and the name that stands for a signature. */
export function JoinFiling({ destination, consent, claims, answer }: JoinProps) {
  const { questions } = destinationWords[destination]
  return (
    <Card title={words.join}>
      <Form method="post" noValidate>
        <input type="hidden" name="textVersion" value={consent.version} />
        <input type="hidden" name="textHash" value={consent.hash} />
        <Stack gap="large">
          <ChoiceList
            name="claimId"
            label={words.which}
            values={claims.map(({ claimId }) => claimId)}
            first={claims[0]?.claimId}
            card={(claimId) => cardOf(claims, claimId)}
            answer={answer}
          />
          <ChoiceGroup of="saidYes" label={words.questions} hint={words.questionsHint} optional>
            {Object.entries(questions).map(([key, label]) => (
              <Choice
                key={key}
                type="checkbox"
                name="saidYes"
                value={key}
                label={label}
                defaultChecked={answer.chosen('saidYes', key)}
              />
            ))}
          </ChoiceGroup>
          <Consent consent={consent} answer={answer} />
          <Field
            of="typedName"
            label={words.typedName}
            hint={words.typedNameHint}
            error={answer.error('typedName')}
          >
            <TextInput name="typedName" autoComplete="name" defaultValue={answer.value('typedName')} />
          </Field>
          {claims.some(({ guardian }) => guardian) && <Guardian answer={answer} />}
          <Button
            type="submit"
            name="intent"
            value="join"
            kind="primary"
            wide
            busy={useNavigation().state !== 'idle'}
          >
            {words.join}
          </Button>
        </Stack>
      </Form>
    </Card>
  )
}

function cardOf(claims: readonly OwnFit[], claimId: string) {
  const claim = claims.find((each) => each.claimId === claimId)
  return { label: words.receipt(claim?.receiptNo ?? 0), note: claim?.itemName }
}

/** Asked of claimants under nineteen. */
function Guardian({ answer }: Pick<JoinProps, 'answer'>) {
  return (
    <>
      <Field
        of="guardianName"
        label={words.guardianName}
        hint={words.guardianNameHint}
        optional
        error={answer.error('guardianName')}
      >
        <TextInput name="guardianName" autoComplete="off" defaultValue={answer.value('guardianName')} />
      </Field>
      <ChoiceGroup of="guardianAgreed" label={words.guardian} optional error={answer.error('guardianAgreed')}>
        <Choice
          type="checkbox"
          name="guardianAgreed"
          value="on"
          label={words.guardianAgrees}
          defaultChecked={answer.chosen('guardianAgreed', 'on')}
        />
      </ChoiceGroup>
    </>
  )
}

/** Carries claims of the filing before on with one tap, below the consent it gives. */
export function CarryOn({ consent, count }: { consent: JoinProps['consent']; count: number }) {
  return (
    <Card title={words.carryOn}>
      <Stack>
        <p>{words.carryOnNote(count)}</p>
        <ConsentPoints consent={consent} id="carry-consent" />
        <Form method="post">
          <input type="hidden" name="textVersion" value={consent.version} />
          <input type="hidden" name="textHash" value={consent.hash} />
          <Button type="submit" name="intent" value="carry_on" kind="primary" wide>
            {words.carryOn}
          </Button>
        </Form>
      </Stack>
    </Card>
  )
}

function ConsentPoints({ consent, id }: { consent: JoinProps['consent']; id: string }) {
  return (
    <section aria-labelledby={id}>
      <Stack>
        <h3 id={id}>{consent.title}</h3>
        <dl className={styles.consent}>
          {consent.points.map(({ term, text }) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </Stack>
    </section>
  )
}

/** Never ticked before: whoever agrees has read it. */
function Consent({ consent, answer }: Pick<JoinProps, 'consent' | 'answer'>) {
  return (
    <>
      <ConsentPoints consent={consent} id="consent" />
      <ChoiceGroup of="agree" label={words.consent} error={answer.error('agree')}>
        <Choice
          type="checkbox"
          name="agree"
          value="on"
          label={consent.agree}
          defaultChecked={answer.chosen('agree', 'on')}
        />
      </ChoiceGroup>
    </>
  )
}
