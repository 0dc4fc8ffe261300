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
import { CasePage } from '#app/parts/case-page.tsx'
import { ContactFields, contactLabels } from '#app/parts/contact/contact-fields.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { ActionBar, Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { ContactForm } from '#app/shapes/contact.ts'
import { contactForm as words } from '#app/text/ko/contact.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { contactLinks } from '#server/domain/contact/links.ts'
import { logContact } from '#server/domain/contact.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const frame = await caseFrame(context.db, viewer, ref)
    const links = await contactLinks(context.db, viewer, ref)
    const asked = new URL(request.url).searchParams.get('claim')
    const claim = links.claims.find(({ id }) => id === asked) ?? null
    return json({ frame, links, claim, formId: randomUUID(), now: new Date().toISOString() })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const slug = params.slug ?? ''
    const draft = readForm(form, ContactForm)
    await logContact(context.db, await context.viewer(), { slug, ...draft })
    return redirect(`/c/${slug}/contacts?done=logged`, 303)
  })
}

/** What one noted is for oneself: no device keeps this page. */
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction = () => [{ title: `${words.newTitle} · ${shell.name}` }]

export default function NewContact() {
  const { frame, links, claim, formId, now } = useLoaderData<typeof loader>()
  const answer = useFormAnswer(contactLabels)
  return (
    <CasePage frame={frame} title={words.newTitle} back={`/c/${frame.slug}/contacts`}>
      <Form method="post" noValidate key={formId}>
        <Stack gap="large">
          <RefusedNotice answer={answer} />
          <input type="hidden" name="id" value={answer.value('id', formId)} />
          <ContactFields
            answer={answer}
            links={links}
            now={{ happenedAt: now, dayOnly: false, claim, evidence: null }}
          />
        </Stack>
        <ActionBar>
          <Button type="submit" kind="primary" wide busy={useNavigation().state !== 'idle'}>
            {words.save}
          </Button>
        </ActionBar>
      </Form>
    </CasePage>
  )
}
