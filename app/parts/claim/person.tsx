import { claimFieldName, claimForm as text } from '#app/text/ko/claim.ts'
import { consents, consentVersion } from '#app/text/ko/consent.ts'
import { Card } from '../card.tsx'
import { Choice, ChoiceGroup } from '../choice.tsx'
import { Field } from '../field.tsx'
import { Notice } from '../notice.tsx'
import { Stack } from '../page-shell.tsx'
import { TextInput } from '../text-input.tsx'
import styles from './claim.module.css'
import type { SectionProps } from './section.ts'

/** Name and ways to reach the person, with who sees them. */
export function Person({ values: { fields }, answer }: SectionProps) {
  return (
    <Card title={text.sections.identity}>
      <Stack>
        <Notice>{text.identityHint}</Notice>
        <Field
          of="identity.name"
          label={text.name}
          hint={text.nameHint}
          error={answer.error('identity.name')}
        >
          <TextInput name="identity.name" autoComplete="name" defaultValue={fields['identity.name']} />
        </Field>
        <Field
          of="identity.phone"
          label={text.phone}
          hint={text.phoneHint}
          error={answer.error('identity.phone')}
        >
          <TextInput
            name="identity.phone"
            type="tel"
            autoComplete="tel"
            defaultValue={fields['identity.phone']}
          />
        </Field>
        <Field
          of="identity.email"
          label={text.email}
          hint={text.emailHint}
          optional
          error={answer.error('identity.email')}
        >
          <TextInput
            name="identity.email"
            type="email"
            autoComplete="email"
            defaultValue={fields['identity.email']}
          />
        </Field>
      </Stack>
    </Card>
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
  return (
    <dl className={styles.points}>
      {consents[version]?.points.map(({ term, text: words }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  )
}
