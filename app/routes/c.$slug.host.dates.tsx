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
import { DateInput } from '#app/parts/date-input.tsx'
import { Field } from '#app/parts/field.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { LawNote } from '#app/parts/law/law-note.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { ActionBar, Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { CaseDatesForm, caseAnchors } from '#app/shapes/law.ts'
import { anchorName, caseDatesWords as words } from '#app/text/ko/law.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { LAW_CHECKED_ON } from '#server/domain/law/laws.ts'
import { caseDatesFor, saveCaseDates } from '#server/domain/law.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const dates = await caseDatesFor(context.db, viewer, ref)
    const frame = await caseFrame(context.db, viewer, ref)
    const saved = new URL(request.url).searchParams.has('saved')
    return json({ frame, dates, saved, checkedOn: LAW_CHECKED_ON })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const slug = params.slug ?? ''
    await saveCaseDates(context.db, await context.viewer(), { slug, dates: readForm(form, CaseDatesForm) })
    return redirect(`/c/${slug}/host/dates?saved`, 303)
  })
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${words.title} · ${data?.frame.shopName ?? shell.name}` },
]

const groups = [
  { title: words.court, anchors: caseAnchors.slice(0, caseAnchors.indexOf('collective_until')) },
  {
    title: words.collective,
    anchors: caseAnchors.filter((anchor) => anchor.startsWith('collective')),
  },
  { title: words.order, anchors: caseAnchors.filter((anchor) => anchor === 'order_served') },
]

/** The days a court or an agency set, as the staff reads them off the order or the notice. */
export default function CaseDays() {
  const { frame, dates, saved, checkedOn } = useLoaderData<typeof loader>()
  const answer = useFormAnswer(anchorName)
  return (
    <CasePage frame={frame} title={words.title} lede={words.lede} back={`/c/${frame.slug}/more`}>
      {saved && !answer.refusal && (
        <Notice kind="done" live>
          {words.saved}
        </Notice>
      )}
      <Form method="post" noValidate>
        <Stack gap="large">
          <RefusedNotice answer={answer} />
          {groups.map(({ title, anchors }) => (
            <Card key={title} title={title}>
              <Stack>
                {anchors.map((anchor) => (
                  <Field key={anchor} of={anchor} label={anchorName[anchor]} error={answer.error(anchor)}>
                    <DateInput name={anchor} defaultValue={answer.value(anchor, dates[anchor] ?? '')} />
                  </Field>
                ))}
              </Stack>
            </Card>
          ))}
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
