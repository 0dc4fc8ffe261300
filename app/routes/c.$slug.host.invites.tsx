import { randomUUID } from 'node:crypto'
import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { Button } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { CasePage, Columns } from '#app/parts/case-page.tsx'
import { DateInput } from '#app/parts/date-input.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { Field } from '#app/parts/field.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { InviteCard } from '#app/parts/invite-card.tsx'
import { LabelChoices } from '#app/parts/label-choices.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { TextInput } from '#app/parts/text-input.tsx'
import { InviteChange, InviteForm } from '#app/shapes/invite.ts'
import { invitesPage } from '#app/text/ko/case.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { invitesIn, makeInvite, revokeInvite, rotateInvite } from '#server/domain/invite.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const { db, vault, origin } = context
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const invites = await invitesIn(db, viewer, ref, { vault })
    const frame = await caseFrame(db, viewer, ref)
    return json({ frame, invites, origin, formId: randomUUID() })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const { db, vault } = context
    const viewer = await context.viewer()
    const slug = params.slug ?? ''
    const intent = form.get('intent')
    if (intent === 'make') {
      await makeInvite(db, viewer, { slug, ...readForm(form, InviteForm) }, { vault })
    } else {
      const change = { slug, ...readForm(form, InviteChange) }
      if (intent === 'rotate') await rotateInvite(db, viewer, change, { vault })
      else await revokeInvite(db, viewer, change)
    }
    return redirect(`/c/${slug}/host/invites`)
  })
}

export const meta: MetaFunction = () => [{ title: `${invitesPage.title} · ${shell.name}` }]

const labels = { expiresAt: invitesPage.expiresOn, maxUses: invitesPage.maxUses }

export default function Invites() {
  const { frame, invites, origin, formId } = useLoaderData<typeof loader>()
  return (
    <CasePage
      frame={frame}
      title={invitesPage.title}
      lede={invitesPage.lede}
      back={`/c/${frame.slug}/more`}
      width="wide"
    >
      <Columns>
        <MakeForm key={formId} formId={formId} />
        <section aria-labelledby="made">
          <Stack>
            <h2 id="made">{invitesPage.list}</h2>
            {invites.length === 0 && <Empty icon="link">{invitesPage.empty}</Empty>}
            {invites.map((invite) => (
              <InviteCard key={invite.id} invite={invite} origin={origin} shopName={frame.shopName} />
            ))}
          </Stack>
        </section>
      </Columns>
    </CasePage>
  )
}

function MakeForm({ formId }: { formId: string }) {
  const answer = useFormAnswer(labels)
  return (
    <Card title={invitesPage.make}>
      <Form method="post" noValidate>
        <Stack>
          <RefusedNotice answer={answer} />
          <Field
            of="expiresAt"
            label={invitesPage.expiresOn}
            hint={invitesPage.expiresOnHint}
            optional
            error={answer.error('expiresAt')}
          >
            <DateInput name="expiresAt" defaultValue={answer.value('expiresAt')} />
          </Field>
          <Field
            of="maxUses"
            label={invitesPage.maxUses}
            hint={invitesPage.maxUsesHint}
            optional
            error={answer.error('maxUses')}
          >
            <TextInput
              name="maxUses"
              inputMode="numeric"
              autoComplete="off"
              defaultValue={answer.value('maxUses')}
            />
          </Field>
          <LabelChoices answer={answer} label={invitesPage.label} hint={invitesPage.labelHint} />
          <input type="hidden" name="id" value={formId} />
          <Button type="submit" name="intent" value="make" kind="primary" icon="plus" wide>
            {invitesPage.submit}
          </Button>
        </Stack>
      </Form>
    </Card>
  )
}
