import { randomUUID } from 'node:crypto'
import {
  type ActionFunctionArgs,
  type HeadersFunction,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
  type SerializeFrom,
} from '@remix-run/node'
import { Form, useLoaderData, useNavigation, useSearchParams } from '@remix-run/react'
import { Button, LinkButton } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { OwnHash } from '#app/parts/document/own-hash.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { Field } from '#app/parts/field.tsx'
import { type FormAnswer, useFormAnswer } from '#app/parts/form-answer.ts'
import { MomentFields } from '#app/parts/moment-fields.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { Select, TextInput } from '#app/parts/text-input.tsx'
import { CaptureForm, CaptureRef } from '#app/shapes/capture.ts'
import { seoulDate, seoulTime } from '#app/shapes/civil-date.ts'
import { fullMoment } from '#app/text/format.ts'
import { capturesPage as words } from '#app/text/ko/capture.ts'
import { ownHashText } from '#app/text/ko/document.ts'
import { shell } from '#app/text/ko/shell.ts'
import { capturePage, dropCapture, myCaptures } from '#server/domain/capture.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { contactLinks } from '#server/domain/contact/links.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const frame = await caseFrame(context.db, viewer, ref)
    const captures = await myCaptures(context.db, viewer, ref)
    const { evidence } = await contactLinks(context.db, viewer, ref)
    return json({ frame, captures, evidence, formId: randomUUID(), now: new Date().toISOString() })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const viewer = await context.viewer()
    const slug = params.slug ?? ''
    if (form.get('intent') === 'drop') {
      await dropCapture(context.db, viewer, { slug, ...readForm(form, CaptureRef) })
      return redirect(`/c/${slug}/captures?done=dropped`, 303)
    }
    await capturePage(context.db, viewer, { slug, ...readForm(form, CaptureForm) })
    return redirect(`/c/${slug}/captures?done=kept`, 303)
  })
}

/** What one saw is for oneself: no device keeps this page. */
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

const labels = {
  url: words.url,
  seenOn: words.seenOn,
  seenAt: words.seenAt,
  sha256: ownHashText.label,
  evidenceId: words.evidence,
}

export default function Captures() {
  const { frame, captures, evidence, formId, now } = useLoaderData<typeof loader>()
  const [query] = useSearchParams()
  const answer = useFormAnswer(labels)
  const done = words.done[query.get('done') ?? '']
  const { slug } = frame
  return (
    <CasePage frame={frame} title={words.title} lede={words.lead} back={`/c/${slug}/more`}>
      {done && !answer.refusal && (
        <Notice kind="done" live>
          {done}
        </Notice>
      )}
      <Card title={words.add}>
        <Form method="post" noValidate key={formId}>
          <Stack gap="large">
            <RefusedNotice answer={answer} />
            <p className="meta">{words.never}</p>
            <input type="hidden" name="id" value={answer.value('id', formId)} />
            <CaptureFields answer={answer} evidence={evidence} now={now} />
            <LinkButton to={`/c/${slug}/evidence/add`} icon="plus" wide>
              {words.upload}
            </LinkButton>
            <Button type="submit" kind="primary" wide busy={useNavigation().state !== 'idle'}>
              {words.save}
            </Button>
          </Stack>
        </Form>
      </Card>
      <section aria-labelledby="captures">
        <Stack>
          <h2 id="captures">{words.list}</h2>
          {captures.length === 0 && <Empty icon="eye">{words.empty}</Empty>}
          {captures.map((capture) => (
            <CaptureCard key={capture.id} capture={capture} />
          ))}
        </Stack>
      </section>
    </CasePage>
  )
}

type Loaded = SerializeFrom<typeof loader>
type FieldsProps = { answer: FormAnswer } & Pick<Loaded, 'evidence' | 'now'>

function CaptureFields({ answer, evidence, now }: FieldsProps) {
  return (
    <>
      <Field of="url" label={words.url} hint={words.urlHint} error={answer.error('url')}>
        <TextInput name="url" inputMode="url" autoComplete="off" defaultValue={answer.value('url')} />
      </Field>
      <MomentFields
        answer={answer}
        names={{ date: 'seenOn', time: 'seenAt' }}
        labels={{ date: words.seenOn, time: words.seenAt }}
        now={{ date: seoulDate(now), time: seoulTime(now) }}
        dateNeeded
      />
      {evidence.length > 0 && (
        <Field
          of="evidenceId"
          label={words.evidence}
          hint={words.evidenceHint}
          optional
          error={answer.error('evidenceId')}
        >
          <Select
            name="evidenceId"
            empty={words.noEvidence}
            options={evidence.map(({ id, title }) => ({ value: id, label: title }))}
            defaultValue={answer.value('evidenceId')}
          />
        </Field>
      )}
      <OwnHash id="sha256" answer={answer} />
    </>
  )
}

/** The address is shown as letters: nobody is led to a page that may be a trap by now. */
function CaptureCard({
  capture: { id, url, seenAt, sha256, evidence },
}: {
  capture: Loaded['captures'][number]
}) {
  return (
    <Card level={3} title={<time dateTime={seenAt}>{fullMoment(seenAt)}</time>}>
      <Stack>
        <p>{url}</p>
        <p className="meta">
          {words.hash} <code>{sha256}</code>
        </p>
        {evidence && <p className="meta">{words.linked(evidence.title)}</p>}
        <Form method="post">
          <input type="hidden" name="intent" value="drop" />
          <input type="hidden" name="captureId" value={id} />
          <Button type="submit" kind="danger" icon="trash">
            {words.drop}
          </Button>
        </Form>
      </Stack>
    </Card>
  )
}
