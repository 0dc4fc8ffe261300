import { Form } from '@remix-run/react'
import { seoulDate } from '#app/shapes/civil-date.ts'
import { day, fullMoment } from '#app/text/format.ts'
import type { ContactStated, ContactView } from '#server/domain/contact/read.ts'
import { contactWords, contactsPage as words } from '../../text/ko/contact.ts'
import { Button, LinkButton } from '../button.tsx'
import { Card } from '../card.tsx'
import { Chip, type ChipTone } from '../chip.tsx'
import { Link } from '../link.tsx'
import { Row, Stack } from '../page-shell.tsx'
import styles from './contact.module.css'

const tones: Record<ContactView['outcome'], ChipTone> = {
  answered: 'done',
  unanswered: 'danger',
  waiting: 'waiting',
}

/** One entry: when, on which way, whom, what came of it; and while one waits, whether an answer came. */
export function ContactCard({
  contact,
  slug,
  formId,
}: {
  contact: ContactView
  slug: string
  formId: string
}) {
  const { id, version, direction, outcome, happenedAt } = contact
  return (
    <Card
      level={3}
      title={<time dateTime={happenedAt}>{whenOf(contact)}</time>}
      action={
        <Chip tone={direction === 'in' ? 'plain' : tones[outcome]}>
          {direction === 'in' ? contactWords.called : contactWords.outcomes[outcome]}
        </Chip>
      }
    >
      <Stack>
        <StatedWords stated={contact} slug={slug} />
        {outcome === 'waiting' && (
          <Form method="post">
            <input type="hidden" name="intent" value="settle" />
            <input type="hidden" name="id" value={formId} />
            <input type="hidden" name="contactId" value={id} />
            <input type="hidden" name="version" value={version} />
            <Stack>
              <p>{words.settle}</p>
              <Row>
                <Button type="submit" name="outcome" value="answered">
                  {words.settleYes}
                </Button>
                <Button type="submit" name="outcome" value="unanswered">
                  {words.settleNo}
                </Button>
              </Row>
            </Stack>
          </Form>
        )}
        <Row>
          <LinkButton to={`/c/${slug}/contacts/${id}`} icon="edit">
            {words.open}
          </LinkButton>
        </Row>
      </Stack>
    </Card>
  )
}

/** When it was: the moment, or the day where only that is known. */
export function whenOf({ happenedAt, dayOnly }: Pick<ContactStated, 'happenedAt' | 'dayOnly'>): string {
  return dayOnly ? day(seoulDate(happenedAt)) : fullMoment(happenedAt)
}

/** What one version states, without when. */
export function StatedWords({ stated, slug }: { stated: ContactStated; slug: string }) {
  const { channel, whom, gist, reply, evidence, claim } = stated
  return (
    <>
      <p>
        <strong>{contactWords.channels[channel]}</strong>
        {whom && ` · ${whom}`}
      </p>
      {gist && <p className={styles.words}>{gist}</p>}
      {reply && <p>{words.reply(contactWords.replies[reply])}</p>}
      {evidence && (
        <p className="meta">
          <Link to={`/c/${slug}/evidence`}>{words.evidence(evidence.title)}</Link>
        </p>
      )}
      {claim && (
        <p className="meta">
          <Link to={`/c/${slug}/claims/${claim.id}`}>{words.claim(claim.receiptNo)}</Link>
        </p>
      )}
    </>
  )
}
