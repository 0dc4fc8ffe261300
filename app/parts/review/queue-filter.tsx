import { Form, useSearchParams } from '@remix-run/react'
import { claimSides } from '#app/shapes/case.ts'
import { claimKinds } from '#app/shapes/claim.ts'
import { type ClaimStage, claimStages } from '#app/shapes/claim-stage.ts'
import { sideNames } from '#app/text/ko/case.ts'
import { claimKindName } from '#app/text/ko/claim.ts'
import { claimStageName, queuePage as words } from '#app/text/ko/review.ts'
import { Button, LinkButton } from '../button.tsx'
import { Field } from '../field.tsx'
import { Folded } from '../folded.tsx'
import { Link } from '../link.tsx'
import { Row, Stack } from '../page-shell.tsx'
import { Select, TextInput } from '../text-input.tsx'
import styles from './review.module.css'

const sides = claimSides.map((value) => ({ value, label: sideNames[value] }))
const kinds = claimKinds.map((value) => ({ value, label: claimKindName[value] }))
const wholes = [
  { value: 'yes', label: words.wholeYes },
  { value: 'no', label: words.wholeNo },
]

/** How many claims stand where, each a way to only those; and what else to look by. An address holds all of it. */
export function QueueFilter({ counts }: { counts: Partial<Record<ClaimStage, number>> }) {
  const [query] = useSearchParams()
  const given = (name: string) => query.get(name) ?? ''
  const asked = ['side', 'kind', 'whole', 'q'].some((name) => given(name) !== '')
  return (
    <Stack>
      <ul className={styles.counts}>
        <CountWay stage="" label={words.all} />
        {claimStages.map((stage) => {
          const count = counts[stage] ?? 0
          if (count === 0 && given('stage') !== stage) return null
          return <CountWay key={stage} stage={stage} label={words.count(claimStageName[stage], count)} />
        })}
      </ul>
      <Folded label={words.filters} open={asked}>
        <Form method="get">
          <input type="hidden" name="stage" value={given('stage')} />
          <Stack>
            <Field of="q" label={words.q} hint={words.qHint}>
              <TextInput name="q" type="search" autoComplete="off" defaultValue={given('q')} />
            </Field>
            <div className={styles.fields}>
              <Field of="side" label={words.side}>
                <Select name="side" options={sides} empty={words.all} defaultValue={given('side')} />
              </Field>
              <Field of="kind" label={words.kind}>
                <Select name="kind" options={kinds} empty={words.all} defaultValue={given('kind')} />
              </Field>
              <Field of="whole" label={words.whole}>
                <Select name="whole" options={wholes} empty={words.all} defaultValue={given('whole')} />
              </Field>
            </div>
            <Row>
              <Button type="submit" icon="search">
                {words.filter}
              </Button>
              <LinkButton kind="bare" to="?">
                {words.clear}
              </LinkButton>
            </Row>
          </Stack>
        </Form>
      </Folded>
    </Stack>
  )
}

function CountWay({ stage, label }: { stage: ClaimStage | ''; label: string }) {
  const [query] = useSearchParams()
  const to = new URLSearchParams(query)
  to.delete('after')
  if (stage === '') to.delete('stage')
  else to.set('stage', stage)
  const here = (query.get('stage') ?? '') === stage
  return (
    <li>
      <Link className={styles.count} to={`?${to}`} aria-current={here ? 'true' : undefined}>
        {label}
      </Link>
    </li>
  )
}
