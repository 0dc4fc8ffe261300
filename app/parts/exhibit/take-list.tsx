import { Form, useNavigation } from '@remix-run/react'
import type { FrozenChoice } from '#server/domain/exhibit.ts'
import { exhibitFormats } from '../../shapes/exhibit.ts'
import { exhibitList, exhibitsPage as words } from '../../text/ko/exhibit.ts'
import { Button, LinkButton } from '../button.tsx'
import { Card } from '../card.tsx'
import { Field } from '../field.tsx'
import type { FormAnswer } from '../form-answer.ts'
import { Row, Stack } from '../page-shell.tsx'
import { TextInput } from '../text-input.tsx'

/** The 증거설명서 of all numbers, and of each filing as it was frozen, in each format. */
export function TakeList({ slug, frozen }: { slug: string; frozen: readonly FrozenChoice[] }) {
  const at = `/c/${slug}/host/exhibits/file`
  const choices = frozen.map(({ filingId, title, version }) => ({
    of: exhibitList.filing(title, version),
    query: `&filing=${filingId}&version=${version}`,
  }))
  return (
    <Card title={words.list}>
      <Stack>
        <p>{words.listLead}</p>
        {[{ of: exhibitList.all, query: '' }, ...choices].map(({ of, query }) => (
          <div key={query}>
            <p>
              <strong>{of}</strong>
            </p>
            <Row>
              {exhibitFormats.map((format) => (
                <LinkButton
                  key={format}
                  to={`${at}?format=${format}${query}`}
                  reloadDocument
                  icon="download"
                  aria-label={words.take(of, words.formats[format])}
                >
                  {words.formats[format]}
                </LinkButton>
              ))}
            </Row>
          </div>
        ))}
      </Stack>
    </Card>
  )
}

/** Before what owners said is shown: a reason, which goes on record. */
export function WhyLook({ answer }: { answer: FormAnswer }) {
  const busy = useNavigation().formData?.get('intent') === 'reason'
  return (
    <Card title={words.list}>
      <Form method="post" noValidate>
        <Stack>
          <p>{words.reasonLead}</p>
          <Field of="reason" label={words.reason} hint={words.reasonHint} error={answer.error('reason')}>
            <TextInput name="reason" required defaultValue={answer.value('reason')} />
          </Field>
          <Button type="submit" name="intent" value="reason" icon="eye" wide busy={busy}>
            {words.reasonSend}
          </Button>
        </Stack>
      </Form>
    </Card>
  )
}
