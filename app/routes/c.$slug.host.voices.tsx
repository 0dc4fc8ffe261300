import { randomUUID } from 'node:crypto'
import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
  type SerializeFrom,
} from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { Button } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { CasePage, Columns } from '#app/parts/case-page.tsx'
import { Chip } from '#app/parts/chip.tsx'
import { ChoiceList } from '#app/parts/choice-list.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { Field } from '#app/parts/field.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { Notice } from '#app/parts/notice.tsx'
import { Row, Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { TextInput } from '#app/parts/text-input.tsx'
import { VoiceInviteForm, VoiceRef, voiceMeans } from '#app/shapes/voice.ts'
import { moment } from '#app/text/format.ts'
import { voiceMeansNames, voicesPage as words } from '#app/text/ko/company.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { respondentsIn } from '#server/domain/respondent/read.ts'
import { inviteVoice, revokeVoice, voicesIn } from '#server/domain/voice.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const { db, vault, origin } = context
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const voices = await voicesIn(db, viewer, ref, { vault })
    const { respondents } = await respondentsIn(db, viewer, ref)
    const done = new URL(request.url).searchParams.get('done')
    return json({
      frame: await caseFrame(db, viewer, ref),
      ...{ voices, origin, formId: randomUUID() },
      respondents: respondents
        .filter(({ state, businessNumber }) => state === 'kept' && businessNumber !== null)
        .map(({ id, name, phone }) => ({ id, name, phone })),
      names: Object.fromEntries(respondents.map(({ id, name }) => [id, name])),
      done: done === 'made' || done === 'done' ? (done as 'made' | 'done') : null,
    })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const { db, vault } = context
    const viewer = await context.viewer()
    const slug = params.slug ?? ''
    if (form.get('intent') === 'revoke') {
      await revokeVoice(db, viewer, { slug, ...readForm(form, VoiceRef) })
      return redirect(`/c/${slug}/host/voices?done=done`, 303)
    }
    await inviteVoice(db, viewer, { slug, ...readForm(form, VoiceInviteForm) }, { vault })
    return redirect(`/c/${slug}/host/voices?done=made`, 303)
  })
}

/** A code opens a voice: it stays on no device. */
export const headers = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

type Data = SerializeFrom<typeof loader>
const labels = { respondentId: words.respondent, means: words.means, sentTo: words.sentTo }

export default function Voices() {
  const { frame, voices, names, origin, done, ...making } = useLoaderData<typeof loader>()
  const answer = useFormAnswer(labels)
  return (
    <CasePage frame={frame} title={words.title} lede={words.lede} back={`/c/${frame.slug}/more`} width="wide">
      <RefusedNotice answer={answer} />
      {done && !answer.refusal && (
        <Notice kind="done" live>
          {words[done]}
        </Notice>
      )}
      <Columns>
        <MakeVoice key={making.formId} {...making} />
        <section aria-labelledby="made">
          <Stack>
            <h2 id="made">{words.list}</h2>
            {voices.length === 0 && <Empty icon="people">{words.empty}</Empty>}
            {voices.map((voice) => (
              <VoiceCard
                key={voice.id}
                voice={voice}
                name={names[voice.respondentId] ?? ''}
                origin={origin}
              />
            ))}
          </Stack>
        </section>
      </Columns>
    </CasePage>
  )
}

function MakeVoice({ respondents, formId }: Pick<Data, 'respondents' | 'formId'>) {
  const answer = useFormAnswer(labels)
  if (respondents.length === 0) return <Notice>{words.none}</Notice>
  const nameOf = (id: string) => respondents.find((each) => each.id === id)
  return (
    <Card title={words.make}>
      <Form method="post" noValidate>
        <input type="hidden" name="id" value={formId} />
        <Stack>
          <ChoiceList
            name="respondentId"
            values={respondents.map(({ id }) => id)}
            first={respondents.length === 1 ? respondents[0]?.id : undefined}
            card={(id) => ({ label: nameOf(id)?.name, note: nameOf(id)?.phone })}
            answer={answer}
            label={words.respondent}
            hint={words.respondentHint}
            required
          />
          <ChoiceList
            name="means"
            values={voiceMeans}
            card={(value) => ({ label: voiceMeansNames[value] })}
            answer={answer}
            label={words.means}
            required
            columns
          />
          <Field of="sentTo" label={words.sentTo} hint={words.sentToHint} error={answer.error('sentTo')}>
            <TextInput name="sentTo" required autoComplete="off" defaultValue={answer.value('sentTo')} />
          </Field>
          <Button type="submit" name="intent" value="make" kind="primary" wide>
            {words.submit}
          </Button>
        </Stack>
      </Form>
    </Card>
  )
}

function VoiceCard({ voice, name, origin }: { voice: Data['voices'][number]; name: string; origin: string }) {
  const { id, means, sentTo, by, issuedAt, verifiedAt, state, code } = voice
  return (
    <Card title={name} level={3}>
      <Stack>
        <Row>
          <Chip tone={state === 'speaking' ? 'done' : 'plain'}>{words.states[state]}</Chip>
          <span className="meta">
            {words.by(by, moment(issuedAt))} · {voiceMeansNames[means]} · {sentTo}
          </span>
        </Row>
        {verifiedAt && <p className="meta">{words.verified(moment(verifiedAt))}</p>}
        {code && (
          <Field of={`code-${id}`} label={words.link}>
            <TextInput name="code" readOnly defaultValue={`${origin}/v/${code}`} />
          </Field>
        )}
        {state !== 'revoked' && (
          <Form method="post">
            <input type="hidden" name="voiceId" value={id} />
            <Button type="submit" name="intent" value="revoke" kind="danger">
              {words.revoke}
            </Button>
          </Form>
        )}
      </Stack>
    </Card>
  )
}
