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
import { NoticeActs } from '#app/parts/notice/notice-acts.tsx'
import { NoticeHistory } from '#app/parts/notice/notice-history.tsx'
import { NoticeSheet } from '#app/parts/notice/notice-sheet.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { NoticeMove, NoticePin } from '#app/shapes/notice.ts'
import { noticeForm, noticePage as words } from '#app/text/ko/notices.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import {
  acknowledgeNotice,
  cancelNotice,
  moveNotice,
  noticeFor,
  pinNotice,
  withdrawNotice,
} from '#server/domain/notice.ts'
import { Refusal } from '#server/domain/refusal.ts'
import { answering, doneIn, loading, readForm } from '#server/web/answer.ts'

type Done = keyof typeof words.dones

export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '', noticeId: params.noticeId ?? '' }
    const found = await noticeFor(context.db, viewer, ref)
    const frame = await caseFrame(context.db, viewer, ref)
    return json({ frame, ...found, done: doneIn(request, words.dones) })
  })
}

/** Confirms the notice; for the staff pins, plans, publishes, cancels it or takes it down, as `intent` says. */
export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const { db } = context
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '', noticeId: params.noticeId ?? '' }
    await noticeFor(db, viewer, ref)
    const to = (done: Done) => redirect(`/c/${ref.slug}/notices/${ref.noticeId}?done=${done}`, 303)
    switch (form.get('intent')) {
      case 'ack':
        await acknowledgeNotice(db, viewer, ref)
        return to('ack')
      case 'pin':
        await pinNotice(db, viewer, { ...ref, ...readForm(form, NoticePin) })
        return to('pinned')
      case 'move':
        await moveNotice(db, viewer, { ...ref, ...readForm(form, NoticeMove) })
        return to('scheduled')
      case 'now':
        await moveNotice(db, viewer, { ...ref, publishAt: null })
        return to('published')
      case 'cancel':
        await cancelNotice(db, viewer, ref)
        return to('cancelled')
      case 'withdraw':
        await withdrawNotice(db, viewer, ref)
        return to('withdrawn')
      default:
        throw new Refusal('invalid', 'shared.check_fields')
    }
  })
}

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? [{ title: `${data.notice.title} · ${data.frame.shopName}` }] : []

const labels = { publishOn: noticeForm.publishOn, publishAt: noticeForm.publishAt }

export default function NoticePage() {
  const { frame, notice, history, mayWrite, done } = useLoaderData<typeof loader>()
  const answer = useFormAnswer(labels)
  const { slug } = frame
  return (
    <CasePage frame={frame} title={notice.title} back={`/c/${slug}/notices`}>
      <RefusedNotice answer={answer} />
      {done && !answer.refusal && (
        <Notice kind="done" live>
          {words.dones[done]}
        </Notice>
      )}
      <NoticeSheet notice={notice} />
      {mayWrite && <NoticeActs slug={slug} notice={notice} answer={answer} />}
      {history.length > 1 && <NoticeHistory history={history} />}
    </CasePage>
  )
}
