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
import { Choice, ChoiceGroup } from '#app/parts/choice.tsx'
import { DateInput } from '#app/parts/date-input.tsx'
import { Field } from '#app/parts/field.tsx'
import { type FormAnswer, useFormAnswer } from '#app/parts/form-answer.ts'
import { LawNote } from '#app/parts/law/law-note.tsx'
import { ActionBar, Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { ClaimLawForm, type LawQuestion, lawFieldsOf } from '#app/shapes/law.ts'
import { anchorName, answerName, questionText, claimLawWords as words } from '#app/text/ko/law.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { claimFor } from '#server/domain/claim/read.ts'
import { LAW_CHECKED_ON } from '#server/domain/law/laws.ts'
import { claimLawFields, saveClaimLaw } from '#server/domain/law.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { claimId: params.claimId ?? '', slug: params.slug }
    const claim = await claimFor(context.db, viewer, ref)
    const draft = await claimLawFields(context.db, viewer, ref)
    const frame = await caseFrame(context.db, viewer, { slug: claim.slug })
    const { id, receiptNo, side } = claim
    return json({ frame, claim: { id, receiptNo, side }, draft, checkedOn: LAW_CHECKED_ON })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('claim')
    const ref = { claimId: params.claimId ?? '', slug: params.slug ?? '' }
    const draft = readForm(form, ClaimLawForm)
    await saveClaimLaw(context.db, await context.viewer(), { ...ref, draft })
    return redirect(`/c/${ref.slug}/claims/${ref.claimId}?done=reckoned`, 303)
  })
}

/** Nothing of a person's claim stays in a cache. */
export const headers = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? [{ title: words.titleOf(String(data.claim.receiptNo)) }] : []

export default function ClaimLawFields() {
  const { frame, claim, draft, checkedOn } = useLoaderData<typeof loader>()
  const { days, questions } = lawFieldsOf(claim.side)
  const answer = useFormAnswer({ ...anchorName, ...questionText })
  return (
    <CasePage
      frame={frame}
      title={words.titleOf(String(claim.receiptNo))}
      lede={words.lede}
      back={`/c/${frame.slug}/claims/${claim.id}`}
    >
      <Form method="post" noValidate>
        <Stack gap="large">
          <RefusedNotice answer={answer} />
          <Card title={words.days}>
            <Stack>
              {days.map((anchor) => (
                <Field key={anchor} of={anchor} label={anchorName[anchor]} error={answer.error(anchor)}>
                  <DateInput
                    name={anchor}
                    defaultValue={answer.value(anchor, draft[anchor] ?? '')}
                    max={frame.today}
                  />
                </Field>
              ))}
            </Stack>
          </Card>
          <Card title={words.answers}>
            <Stack>
              {questions.map((question) => (
                <Question key={question} question={question} said={draft[question]} answer={answer} />
              ))}
            </Stack>
          </Card>
          <LawNote checkedOn={checkedOn} />
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

const answers = ['yes', 'no', 'unknown'] as const

function Question({
  question,
  said,
  answer,
}: {
  question: LawQuestion
  said: boolean | null
  answer: FormAnswer
}) {
  const stands = said === null ? 'unknown' : said ? 'yes' : 'no'
  return (
    <ChoiceGroup of={question} label={questionText[question]} error={answer.error(question)} columns>
      {answers.map((value) => (
        <Choice
          key={value}
          type="radio"
          name={question}
          value={value}
          label={answerName[value]}
          defaultChecked={answer.chosen(question, value, value === stands)}
        />
      ))}
    </ChoiceGroup>
  )
}
