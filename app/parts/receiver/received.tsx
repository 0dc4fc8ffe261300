import { Form } from '@remix-run/react'
import { day, moment, won } from '#app/text/format.ts'
import { type ReceivedView, receivedForms } from '../../shapes/receiver.ts'
import { receivedPage as words } from '../../text/ko/receiver.ts'
import { Button, LinkButton } from '../button.tsx'
import { Card } from '../card.tsx'
import { Notice } from '../notice.tsx'
import { Stack } from '../page-shell.tsx'

/** What somebody outside reads: which version, its list to fetch, what followed, and how to check it. */
export function Received({ of }: { of: ReceivedView }) {
  const { shopName, listName, version, frozenAt, people, claims, remaining, newestVersion } = of
  return (
    <Stack>
      <Notice>{words.until(moment(of.expiresAt))}</Notice>
      {newestVersion > version && <Notice kind="warn">{words.newer(newestVersion)}</Notice>}
      <Card title={`${shopName} ${listName}`}>
        <Stack>
          <p className="meta">{words.version(version, moment(frozenAt))}</p>
          <p>
            <strong>{words.counts(people, claims)}</strong> · {words.sums} {won(remaining)}
          </p>
          <p>{of.masked ? words.masked : words.care}</p>
          {receivedForms.map((form) => (
            <LinkButton key={form} to={`/r/${form}`} reloadDocument icon="download" wide>
              {words.forms[form]}
            </LinkButton>
          ))}
        </Stack>
      </Card>
      <Card title={words.steps}>
        {of.steps.length === 0 && <p>{words.noSteps}</p>}
        <ol>
          {of.steps.map(({ id, kind, onDay, dueOn }) => (
            <li key={id}>
              {day(onDay)} {words.stepKinds[kind]}
              {dueOn && <span className="meta"> · {words.due(day(dueOn))}</span>}
            </li>
          ))}
        </ol>
      </Card>
      <Card title={words.proof}>
        <Stack>
          <p>{words.proofWhat(of.ledgerSeq)}</p>
          <p>
            <code>{of.sha256}</code>
          </p>
          <LinkButton to="/verify" wide>
            {words.verify}
          </LinkButton>
        </Stack>
      </Card>
      <Form method="post">
        <Button type="submit" name="intent" value="leave" wide>
          {words.leave}
        </Button>
      </Form>
    </Stack>
  )
}
