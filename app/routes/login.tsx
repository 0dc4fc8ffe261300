import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { Button, LinkButton } from '#app/parts/button.tsx'
import { Field } from '#app/parts/field.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { type Left, LeftBehind } from '#app/parts/left-behind.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { ActionBar, PageShell, Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { TextInput } from '#app/parts/text-input.tsx'
import { LogInForm, localPath } from '#app/shapes/account.ts'
import { logInPage } from '#app/text/ko/account.ts'
import { shell } from '#app/text/ko/shell.ts'
import { logIn } from '#server/domain/account.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'
import { entrance } from '#server/web/entrance.ts'

export function loader({ request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const { isIn, ...page } = await entrance(request, context)
    if (isIn) throw redirect(page.next)
    return json(page)
  })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('guess')
    const next = localPath(form.get('next'))
    const viewer = await context.viewer()
    const credentials = readForm(form, LogInForm)
    const { accountId, leftBehind } = await logIn(context.db, viewer, credentials, { vault: context.vault })
    await context.session.begin(accountId)
    if (!leftBehind) return redirect(next)
    return json({ code: leftBehind.recoveryCode, next })
  })
}

export const meta: MetaFunction = () => [{ title: `${logInPage.title} · ${shell.name}` }]

const labels = { email: logInPage.email, password: logInPage.password }

export default function LogIn() {
  const { next, isGuest } = useLoaderData<typeof loader>()
  const left = useActionData<Partial<Left>>()
  const answer = useFormAnswer(labels)
  const busy = useNavigation().state !== 'idle'
  if (left?.code) return <LeftBehind code={left.code} next={left.next ?? '/'} />
  return (
    <PageShell title={logInPage.title} lede={logInPage.lede}>
      {isGuest && <Notice>{logInPage.guest}</Notice>}
      <Form method="post" noValidate>
        <Stack gap="large">
          <RefusedNotice answer={answer} />
          <Field of="email" label={logInPage.email} error={answer.error('email')}>
            <TextInput
              type="email"
              name="email"
              required
              autoComplete="username"
              defaultValue={answer.value('email')}
            />
          </Field>
          <Field of="password" label={logInPage.password} error={answer.error('password')}>
            <TextInput type="password" name="password" required autoComplete="current-password" />
          </Field>
          <input type="hidden" name="next" value={next} />
        </Stack>
        <ActionBar>
          <Button type="submit" kind="primary" wide busy={busy}>
            {logInPage.submit}
          </Button>
          <LinkButton to={`/signup?next=${encodeURIComponent(next)}`} wide kind="bare">
            {logInPage.none}
          </LinkButton>
          <LinkButton to="/recover" wide kind="bare">
            {logInPage.recover}
          </LinkButton>
        </ActionBar>
      </Form>
    </PageShell>
  )
}
