import { randomUUID } from 'node:crypto'
import {
  type ActionFunctionArgs,
  type HeadersFunction,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { LinkButton } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { CasePage, Columns } from '#app/parts/case-page.tsx'
import { ContactCard } from '#app/parts/contact/contact-card.tsx'
import { QuickForm } from '#app/parts/contact/quick-form.tsx'
import { SummaryCard } from '#app/parts/contact/summary-card.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { Link } from '#app/parts/link.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { ContactSettling, contactSummary, QuickContact } from '#app/shapes/contact.ts'
import { Id } from '#app/shapes/id.ts'
import { contactTotalText, contactsPage as words } from '#app/text/ko/contact.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { claimFor } from '#server/domain/claim/read.ts'
import { myContacts } from '#server/domain/contact/read.ts'
import { contactTotals } from '#server/domain/contact/total.ts'
import { logContact, settleContact } from '#server/domain/contact.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const { db } = context
    const viewer = await context.viewer()
    const slug = params.slug ?? ''
    const frame = await caseFrame(db, viewer, { slug })
    const asked = Id.safeParse(new URL(request.url).searchParams.get('claim'))
    const claim = asked.success ? await claimFor(db, viewer, { claimId: asked.data, slug }) : null
    return json({
      frame,
      claim: claim && { id: claim.id, receiptNo: claim.receiptNo },
      contacts: await myContacts(db, viewer, { slug, claimId: claim?.id ?? null }),
      totals: await contactTotals(db, viewer, { slug }),
      formIds: [randomUUID(), randomUUID()] as const,
    })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const { db } = context
    const viewer = await context.viewer()
    const slug = params.slug ?? ''
    const here = `/c/${slug}/contacts`
    if (form.get('intent') === 'settle') {
      await settleContact(db, viewer, { slug, ...readForm(form, ContactSettling) })
      return redirect(`${here}?done=settled`, 303)
    }
    const { claimId, ...quick } = readForm(form, QuickContact)
    const now = { happenedOn: null, happenedTime: null, direction: 'out' as const }
    const rest = { whom: '', gist: '', reply: null, evidenceId: null, claimId }
    await logContact(db, viewer, { slug, ...quick, ...now, ...rest })
    return redirect(`${here}?${claimId ? `claim=${claimId}&` : ''}done=logged`, 303)
  })
}

/** What one noted is for oneself: no device keeps this page. */
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

export default function Contacts() {
  const { frame, claim, contacts, totals, formIds } = useLoaderData<typeof loader>()
  const [query] = useSearchParams()
  const answer = useFormAnswer({})
  const done = words.done[query.get('done') ?? '']
  const { slug } = frame
  return (
    <CasePage frame={frame} title={words.title} lede={words.lead} back={`/c/${slug}/more`} width="wide">
      <RefusedNotice answer={answer} />
      {done && !answer.refusal && (
        <Notice kind="done" live>
          {done}
        </Notice>
      )}
      {claim && (
        <p>
          {words.forClaim(claim.receiptNo)} <Link to={`/c/${slug}/contacts`}>{words.allContacts}</Link>
        </p>
      )}
      <Columns>
        <Stack>
          <QuickForm formId={formIds[0]} slug={slug} claimId={claim?.id ?? null} />
          <LinkButton to={`/c/${slug}/contacts/send${claim ? `?claim=${claim.id}` : ''}`} icon="send" wide>
            {words.templates}
          </LinkButton>
          <SummaryCard summary={contactSummary(contacts)} />
          <Card title={contactTotalText.title}>
            <p>
              {totals.people > 0
                ? contactTotalText.inside(totals.people, totals.tries, totals.answered)
                : contactTotalText.none}
            </p>
          </Card>
        </Stack>
        <section aria-labelledby="contacts">
          <Stack>
            <h2 id="contacts">{words.list}</h2>
            {contacts.length === 0 && <Empty icon="log">{words.empty}</Empty>}
            {contacts.map((contact) => (
              <ContactCard key={contact.id} contact={contact} slug={slug} formId={formIds[1]} />
            ))}
          </Stack>
        </section>
      </Columns>
    </CasePage>
  )
}
