import { randomUUID } from 'node:crypto'
import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { CasePage } from '#app/parts/case-page.tsx'
import { Choice, ChoiceGroup } from '#app/parts/choice.tsx'
import { ChoiceList } from '#app/parts/choice-list.tsx'
import { Field } from '#app/parts/field.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { MomentFields } from '#app/parts/moment-fields.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { PageForm } from '#app/parts/page-form.tsx'
import { TextArea } from '#app/parts/text-area.tsx'
import { TextInput } from '#app/parts/text-input.tsx'
import { claimSides } from '#app/shapes/case.ts'
import {
  type DestinationGroup,
  type DestinationName,
  destinationGroups,
  FilingForm,
} from '#app/shapes/filing.ts'
import { destinationWords } from '#app/text/ko/destinations.ts'
import { destinationGroupName, filingPage, filings, filingForm as words } from '#app/text/ko/filing.ts'
import { shell } from '#app/text/ko/shell.ts'
import { memberWho } from '#server/domain/access.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { openFiling } from '#server/domain/filing.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

/** `?after=ID` opens one that carries the claims of that filing on. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    await memberWho(context.db, viewer, ref, 'filing.keep')
    return json({
      frame: await caseFrame(context.db, viewer, ref),
      formId: randomUUID(),
      after: new URL(request.url).searchParams.get('after'),
    })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const slug = params.slug ?? ''
    const draft = readForm(form, FilingForm)
    const { filingId } = await openFiling(context.db, await context.viewer(), { slug, ...draft })
    return redirect(`/c/${slug}/filings/${filingId}?done=opened`, 303)
  })
}

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

const labels = {
  destination: words.destination,
  side: words.side,
  title: words.name,
  recipient: words.recipient,
  words: words.words,
  closesOn: words.closesOn,
  closesAt: words.closesAt,
}

const groups = Object.entries(destinationGroups) as [DestinationGroup, readonly DestinationName[]][]

export default function NewFiling() {
  const { frame, formId, after } = useLoaderData<typeof loader>()
  const answer = useFormAnswer(labels)
  return (
    <CasePage frame={frame} title={words.title} lede={words.lede} back={`/c/${frame.slug}/filings`}>
      <PageForm answer={answer} id={formId} submit={words.submit}>
        {after && <Notice>{filingPage.opensAfter}</Notice>}
        {after && <input type="hidden" name="afterId" value={after} />}
        <ChoiceGroup of="destination" label={words.destination} error={answer.error('destination')}>
          {groups.map(([group, names]) => (
            <ChoiceGroup key={group} of={`destination-${group}`} label={destinationGroupName[group]}>
              {names.map((name) => (
                <Choice
                  key={name}
                  type="radio"
                  name="destination"
                  value={name}
                  defaultChecked={answer.value('destination') === name}
                  label={destinationWords[name].label}
                  note={destinationWords[name].note}
                />
              ))}
            </ChoiceGroup>
          ))}
        </ChoiceGroup>
        <ChoiceList
          name="side"
          label={words.side}
          values={claimSides}
          card={(side) => ({ label: filings.sides[side] })}
          answer={answer}
          columns
        />
        <Field of="title" label={words.name} hint={words.nameHint} error={answer.error('title')}>
          <TextInput name="title" autoComplete="off" defaultValue={answer.value('title')} />
        </Field>
        <Field
          of="recipient"
          label={words.recipient}
          hint={words.recipientHint}
          error={answer.error('recipient')}
        >
          <TextInput name="recipient" autoComplete="off" defaultValue={answer.value('recipient')} />
        </Field>
        <MomentFields
          answer={answer}
          names={{ date: 'closesOn', time: 'closesAt' }}
          labels={{ date: words.closesOn, time: words.closesAt, timeHint: words.closesAtHint }}
          dateNeeded
        />
        <Field of="words" label={words.words} hint={words.wordsHint} optional error={answer.error('words')}>
          <TextArea name="words" rows={4} defaultValue={answer.value('words')} />
        </Field>
      </PageForm>
    </CasePage>
  )
}
