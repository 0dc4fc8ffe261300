import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { CaseFields, caseLabels } from '#app/parts/case-form.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { Link } from '#app/parts/link.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { PageForm } from '#app/parts/page-form.tsx'
import { CaseForm } from '#app/shapes/case-draft.ts'
import { openPage, similar } from '#app/text/ko/case.ts'
import { shell } from '#app/text/ko/shell.ts'
import { memberWho } from '#server/domain/access.ts'
import { editCase, publicCase } from '#server/domain/case.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const ref = { slug: params.slug ?? '' }
    await memberWho(context.db, await context.viewer(), ref, 'case.edit')
    const facts = await publicCase(context.db, ref.slug)
    const frame = await caseFrame(context.db, await context.viewer(), ref)
    return json({ frame, facts, saved: new URL(request.url).searchParams.has('saved') })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const ref = { slug: params.slug ?? '' }
    await editCase(context.db, await context.viewer(), ref, readForm(form, CaseForm))
    return redirect(`/c/${ref.slug}/host/edit?saved`)
  })
}

export const meta: MetaFunction = () => [{ title: `${openPage.editTitle} · ${shell.name}` }]

export default function EditCase() {
  const { frame, facts, saved } = useLoaderData<typeof loader>()
  const answer = useFormAnswer(caseLabels)
  const existing = answer.refusal?.code === 'case.already_open' ? answer.refusal.fields.slug : undefined
  return (
    <CasePage
      frame={frame}
      title={openPage.editTitle}
      lede={openPage.editLede}
      back={`/c/${facts.slug}/more`}
    >
      {saved && !answer.refusal && (
        <Notice kind="done" live>
          {openPage.saved}
        </Notice>
      )}
      <PageForm answer={answer} submit={openPage.save}>
        {existing && <Link to={`/c/${existing}`}>{similar.enter}</Link>}
        <CaseFields answer={answer} facts={facts} />
      </PageForm>
    </CasePage>
  )
}
