import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { CasePage } from '#app/parts/case-page.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { NoticeWords, noticeLabels } from '#app/parts/notice/notice-fields.tsx'
import { PageForm } from '#app/parts/page-form.tsx'
import { NoticeEdit } from '#app/shapes/notice.ts'
import { noticeForm as words } from '#app/text/ko/notices.ts'
import { shell } from '#app/text/ko/shell.ts'
import { memberWho } from '#server/domain/access.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { editNotice, noticeFor } from '#server/domain/notice.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const { db } = context
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '', noticeId: params.noticeId ?? '' }
    const { notice } = await noticeFor(db, viewer, ref)
    await memberWho(db, viewer, ref, 'notice.write')
    const frame = await caseFrame(db, viewer, ref)
    const { id, version, title, body } = notice
    return json({ frame, id, version, words: { title, body: body ?? '' } })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const ref = { slug: params.slug ?? '', noticeId: params.noticeId ?? '' }
    await editNotice(context.db, await context.viewer(), { ...ref, ...readForm(form, NoticeEdit) })
    return redirect(`/c/${ref.slug}/notices/${ref.noticeId}?done=edited`, 303)
  })
}

export const meta: MetaFunction = () => [{ title: `${words.editTitle} · ${shell.name}` }]

export default function EditNotice() {
  const { frame, id, version, words: now } = useLoaderData<typeof loader>()
  const answer = useFormAnswer(noticeLabels)
  return (
    <CasePage
      frame={frame}
      title={words.editTitle}
      lede={words.editLede}
      back={`/c/${frame.slug}/notices/${id}`}
    >
      <PageForm answer={answer} submit={words.save}>
        <input type="hidden" name="version" value={version} />
        <NoticeWords answer={answer} now={now} />
      </PageForm>
    </CasePage>
  )
}
