import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { Button } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { Notice } from '#app/parts/notice.tsx'
import { DigestChoice, LevelChoices, QuietChoice } from '#app/parts/notify/choices.tsx'
import { ThisDevice } from '#app/parts/notify/this-device.tsx'
import { ActionBar, Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { NotifyForm, PushAddress } from '#app/shapes/notify.ts'
import { notifySettingsPage as words } from '#app/text/ko/notify.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { addDevice, chooseNotify, dropDevice, notifySettings } from '#server/domain/notify-settings.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const frame = await caseFrame(context.db, viewer, ref)
    const settings = await notifySettings(context.db, viewer, { ...ref, sessionId: context.session.id })
    return json({
      frame,
      settings,
      pushKey: context.push.publicKey,
      sendsMail: context.sendsMail,
      saved: new URL(request.url).searchParams.has('saved'),
    })
  })
}

/** Keeps the wishes; `subscribe` and `unsubscribe` come from the script of this page and concern this device. */
export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const { db, push, session } = context
    const viewer = await context.viewer()
    const slug = params.slug ?? ''
    const intent = form.get('intent')
    if (intent === 'subscribe') {
      const address = readForm(form, PushAddress)
      await addDevice(db, viewer, { slug, sessionId: session.id, address }, { push })
      return json({ done: true })
    }
    if (intent === 'unsubscribe') {
      await dropDevice(db, viewer, { slug, sessionId: session.id })
      return json({ done: true })
    }
    await chooseNotify(db, viewer, { slug, wishes: readForm(form, NotifyForm) })
    return redirect(`/c/${slug}/more/notifications?saved`)
  })
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${words.title} · ${data?.frame.shopName ?? shell.name}` },
]

const labels = { quietTo: words.quietTo }

export default function NotifySettings() {
  const { frame, settings, pushKey, sendsMail, saved } = useLoaderData<typeof loader>()
  const answer = useFormAnswer(labels)
  const back = `/c/${frame.slug}/more`
  return (
    <CasePage frame={frame} title={words.title} lede={words.lede} back={back}>
      {saved && !answer.refusal && (
        <Notice kind="done" live>
          {words.saved}
        </Notice>
      )}
      <Card title={words.thisDevice}>
        <ThisDevice isOn={settings.thisDevice} others={settings.otherDevices} pushKey={pushKey} />
      </Card>
      <Form method="post" noValidate>
        <Stack gap="large">
          <RefusedNotice answer={answer} />
          <LevelChoices channels={settings.channels} answer={answer} />
          <QuietChoice quiet={settings.quiet} answer={answer} />
          <DigestChoice
            isOn={settings.digest}
            hasEmail={settings.hasEmail}
            sendsMail={sendsMail}
            signUp={`/signup?next=${encodeURIComponent(`${back}/notifications`)}`}
          />
          <ActionBar>
            <Button type="submit" kind="primary" wide>
              {words.save}
            </Button>
          </ActionBar>
        </Stack>
      </Form>
    </CasePage>
  )
}
