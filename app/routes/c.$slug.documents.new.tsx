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
import { Choice, ChoiceGroup } from '#app/parts/choice.tsx'
import { DateInput } from '#app/parts/date-input.tsx'
import { OwnHash } from '#app/parts/document/own-hash.tsx'
import { Field } from '#app/parts/field.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { ActionBar, Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { Select, TextInput } from '#app/parts/text-input.tsx'
import { DocumentForm, documentKinds } from '#app/shapes/document.ts'
import { documentKindNames, ownHashText, documentForm as words } from '#app/text/ko/document.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { contactLinks } from '#server/domain/contact/links.ts'
import { proposeDocument } from '#server/domain/document.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const frame = await caseFrame(context.db, viewer, ref)
    const { evidence } = await contactLinks(context.db, viewer, ref)
    return json({ frame, evidence, formId: randomUUID() })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const slug = params.slug ?? ''
    const draft = readForm(form, DocumentForm)
    const { wasThere } = await proposeDocument(context.db, await context.viewer(), { slug, ...draft })
    return redirect(`/c/${slug}/documents?done=${wasThere ? 'there' : 'added'}`, 303)
  })
}

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

const labels = {
  kind: words.kind,
  title: words.name,
  sender: words.sender,
  sentOn: words.sentOn,
  sha256: ownHashText.label,
  evidenceId: words.evidence,
}

export default function NewDocument() {
  const { frame, evidence, formId } = useLoaderData<typeof loader>()
  const answer = useFormAnswer(labels)
  return (
    <CasePage frame={frame} title={words.title} lede={words.lead} back={`/c/${frame.slug}/documents`}>
      <Form method="post" noValidate key={formId}>
        <Stack gap="large">
          <RefusedNotice answer={answer} />
          <input type="hidden" name="id" value={answer.value('id', formId)} />
          <ChoiceGroup of="kind" label={words.kind} error={answer.error('kind')} columns>
            {documentKinds.map((kind) => (
              <Choice
                key={kind}
                type="radio"
                name="kind"
                value={kind}
                label={documentKindNames[kind]}
                defaultChecked={answer.chosen('kind', kind, kind === 'mail')}
              />
            ))}
          </ChoiceGroup>
          <Field of="title" label={words.name} hint={words.nameHint} error={answer.error('title')}>
            <TextInput name="title" autoComplete="off" defaultValue={answer.value('title')} />
          </Field>
          <Field
            of="sender"
            label={words.sender}
            hint={words.senderHint}
            optional
            error={answer.error('sender')}
          >
            <TextInput name="sender" autoComplete="off" defaultValue={answer.value('sender')} />
          </Field>
          <Field of="sentOn" label={words.sentOn} error={answer.error('sentOn')}>
            <DateInput name="sentOn" defaultValue={answer.value('sentOn', frame.today)} />
          </Field>
          <OwnHash id="sha256" answer={answer} />
          {evidence.length > 0 && (
            <Field of="evidenceId" label={words.evidence} optional error={answer.error('evidenceId')}>
              <Select
                name="evidenceId"
                empty={words.noEvidence}
                options={evidence.map(({ id, title }) => ({ value: id, label: title }))}
                defaultValue={answer.value('evidenceId')}
              />
            </Field>
          )}
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
