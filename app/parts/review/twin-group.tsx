import { Form, useNavigation } from '@remix-run/react'
import { moment, won } from '#app/text/format.ts'
import { claimKindName } from '#app/text/ko/claim.ts'
import { sameName, duplicatesPage as words } from '#app/text/ko/duplicates.ts'
import type { TwinGroup } from '#server/domain/duplicate/groups.ts'
import { Button } from '../button.tsx'
import { Card } from '../card.tsx'
import { Chip } from '../chip.tsx'
import { StateChip } from '../claim/state-chip.tsx'
import { Field } from '../field.tsx'
import { Folded } from '../folded.tsx'
import { Link } from '../link.tsx'
import { Row, Stack } from '../page-shell.tsx'
import { Select, TextInput } from '../text-input.tsx'
import styles from './review.module.css'

interface TwinProps {
  slug: string
  group: TwinGroup
}

/** Claims that have something in common: what they are, and the two ways to decide about them. */
export function TwinCard({ slug, group: { same, claims, count } }: TwinProps) {
  const busy = useNavigation().state !== 'idle'
  const names = same.map((kind) => sameName[kind]).join(', ')
  return (
    <Card title={words.same(names)} action={<Chip tone="waiting">{words.count(count)}</Chip>}>
      <Stack>
        <ul className={styles.steps}>
          {claims.map((claim) => (
            <li key={claim.id} className={styles.step}>
              <Row>
                <Link className={styles.open} to={`/c/${slug}/host/claims/${claim.id}`}>
                  {words.receipt(String(claim.receiptNo))}
                </Link>
                <StateChip stage={claim.stage} />
              </Row>
              <span>
                {claim.nickname} · {claimKindName[claim.kind]} · {won(claim.remaining)}
              </span>
              <span className="meta">{moment(claim.submittedAt)}</span>
            </li>
          ))}
        </ul>
        {count > claims.length && <p className="meta">{words.more(count - claims.length)}</p>}
        <Form method="post">
          <input type="hidden" name="intent" value="apart" />
          {claims.map(({ id }) => (
            <input key={id} type="hidden" name="claim" value={id} />
          ))}
          <Button type="submit" wide busy={busy}>
            {words.apart}
          </Button>
        </Form>
        <Merge claims={claims} busy={busy} />
      </Stack>
    </Card>
  )
}

/** The later claim goes into the first, unless another is chosen. */
function Merge({ claims, busy }: { claims: TwinGroup['claims']; busy: boolean }) {
  const options = claims.map(({ id, receiptNo, nickname }) => ({
    value: id,
    label: `${words.receipt(String(receiptNo))} · ${nickname}`,
  }))
  const key = claims[0]?.id ?? ''
  return (
    <Folded label={words.merge}>
      <Form method="post">
        <input type="hidden" name="intent" value="merge" />
        <Stack>
          <div className={styles.fields}>
            <Field of={`claim-${key}`} label={words.claim}>
              <Select name="claimId" options={options} defaultValue={options.at(-1)?.value} />
            </Field>
            <Field of={`into-${key}`} label={words.into}>
              <Select name="intoId" options={options} defaultValue={options[0]?.value} />
            </Field>
          </div>
          <Field of={`why-${key}`} label={words.why} hint={words.whyHint}>
            <TextInput name="why" required maxLength={200} autoComplete="off" />
          </Field>
          <Button type="submit" kind="primary" wide busy={busy}>
            {words.mergeSend}
          </Button>
        </Stack>
      </Form>
    </Folded>
  )
}
