import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useLoaderData, useNavigation } from '@remix-run/react'
import { Button, LinkButton } from '#app/parts/button.tsx'
import { Field } from '#app/parts/field.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { Notice } from '#app/parts/notice.tsx'
import { ActionBar, PageShell, Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { TextInput } from '#app/parts/text-input.tsx'
import { localPath, SignUpForm } from '#app/shapes/account.ts'
import { signUpPage } from '#app/text/ko/account.ts'
import { shell } from '#app/text/ko/shell.ts'
import { signUp } from '#server/domain/account.ts'
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
    const { email, newPassword } = readForm(form, SignUpForm)
    const viewer = await context.viewer()
    const credentials = { email, password: newPassword }
    const { accountId } = await signUp(context.db, viewer, credentials, { vault: context.vault })
    await context.session.renewAll(accountId)
    return redirect(localPath(form.get('next')))
  })
}

export const meta: MetaFunction = () => [{ title: `${signUpPage.title} · ${shell.name}` }]

const labels = { email: signUpPage.email, newPassword: signUpPage.password }

export default function SignUp() {
  const { next, isGuest } = useLoaderData<typeof loader>()
  const answer = useFormAnswer(labels)
  const logIn = `/login?next=${encodeURIComponent(next)}`
  return (
    <PageShell title={signUpPage.title} lede={signUpPage.lede}>
      {next.startsWith('/open') && <Notice>{signUpPage.forOpening}</Notice>}
      {isGuest && <Notice kind="done">{signUpPage.guest}</Notice>}
      <Form method="post" noValidate>
        <Stack gap="large">
          <RefusedNotice answer={answer} />
          <Field
            of="email"
            label={signUpPage.email}
            hint={signUpPage.emailHint}
            error={answer.error('email')}
          >
            <TextInput
              type="email"
              name="email"
              required
              autoComplete="email"
              defaultValue={answer.value('email')}
            />
          </Field>
          <Field
            of="newPassword"
            label={signUpPage.password}
            hint={signUpPage.passwordHint}
            error={answer.error('newPassword')}
          >
            <TextInput type="password" name="newPassword" required autoComplete="new-password" />
          </Field>
          <input type="hidden" name="next" value={next} />
        </Stack>
        <ActionBar>
          <Button type="submit" kind="primary" wide busy={useNavigation().state !== 'idle'}>
            {signUpPage.submit}
          </Button>
          <LinkButton to={logIn} wide kind="bare">
            {signUpPage.haveOne}
          </LinkButton>
        </ActionBar>
      </Form>
    </PageShell>
  )
}
