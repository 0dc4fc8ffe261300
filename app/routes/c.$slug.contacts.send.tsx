import { randomUUID } from 'node:crypto'
import {
  type ActionFunctionArgs,
  type HeadersFunction,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useLoaderData, useNavigation } from '@remix-run/react'
import { Button } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import styles from '#app/parts/contact/contact.module.css'
import { claimLabel } from '#app/parts/contact/contact-fields.tsx'
import { Field } from '#app/parts/field.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { CopyButton } from '#app/parts/share.tsx'
import { Select } from '#app/parts/text-input.tsx'
import { seoulDate } from '#app/shapes/civil-date.ts'
import {
  type ContactTone,
  contactChannels,
  contactSummary,
  contactTones,
  SentContact,
} from '#app/shapes/contact.ts'
import { contactWords, sendPage as words } from '#app/text/ko/contact.ts'
import { contactTemplate } from '#app/text/ko/contact-templates.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { claimFor } from '#server/domain/claim/read.ts'
import { contactLinks } from '#server/domain/contact/links.ts'
import { myContacts } from '#server/domain/contact/read.ts'
import { logContact } from '#server/domain/contact.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const { db } = context
    const viewer = await context.viewer()
    const slug = params.slug ?? ''
    const frame = await caseFrame(db, viewer, { slug })
    const { claims } = await contactLinks(db, viewer, { slug })
    const asked = new URL(request.url).searchParams.get('claim')
    // Nothing asked for is the only claim there is; an empty choice is none.
    const claimId = (
      asked === null && claims.length === 1 ? claims[0] : claims.find(({ id }) => id === asked)
    )?.id
    const stated = claimId ? (await claimFor(db, viewer, { claimId, slug })).statement : null
    const { unanswered, first } = contactSummary(
      await myContacts(db, viewer, { slug, claimId: claimId ?? null }),
    )
    const facts = {
      shopName: frame.shopName,
      kind: stated?.kind ?? null,
      orderNumber: stated?.orderNumber ?? null,
      orderedOn: stated?.orderedOn ?? null,
      dueOn: stated?.dueOn ?? null,
      remaining: stated?.remaining ?? null,
      unanswered,
      silentSince: first && seoulDate(first),
    }
    const formIds = { polite: randomUUID(), firm: randomUUID() }
    return json({ frame, claims, claimId: claimId ?? null, facts, formIds })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const slug = params.slug ?? ''
    const { tone, ...sent } = readForm(form, SentContact)
    const now = { happenedOn: null, happenedTime: null, direction: 'out', outcome: 'waiting' } as const
    const rest = { whom: '', gist: words.gist(words.tones[tone]), reply: null, evidenceId: null }
    await logContact(context.db, await context.viewer(), { slug, ...sent, ...now, ...rest })
    return redirect(`/c/${slug}/contacts?done=sent`, 303)
  })
}

/** What one is owed is for oneself: no device keeps this page. */
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

export default function Send() {
  const { frame, claims, claimId, facts, formIds } = useLoaderData<typeof loader>()
  const answer = useFormAnswer({})
  const { slug } = frame
  return (
    <CasePage frame={frame} title={words.title} lede={words.lead} back={`/c/${slug}/contacts`}>
      <Stack gap="large">
        <RefusedNotice answer={answer} />
        {claims.length > 0 && (
          <Form method="get">
            <Stack>
              <Field of="claim" label={words.claim}>
                <Select
                  key={claimId}
                  name="claim"
                  empty={words.noClaim}
                  options={claims.map((each) => ({ value: each.id, label: claimLabel(each) }))}
                  defaultValue={claimId ?? ''}
                />
              </Field>
              <Button type="submit">{words.choose}</Button>
            </Stack>
          </Form>
        )}
        <p className="meta">{words.fill}</p>
        {contactTones.map((tone) => (
          <Letter
            key={tone}
            tone={tone}
            letter={contactTemplate(tone, facts)}
            formId={formIds[tone]}
            claimId={claimId}
          />
        ))}
      </Stack>
    </CasePage>
  )
}

type LetterProps = { tone: ContactTone; letter: string; formId: string; claimId: string | null }

function Letter({ tone, letter, formId, claimId }: LetterProps) {
  const busy = useNavigation().formData?.get('id') === formId
  const name = words.tones[tone]
  return (
    <Card title={name}>
      <Stack>
        <p className={styles.letter}>{letter}</p>
        <CopyButton text={letter} kind="primary" wide>
          {words.copy}
        </CopyButton>
        <Form method="post" key={formId}>
          <input type="hidden" name="id" value={formId} />
          <input type="hidden" name="tone" value={tone} />
          <input type="hidden" name="claimId" value={claimId ?? ''} />
          <Stack>
            <Field of={`channel-${tone}`} label={words.sentBy}>
              <Select
                name="channel"
                options={contactChannels
                  .filter((channel) => channel !== 'phone' && channel !== 'visit')
                  .map((channel) => ({ value: channel, label: contactWords.channels[channel] }))}
              />
            </Field>
            <Button type="submit" wide icon="check" busy={busy}>
              {words.sent}
            </Button>
          </Stack>
        </Form>
      </Stack>
    </Card>
  )
}
