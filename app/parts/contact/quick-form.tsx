import { Form, useNavigation } from '@remix-run/react'
import { contactChannels } from '#app/shapes/contact.ts'
import { contactWords, contactsPage as words } from '../../text/ko/contact.ts'
import { Button, LinkButton } from '../button.tsx'
import { Card } from '../card.tsx'
import { Choice, ChoiceGroup } from '../choice.tsx'
import { Stack } from '../page-shell.tsx'
import styles from './contact.module.css'

/** Which way, and what came of it, just now: two taps, and the entry is saved. `claimId` ties it to that claim. */
export function QuickForm({
  formId,
  slug,
  claimId,
}: {
  formId: string
  slug: string
  claimId: string | null
}) {
  const busy = useNavigation().formData?.get('id') === formId
  const query = claimId ? `?claim=${claimId}` : ''
  return (
    <Card title={words.quick}>
      <Form method="post" key={formId}>
        <input type="hidden" name="intent" value="quick" />
        <input type="hidden" name="id" value={formId} />
        <input type="hidden" name="claimId" value={claimId ?? ''} />
        <Stack>
          <p className="meta">{words.quickLead}</p>
          <ChoiceGroup of="quick-channel" label={words.way} columns>
            {contactChannels.map((channel) => (
              <Choice
                key={channel}
                type="radio"
                name="channel"
                value={channel}
                label={contactWords.channels[channel]}
                defaultChecked={channel === 'phone'}
              />
            ))}
          </ChoiceGroup>
          <div className={styles.quick}>
            <Button type="submit" kind="primary" name="outcome" value="unanswered" wide busy={busy}>
              {words.no}
            </Button>
            <Button type="submit" name="outcome" value="answered" wide busy={busy}>
              {words.yes}
            </Button>
          </div>
          <LinkButton to={`/c/${slug}/contacts/new${query}`} kind="bare" wide icon="edit">
            {words.full}
          </LinkButton>
        </Stack>
      </Form>
    </Card>
  )
}
