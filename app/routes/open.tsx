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
import { CaseFields, caseLabels } from '#app/parts/case-form.tsx'
import { Choice } from '#app/parts/choice.tsx'
import { ChoiceList } from '#app/parts/choice-list.tsx'
import { Field } from '#app/parts/field.tsx'
import { type FormAnswer, useFormAnswer } from '#app/parts/form-answer.ts'
import { Link } from '#app/parts/link.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { ActionBar, PageShell, Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { Rules } from '#app/parts/rules.tsx'
import { SimilarCases, useSimilarCases } from '#app/parts/similar-cases.tsx'
import { TextInput } from '#app/parts/text-input.tsx'
import { sides } from '#app/shapes/case.ts'
import { OpeningForm } from '#app/shapes/case-draft.ts'
import { openPage, sideNames, similar } from '#app/text/ko/case.ts'
import { joinPage } from '#app/text/ko/join.ts'
import { rules } from '#app/text/ko/rules.ts'
import { shell } from '#app/text/ko/shell.ts'
import { openCase, similarCases } from '#server/domain/case.ts'
import { makeInvite } from '#server/domain/invite.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

export function loader({ request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const asked = (new URL(request.url).searchParams.get('shop') ?? '').trim()
    const back = `/open${asked ? `?shop=${encodeURIComponent(asked)}` : ''}`
    const viewer = await context.viewer()
    if (!viewer.hasPassword) throw redirect(`/signup?next=${encodeURIComponent(back)}`)
    if (asked) await context.limit('search')
    return json({ asked, cases: asked ? await similarCases(context.db, asked) : [] })
  })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('openCase')
    const { db, vault } = context
    const viewer = await context.viewer()
    const { slug } = await openCase(db, viewer, readForm(form, OpeningForm), { vault })
    await makeInvite(db, viewer, { slug, expiresAt: null, maxUses: null }, { vault })
    return redirect(`/c/${slug}/more/share?opened`)
  })
}

export const meta: MetaFunction = () => [{ title: `${openPage.title} · ${shell.name}` }]

const labels = {
  ...caseLabels,
  nickname: openPage.nickname,
  side: openPage.side,
  rules: openPage.rules,
}

export default function Open() {
  const initial = useLoaderData<typeof loader>()
  const answer = useFormAnswer(labels)
  const found = useSimilarCases(initial)
  const existing = answer.refusal?.code === 'case.already_open' ? answer.refusal.fields.slug : undefined
  return (
    <PageShell title={openPage.title} lede={openPage.lede}>
      <Form method="post" noValidate>
        <Stack gap="large">
          {existing ? <AlreadyOpen slug={existing} /> : <RefusedNotice answer={answer} />}
          <CaseFields
            answer={answer}
            shopName={initial.asked}
            onShopName={found.type}
            below={<SimilarCases title={similar.title} cases={found.cases} />}
          />
          <Host answer={answer} />
        </Stack>
        <ActionBar>
          <Button type="submit" kind="primary" wide busy={useNavigation().state !== 'idle'}>
            {openPage.submit}
          </Button>
        </ActionBar>
      </Form>
    </PageShell>
  )
}

function AlreadyOpen({ slug }: { slug: string }) {
  return (
    <div role="alert">
      <Notice kind="warn" title={similar.title}>
        <p>{similar.lede}</p>
        <Link to={`/c/${slug}`}>{similar.enter}</Link>
      </Notice>
    </div>
  )
}

function Host({ answer }: { answer: FormAnswer }) {
  return (
    <Card title={openPage.you}>
      <Stack>
        <Field
          of="nickname"
          label={openPage.nickname}
          hint={openPage.youHint}
          error={answer.error('nickname')}
        >
          <TextInput name="nickname" required autoComplete="off" defaultValue={answer.value('nickname')} />
        </Field>
        <ChoiceList
          name="side"
          values={sides}
          card={(side) => ({ label: sideNames[side] })}
          answer={answer}
          label={joinPage.side}
          required
          columns
        />
        <Rules />
        <Choice
          type="checkbox"
          id="rules"
          name="rules"
          value={rules.version}
          required
          label={openPage.rules}
          defaultChecked={answer.chosen('rules', rules.version)}
        />
      </Stack>
    </Card>
  )
}
