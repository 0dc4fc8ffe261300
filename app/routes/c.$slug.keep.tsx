import { randomUUID } from 'node:crypto'
import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useLoaderData, useNavigation } from '@remix-run/react'
import { Button } from '#app/parts/button.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { CitedMessages } from '#app/parts/cited-messages.tsx'
import { DateInput } from '#app/parts/date-input.tsx'
import { Field } from '#app/parts/field.tsx'
import { type FormAnswer, useFormAnswer } from '#app/parts/form-answer.ts'
import { Notice } from '#app/parts/notice.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { TextArea } from '#app/parts/text-area.tsx'
import { TextInput } from '#app/parts/text-input.tsx'
import { seoulClock, seoulDate } from '#app/shapes/civil-date.ts'
import { EvidenceDraft, FactFromMessages, MessageIds } from '#app/shapes/fact.ts'
import { keepPage as words } from '#app/text/ko/fact.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { citableMessages } from '#server/domain/citation.ts'
import { keepEvidence } from '#server/domain/evidence.ts'
import { keepFact } from '#server/domain/fact.ts'
import { Refusal } from '#server/domain/refusal.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

/** `?as=fact` or `?as=evidence`, and `?m=` for each message. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const slug = params.slug ?? ''
    const query = new URL(request.url).searchParams
    const frame = await caseFrame(context.db, viewer, { slug })
    const messageIds = MessageIds.safeParse(query.getAll('m'))
    if (!messageIds.success) throw new Refusal('invalid', 'citation.none')
    const messages = await citableMessages(context.db, viewer, { slug, messageIds: messageIds.data })
    const as = query.get('as') === 'evidence' ? ('evidence' as const) : ('fact' as const)
    return json({ frame, as, messages, formId: randomUUID() })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const viewer = await context.viewer()
    const slug = params.slug ?? ''
    if (form.get('intent') === 'evidence') {
      await keepEvidence(context.db, viewer, { slug, ...readForm(form, EvidenceDraft) })
      return redirect(`/c/${slug}/evidence`, 303)
    }
    await keepFact(context.db, viewer, { slug, ...readForm(form, FactFromMessages) })
    return redirect(`/c/${slug}/facts`, 303)
  })
}

export const meta: MetaFunction = () => [{ title: `${words.factTitle} · ${shell.name}` }]

const labels = {
  body: words.body,
  happenedOn: words.on,
  happenedTime: words.time,
  title: words.title,
  shows: words.shows,
}

export default function Keep() {
  const { frame, as, messages, formId } = useLoaderData<typeof loader>()
  const answer = useFormAnswer(labels)
  const busy = useNavigation().formMethod === 'POST'
  const isFact = as === 'fact'
  return (
    <CasePage
      frame={frame}
      title={isFact ? words.factTitle : words.evidenceTitle}
      lede={isFact ? words.factLead : words.evidenceLead}
      back={`/c/${frame.slug}/room/${messages[0]?.channel ?? 'all'}`}
    >
      <Stack gap="large">
        <section aria-labelledby="cited">
          <Stack>
            <h2 id="cited">{words.messages(messages.length)}</h2>
            <CitedMessages messages={messages} slug={frame.slug} />
            {messages.some(({ mine }) => !mine) && <Notice kind="info">{words.othersAsked}</Notice>}
          </Stack>
        </section>
        <Form method="post" noValidate>
          <input type="hidden" name="intent" value={as} />
          <input type="hidden" name="id" value={answer.value('id', formId)} />
          <input type="hidden" name="messages" value={messages.map(({ id }) => id).join(',')} />
          <Stack gap="large">
            <RefusedNotice answer={answer} />
            {isFact ? <FactFields answer={answer} first={messages[0]} /> : <EvidenceFields answer={answer} />}
            <Button type="submit" kind="primary" wide busy={busy}>
              {isFact ? words.keepFact : words.keepEvidence}
            </Button>
          </Stack>
        </Form>
      </Stack>
    </CasePage>
  )
}

type First = { at: string; mine: boolean; body: string } | undefined

/** The moment of the first message stands there to begin with; its words only when they are one's own. */
function FactFields({ answer, first }: { answer: FormAnswer; first: First }) {
  const at = first?.at ?? new Date().toISOString()
  const said = first?.mine ? first.body.slice(0, 300) : ''
  return (
    <>
      <Field of="body" label={words.body} hint={words.bodyHint} error={answer.error('body')}>
        <TextArea name="body" rows={3} required defaultValue={answer.value('body', said)} />
      </Field>
      <Field of="happenedOn" label={words.on} error={answer.error('happenedOn')}>
        <DateInput name="happenedOn" required defaultValue={answer.value('happenedOn', seoulDate(at))} />
      </Field>
      <Field of="happenedTime" label={words.time} hint={words.timeHint} error={answer.error('happenedTime')}>
        <TextInput
          name="happenedTime"
          inputMode="numeric"
          defaultValue={answer.value('happenedTime', seoulClock(at).toISOString().slice(11, 16))}
        />
      </Field>
    </>
  )
}

function EvidenceFields({ answer }: { answer: FormAnswer }) {
  return (
    <>
      <Field of="title" label={words.title} hint={words.titleHint} error={answer.error('title')}>
        <TextInput name="title" required defaultValue={answer.value('title')} />
      </Field>
      <Field of="shows" label={words.shows} optional error={answer.error('shows')}>
        <TextArea name="shows" rows={2} defaultValue={answer.value('shows')} />
      </Field>
    </>
  )
}
