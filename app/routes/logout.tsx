import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import type { FormEvent } from 'react'
import { forgetDevice } from '#app/live/forget-device.ts'
import { Button, LinkButton } from '#app/parts/button.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { ActionBar, PageShell } from '#app/parts/page-shell.tsx'
import { accountPage } from '#app/text/ko/account.ts'
import { shell } from '#app/text/ko/shell.ts'
import { answering, loading } from '#server/web/answer.ts'

export function loader({ context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    if (!viewer.accountId) throw redirect('/')
    return json({ isGuest: !viewer.hasPassword })
  })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.session.end()
    // Whoever uses this browser next finds nothing: no waiting message, draft, kept file or push subscription.
    return redirect('/', { headers: { 'Clear-Site-Data': '"storage"' } })
  })
}

export const meta: MetaFunction = () => [{ title: `${accountPage.logOut} · ${shell.name}` }]

/** The form goes on its way once the device is tidied up; see `forgetDevice`. */
function tidyFirst(event: FormEvent<HTMLFormElement>): void {
  event.preventDefault()
  const form = event.currentTarget
  void forgetDevice().finally(() => form.submit())
}

export default function LogOut() {
  const { isGuest } = useLoaderData<typeof loader>()
  return (
    <PageShell title={accountPage.logOutTitle} lede={accountPage.logOutLede} back="/account">
      {isGuest && <Notice kind="danger">{accountPage.logOutGuest}</Notice>}
      <Form method="post" reloadDocument onSubmit={tidyFirst}>
        <ActionBar>
          <LinkButton to="/account" wide>
            {accountPage.stay}
          </LinkButton>
          <Button type="submit" kind={isGuest ? 'danger' : 'primary'} wide>
            {accountPage.logOut}
          </Button>
        </ActionBar>
      </Form>
    </PageShell>
  )
}
