import { randomUUID } from 'node:crypto'
import {
  type ActionFunctionArgs,
  type HeadersFunction,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { LinkButton } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { Notice } from '#app/parts/notice.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { ReceiverCard } from '#app/parts/receiver/card.tsx'
import { MadeReceiver, ReceiverDesk } from '#app/parts/receiver/desk.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { ReceiverForm, ReceiverRefForm } from '#app/shapes/receiver.ts'
import { receiversPage as words } from '#app/text/ko/receiver.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { agreeToReceiver, endReceiver, openReceiver, receiversOf } from '#server/domain/receiver.ts'
import { answering, doneIn, loading, readForm } from '#server/web/answer.ts'

type Done = keyof typeof words.dones

export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '', filingId: params.filingId ?? '' }
    const page = await receiversOf(context.db, viewer, ref)
    return json({
      frame: await caseFrame(context.db, viewer, ref),
      ...page,
      done: doneIn(request, words.dones),
      filingId: ref.filingId,
      hasPassword: viewer.hasPassword,
      formId: randomUUID(),
    })
  })
}

/** Lets somebody in, agrees as the second officer, or ends it, as `intent` says. */
export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    const { db } = context
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '', filingId: params.filingId ?? '' }
    const to = (done: Done) => redirect(`/c/${ref.slug}/filings/${ref.filingId}/receivers?done=${done}`, 303)
    await context.limit('write')
    switch (form.get('intent')) {
      case 'agree':
        await agreeToReceiver(db, viewer, { ...ref, ...readForm(form, ReceiverRefForm) })
        return to('agreed')
      case 'end':
        await endReceiver(db, viewer, { ...ref, ...readForm(form, ReceiverRefForm) })
        return to('ended')
      default: {
        const draft = readForm(form, ReceiverForm)
        await context.limit('guess')
        const allow = () => context.limit('export')
        const { secret, waits } = await openReceiver(db, viewer, { ...ref, draft }, { allow })
        return json({ made: { link: `${context.origin}/r#${secret}`, secret, waits } })
      }
    }
  })
}

/** A secret may stand on it: no device keeps this page. */
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? [{ title: `${words.title} · ${data.title} · ${data.frame.shopName}` }] : []

const labels = {
  ...{ version: words.version, name: words.name, office: words.office, reason: words.reason },
  ...{ days: words.days, password: words.password },
}

export default function Receivers() {
  const { frame, versions, receivers, mayKeep, done, filingId, hasPassword, formId } =
    useLoaderData<typeof loader>()
  const answer = useFormAnswer(labels)
  const made = useActionData<{ made?: { link: string; secret: string; waits: boolean } }>()?.made
  const here = `/c/${frame.slug}/filings/${filingId}/receivers`
  return (
    <CasePage
      frame={frame}
      title={words.title}
      lede={words.lede}
      back={`/c/${frame.slug}/filings/${filingId}`}
    >
      <RefusedNotice answer={answer} />
      {done && !answer.refusal && !made && (
        <Notice kind="done" live>
          {words.dones[done]}
        </Notice>
      )}
      {made && <MadeReceiver {...made} />}
      <Stack>
        {receivers.length === 0 && <Empty icon="lock">{words.empty}</Empty>}
        {receivers.map((each) => (
          <ReceiverCard key={each.id} of={each} mayKeep={mayKeep} />
        ))}
      </Stack>
      {mayKeep && versions.length > 0 && hasPassword && (
        <ReceiverDesk key={formId} id={formId} versions={versions} answer={answer} />
      )}
      {mayKeep && !hasPassword && (
        <Card title={words.open}>
          <p>{words.accountNeeded}</p>
          <LinkButton kind="primary" wide to={`/signup?next=${encodeURIComponent(here)}`}>
            {words.open}
          </LinkButton>
        </Card>
      )}
    </CasePage>
  )
}
