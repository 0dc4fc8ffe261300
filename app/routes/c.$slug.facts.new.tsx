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
import { Card } from '#app/parts/card.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { ActionBar, Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { FactFields, factLabels, LinkFields } from '#app/parts/timeline/fact-fields.tsx'
import { FactForm } from '#app/shapes/fact.ts'
import { shell } from '#app/text/ko/shell.ts'
import { sourceWords, factForm as words } from '#app/text/ko/timeline.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { factChoices } from '#server/domain/fact/links.ts'
import { keepFact } from '#server/domain/fact.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const frame = await caseFrame(context.db, viewer, ref)
    const choices = await factChoices(context.db, viewer, ref)
    return json({ frame, choices, formId: randomUUID(), now: new Date().toISOString() })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const slug = params.slug ?? ''
    const { url, captureIds, evidenceIds, ...entry } = readForm(form, FactForm)
    const links = { url, captureIds, evidenceIds }
    await keepFact(context.db, await context.viewer(), { slug, ...entry, links })
    return redirect(`/c/${slug}/facts`, 303)
  })
}

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

export default function NewFact() {
  const { frame, choices, formId, now } = useLoaderData<typeof loader>()
  const answer = useFormAnswer(factLabels)
  return (
    <CasePage frame={frame} title={words.title} lede={words.lead} back={`/c/${frame.slug}/facts`}>
      <Form method="post" noValidate key={formId}>
        <Stack gap="large">
          <RefusedNotice answer={answer} />
          <input type="hidden" name="id" value={answer.value('id', formId)} />
          <FactFields answer={answer} from={null} now={now} respondents={choices.respondents} />
          <Card title={sourceWords.label}>
            <LinkFields answer={answer} {...choices} />
          </Card>
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
