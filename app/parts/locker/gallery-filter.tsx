import { Form, useSearchParams } from '@remix-run/react'
import { evidenceKinds } from '../../shapes/evidence.ts'
import { kindWords, galleryPage as words } from '../../text/ko/evidence.ts'
import { Button } from '../button.tsx'
import { DateInput } from '../date-input.tsx'
import { Field } from '../field.tsx'
import { Folded } from '../folded.tsx'
import { Row, Stack } from '../page-shell.tsx'
import { Select, TextInput } from '../text-input.tsx'
import type { Needs } from './claim-needs.tsx'
import styles from './locker.module.css'

const kinds = evidenceKinds.map((kind) => ({ value: kind, label: kindWords[kind] }))

interface GalleryFilterProps {
  claims: Needs
  open: boolean
  /** Whether what is shown is of several people. */
  people?: boolean
}

/** Words, kind, claim, person and days to look by, and how to look at what is found. An address holds all of it. */
export function GalleryFilter({ claims, open, people = false }: GalleryFilterProps) {
  const [query] = useSearchParams()
  const of = claims.map(({ claimId, receiptNo }) => ({ value: claimId, label: words.claimNo(receiptNo) }))
  const given = (name: string) => query.get(name) ?? ''
  return (
    <Folded label={words.filters} open={open}>
      <Form method="get">
        <Stack>
          <Field of="q" label={words.search} hint={people ? words.searchAllHint : words.searchHint}>
            <TextInput name="q" type="search" defaultValue={given('q')} />
          </Field>
          <div className={styles.fields}>
            <Field of="kind" label={words.kind}>
              <Select name="kind" options={kinds} empty={words.allKinds} defaultValue={given('kind')} />
            </Field>
            {of.length > 0 && (
              <Field of="claim" label={words.claim}>
                <Select name="claim" options={of} empty={words.allClaims} defaultValue={given('claim')} />
              </Field>
            )}
            {people && (
              <Field of="who" label={words.who}>
                <TextInput name="who" type="search" defaultValue={given('who')} />
              </Field>
            )}
            <Field of="since" label={words.since}>
              <DateInput name="since" defaultValue={given('since')} />
            </Field>
            <Field of="until" label={words.until}>
              <DateInput name="until" defaultValue={given('until')} />
            </Field>
          </div>
          <Row>
            <Button type="submit" icon="search">
              {words.filter}
            </Button>
            <Button type="submit" name="look" value="rows" kind="bare">
              {words.rows}
            </Button>
            <Button type="submit" name="look" value="grid" kind="bare">
              {words.grid}
            </Button>
          </Row>
        </Stack>
      </Form>
    </Folded>
  )
}
