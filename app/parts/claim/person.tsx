import type { ReactNode } from 'react'
import type { ClaimSide } from '#app/shapes/case.ts'
import { ageName, claimFieldName, claimForm as text } from '#app/text/ko/claim.ts'
import {
  type Consent,
  consents,
  consentVersion,
  extraConsents,
  extraConsentVersion,
} from '#app/text/ko/consent.ts'
import { Card } from '../card.tsx'
import { Choice, ChoiceGroup } from '../choice.tsx'
import { Folded } from '../folded.tsx'
import { Notice } from '../notice.tsx'
import { Stack } from '../page-shell.tsx'
import { Asked } from './asked.tsx'
import styles from './claim.module.css'
import type { SectionProps } from './section.ts'

/** Name and ways to reach the person, with who sees them. */
export function Person(section: SectionProps) {
  return (
    <Card title={text.sections.identity}>
      <Stack>
        <Notice>{text.identityHint}</Notice>
        <Asked name="identity.name" needed autoComplete="name" {...section} />
        <Asked name="identity.phone" type="tel" needed autoComplete="tel" {...section} />
        <Asked name="identity.email" type="email" autoComplete="email" {...section} />
      </Stack>
    </Card>
  )
}

/** Whether the claimant is under age and who stands for them; the consent to keep that is asked with it. */
export function Guardian(section: SectionProps) {
  return (
    <Card>
      <Minor {...section}>
        <ExtraAgreement {...section} />
      </Minor>
    </Card>
  )
}

function Minor({ children, ...section }: SectionProps & { children?: ReactNode }) {
  const { values, answer } = section
  return (
    <div className={styles.minor}>
      <Stack>
        <Asked name="identity.age" options={ageName} {...section} />
        <div className={styles.guardian}>
          <Stack>
            <Asked name="identity.guardianName" needed {...section} />
            <Asked name="identity.guardianPhone" type="tel" needed {...section} />
            <div className={styles.guardianAgreed}>
              <ChoiceGroup
                of="identity.guardianAgreed"
                label={<span className="spoken">{claimFieldName['identity.guardianAgreed']}</span>}
                error={answer.error('identity.guardianAgreed')}
              >
                <Choice
                  type="checkbox"
                  name="identity.guardianAgreed"
                  label={text.guardianAgrees}
                  defaultChecked={values.fields['identity.guardianAgreed'] === 'on'}
                />
              </ChoiceGroup>
            </div>
            {children}
          </Stack>
        </div>
      </Stack>
    </div>
  )
}

/** What may be kept beside name, phone and e-mail, with a consent of its own. */
export function More({ side, ...section }: SectionProps & { side: ClaimSide }) {
  const { fields } = section.values
  const open = MORE.some((name) => fields[`identity.${name}`] || section.answer.error(`identity.${name}`))
  return (
    <Card title={text.sections.more}>
      <Folded label={text.moreLabel} open={open || Boolean(section.answer.error('extraConsent'))}>
        <Stack>
          {side === 'seller' ? (
            <>
              <Asked name="identity.tradeName" {...section} />
              <Asked name="identity.businessNumber" {...section} />
            </>
          ) : (
            <Asked name="identity.shopAccount" {...section} />
          )}
          <Asked name="identity.address" autoComplete="street-address" {...section} />
          <Asked name="identity.bank" {...section} />
          <Asked name="identity.accountNumber" {...section} />
          <Asked name="identity.accountHolder" {...section} />
          <Asked name="identity.holderWhy" {...section} />
          <Minor {...section} />
          <ExtraAgreement {...section} />
        </Stack>
      </Folded>
    </Card>
  )
}

const MORE = [
  ...['shopAccount', 'tradeName', 'businessNumber', 'address', 'bank', 'accountNumber', 'accountHolder'],
  ...['holderWhy', 'age', 'guardianName', 'guardianPhone', 'guardianAgreed'],
]

function ExtraAgreement({ values: { fields }, answer }: SectionProps) {
  const consent = extraConsents[extraConsentVersion]
  return (
    <>
      <details>
        <summary>{consent?.title}</summary>
        <Points of={consent} />
      </details>
      <ChoiceGroup
        of="extraConsent"
        label={<span className="spoken">{claimFieldName.extraConsent}</span>}
        error={answer.error('extraConsent')}
      >
        <Choice
          type="checkbox"
          name="extraConsent"
          value={extraConsentVersion}
          label={consent?.agree}
          defaultChecked={fields.extraConsent === extraConsentVersion}
        />
      </ChoiceGroup>
    </>
  )
}

interface AgreementProps extends SectionProps {
  /** The version agreed to before, when it is still the one in force: it is not asked again. */
  agreed?: boolean
}

/** The consent, all of it to be read, and one box that nobody ticked beforehand. */
export function Agreement({ values: { fields }, answer, agreed }: AgreementProps) {
  if (agreed) {
    return (
      <Card title={text.sections.consent}>
        <p>{text.consentKept(consentVersion)}</p>
        <ConsentText version={consentVersion} />
        <input type="hidden" name="consentVersion" value={consentVersion} />
      </Card>
    )
  }
  const consent = consents[consentVersion]
  return (
    <Card title={consent?.title}>
      <ConsentPoints version={consentVersion} />
      <ChoiceGroup
        of="consentVersion"
        label={<span className="spoken">{claimFieldName.consentVersion}</span>}
        error={answer.error('consentVersion')}
      >
        <Choice
          type="checkbox"
          name="consentVersion"
          value={consentVersion}
          label={consent?.agree}
          defaultChecked={fields.consentVersion === consentVersion}
        />
      </ChoiceGroup>
    </Card>
  )
}

/** A version of the consent to open and read. */
export function ConsentText({ version }: { version: string }) {
  return (
    <details>
      <summary>{text.consentShow}</summary>
      <ConsentPoints version={version} />
    </details>
  )
}

function ConsentPoints({ version }: { version: string }) {
  return <Points of={consents[version]} />
}

function Points({ of }: { of: Consent | undefined }) {
  return (
    <dl className={styles.points}>
      {of?.points.map(({ term, text: words }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  )
}
