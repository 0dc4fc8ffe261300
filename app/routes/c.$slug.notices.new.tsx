import { randomUUID } from 'node:crypto'
import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Card } from '#app/parts/card.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { NoticePlace, NoticeTime, NoticeWords, noticeLabels } from '#app/parts/notice/notice-fields.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { PageForm } from '#app/parts/page-form.tsx'
import { NoticeForm } from '#app/shapes/notice.ts'
import { noticeForm as words } from '#app/text/ko/notices.ts'
import { shell } from '#app/text/ko/shell.ts'
import { memberWho } from '#server/domain/access.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { noticeFromStep } from '#server/domain/filing.ts'
import { noticeDraftFrom, writeNotice } from '#server/domain/notice.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

/** `?from=ID` begins with that message, `?filing=ID&step=ID` with what came of a filing. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const { db } = context
    const viewer = await context.viewer()
    const slug = params.slug ?? ''
    await memberWho(db, viewer, { slug }, 'notice.write')
    const query = new URL(request.url).searchParams
    const [from, filingId, stepId] = [query.get('from'), query.get('filing'), query.get('step')]
    const draft =
      from !== null
        ? await noticeDraftFrom(db, viewer, { slug, messageId: from })
        : filingId !== null && stepId !== null
          ? await noticeFromStep(db, viewer, { slug, filingId, stepId })
          : null
    const frame = await caseFrame(db, viewer, { slug })
    return json({ frame, from, draft, formId: randomUUID() })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const slug = params.slug ?? ''
    const draft = readForm(form, NoticeForm)
    const { id } = await writeNotice(context.db, await context.viewer(), { slug, ...draft })
    const done = draft.publishAt ? 'scheduled' : 'published'
    return redirect(`/c/${slug}/notices/${id}?done=${done}`, 303)
  })
}

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

export default function NewNotice() {
  const { frame, from, draft, formId } = useLoaderData<typeof loader>()
  const answer = useFormAnswer(noticeLabels)
  return (
    <CasePage frame={frame} title={words.title} lede={words.lede} back={`/c/${frame.slug}/notices`}>
      <PageForm answer={answer} id={formId} submit={words.submit}>
        {from && <Notice>{words.from}</Notice>}
        {from && <input type="hidden" name="from" value={from} />}
        <NoticeWords answer={answer} now={draft ?? undefined} />
        <NoticePlace answer={answer} channel={draft?.channel ?? 'all'} />
        <Card title={words.when}>
          <p className="meta">{words.whenNote}</p>
          <NoticeTime answer={answer} />
        </Card>
      </PageForm>
    </CasePage>
  )
}
