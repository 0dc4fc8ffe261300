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
import { noticeDraftFrom, writeNotice } from '#server/domain/notice.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

/** `?from=ID` begins with that message. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const { db } = context
    const viewer = await context.viewer()
    const slug = params.slug ?? ''
    await memberWho(db, viewer, { slug }, 'notice.write')
    const from = new URL(request.url).searchParams.get('from')
    const draft = from === null ? null : await noticeDraftFrom(db, viewer, { slug, messageId: from })
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
        {draft && <Notice>{words.from}</Notice>}
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
