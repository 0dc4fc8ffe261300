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
import { StatedWords, whenOf } from '#app/parts/contact/contact-card.tsx'
import { ContactFields, contactLabels } from '#app/parts/contact/contact-fields.tsx'
import { Folded } from '#app/parts/folded.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { ContactEdit } from '#app/shapes/contact.ts'
import { fullMoment } from '#app/text/format.ts'
import { contactWords, contactForm as words } from '#app/text/ko/contact.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { contactLinks } from '#server/domain/contact/links.ts'
import { contactFor } from '#server/domain/contact/read.ts'
import { amendContact, removeContact } from '#server/domain/contact.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const { db } = context
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '', contactId: params.contactId ?? '' }
    const entry = await contactFor(db, viewer, ref)
    const frame = await caseFrame(db, viewer, ref)
    return json({ frame, ...entry, links: await contactLinks(db, viewer, ref), formId: randomUUID() })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '', contactId: params.contactId ?? '' }
    if (form.get('intent') === 'remove') {
      await removeContact(context.db, viewer, ref)
      return redirect(`/c/${ref.slug}/contacts?done=removed`, 303)
    }
    await contactFor(context.db, viewer, ref)
    await amendContact(context.db, viewer, { ...ref, ...readForm(form, ContactEdit) })
    return redirect(`/c/${ref.slug}/contacts?done=amended`, 303)
  })
}

/** What one noted is for oneself: no device keeps this page. */
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction = () => [{ title: `${words.editTitle} · ${shell.name}` }]

export default function EditContact() {
  const { frame, contact, history, links, formId } = useLoaderData<typeof loader>()
  const answer = useFormAnswer(contactLabels)
  const { slug } = frame
  return (
    <CasePage frame={frame} title={words.editTitle} lede={words.editLead} back={`/c/${slug}/contacts`}>
      <Form method="post" noValidate key={contact.version}>
        <Stack gap="large">
          <RefusedNotice answer={answer} />
          <input type="hidden" name="id" value={answer.value('id', formId)} />
          <input type="hidden" name="version" value={contact.version} />
          <ContactFields answer={answer} links={links} now={contact} />
          <Button type="submit" kind="primary" wide busy={useNavigation().state !== 'idle'}>
            {words.amend}
          </Button>
        </Stack>
      </Form>
      {history.length > 1 && (
        <Card title={words.history}>
          {history.map((stated) => (
            <Folded
              key={stated.version}
              label={`${words.version(stated.version)} · ${fullMoment(stated.madeAt)}`}
            >
              <Stack>
                <p>
                  {whenOf(stated)} · {contactWords.directions[stated.direction]} ·{' '}
                  {contactWords.outcomes[stated.outcome]}
                </p>
                <StatedWords stated={stated} slug={slug} />
              </Stack>
            </Folded>
          ))}
        </Card>
      )}
      <Folded label={words.remove} danger>
        <Form method="post">
          <input type="hidden" name="intent" value="remove" />
          <Stack>
            <p>{words.removeLead}</p>
            <Button type="submit" kind="danger" icon="trash">
              {words.removeSure}
            </Button>
          </Stack>
        </Form>
      </Folded>
    </CasePage>
  )
}
