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
import { SourceOf, StateLine } from '#app/parts/case-state/state-line.tsx'
import { ChoiceList } from '#app/parts/choice-list.tsx'
import { DateInput } from '#app/parts/date-input.tsx'
import { Field } from '#app/parts/field.tsx'
import { Folded } from '#app/parts/folded.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { Notice } from '#app/parts/notice.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { TextInput } from '#app/parts/text-input.tsx'
import { CaseStateEnd, CaseStateForm, CaseStateRef, caseStates } from '#app/shapes/case-state.ts'
import { day } from '#app/text/format.ts'
import { stateWords, statePage as words } from '#app/text/ko/case-state.ts'
import { shell } from '#app/text/ko/shell.ts'
import { memberWho } from '#server/domain/access.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { caseState, endCaseState, removeCaseState, setCaseState } from '#server/domain/case-state.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const { caseId } = await memberWho(context.db, viewer, ref, 'fact.judge')
    const standing = await caseState(context.db, caseId)
    const frame = await caseFrame(context.db, viewer, ref)
    const saved = new URL(request.url).searchParams.has('saved')
    return json({ frame, ...standing, saved, formId: randomUUID() })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const { db } = context
    const viewer = await context.viewer()
    const slug = params.slug ?? ''
    const intent = form.get('intent')
    if (intent === 'end') await endCaseState(db, viewer, { slug, ...readForm(form, CaseStateEnd) })
    else if (intent === 'remove') await removeCaseState(db, viewer, { slug, ...readForm(form, CaseStateRef) })
    else await setCaseState(db, viewer, { slug, ...readForm(form, CaseStateForm) })
    return redirect(`/c/${slug}/host/state?saved`, 303)
  })
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${words.title} · ${data?.frame.shopName ?? shell.name}` },
]

const labels = {
  ...{ state: words.state, since: words.since, nextOn: words.nextOn, source: words.source },
  ...{ url: words.url, endedOn: words.endedOn },
}

/** How the case stands, as the staff reads it. */
export default function CaseStates() {
  const { frame, shop, investigation, history, saved, formId } = useLoaderData<typeof loader>()
  const answer = useFormAnswer(labels)
  const standing = [shop, investigation].filter((each) => each !== null)
  return (
    <CasePage frame={frame} title={words.title} lede={words.lede} back={`/c/${frame.slug}/more`}>
      {saved && !answer.refusal && (
        <Notice kind="done" live>
          {words.saved}
        </Notice>
      )}
      <RefusedNotice answer={answer} />
      <Card title={words.now}>
        {standing.length === 0 && <p>{words.none}</p>}
        {standing.map((state) => (
          <StateLine key={state.id} state={state} today={frame.today} />
        ))}
      </Card>
      <Card title={words.add}>
        <StateForm key={formId} formId={formId} />
      </Card>
      {history.length > 0 && (
        <Card title={words.history}>
          <Stack>
            {history.map((state) => (
              <Past key={state.id} state={state} today={frame.today} />
            ))}
          </Stack>
        </Card>
      )}
    </CasePage>
  )
}

function StateForm({ formId }: { formId: string }) {
  const answer = useFormAnswer(labels)
  return (
    <Form method="post" noValidate>
      <input type="hidden" name="id" value={answer.value('id', formId)} />
      <Stack gap="large">
        <ChoiceList
          name="state"
          values={caseStates}
          card={(state) => stateWords[state]}
          answer={answer}
          label={words.state}
          columns
        />
        <Field of="since" label={words.since} hint={words.sinceHint} error={answer.error('since')}>
          <DateInput name="since" defaultValue={answer.value('since')} />
        </Field>
        <Field
          of="nextOn"
          label={words.nextOn}
          hint={words.nextOnHint}
          optional
          error={answer.error('nextOn')}
        >
          <DateInput name="nextOn" defaultValue={answer.value('nextOn')} />
        </Field>
        <Field of="source" label={words.source} hint={words.sourceHint} error={answer.error('source')}>
          <TextInput name="source" autoComplete="off" defaultValue={answer.value('source')} />
        </Field>
        <Field of="url" label={words.url} optional error={answer.error('url')}>
          <TextInput name="url" inputMode="url" autoComplete="off" defaultValue={answer.value('url')} />
        </Field>
        <Button
          type="submit"
          name="intent"
          value="set"
          kind="primary"
          wide
          busy={useNavigation().state !== 'idle'}
        >
          {words.save}
        </Button>
      </Stack>
    </Form>
  )
}

type State = ReturnType<typeof useLoaderData<typeof loader>>['history'][number]

/** One line of the history, with what the staff can still do about it. */
function Past({ state, today }: { state: State; today: string }) {
  const { id, since, endedOn } = state
  const when = endedOn ? words.untilText(day(since), day(endedOn)) : words.sinceText(day(since))
  return (
    <Folded label={`${stateWords[state.state].label} · ${when}`}>
      <Stack>
        <SourceOf state={state} />
        {endedOn === null && (
          <Form method="post" noValidate>
            <input type="hidden" name="stateId" value={id} />
            <Stack>
              <Field of={`ended-${id}`} label={words.endedOn}>
                <DateInput name="endedOn" defaultValue={today} />
              </Field>
              <Button type="submit" name="intent" value="end">
                {words.end}
              </Button>
            </Stack>
          </Form>
        )}
        <Form method="post">
          <input type="hidden" name="stateId" value={id} />
          <Button type="submit" name="intent" value="remove" kind="danger">
            {words.remove}
          </Button>
        </Form>
      </Stack>
    </Folded>
  )
}
