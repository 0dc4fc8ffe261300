import { type ActionFunctionArgs, json, type MetaFunction, redirect } from '@remix-run/node'
import { Form, useActionData, useNavigation } from '@remix-run/react'
import { Button, LinkButton } from '#app/parts/button.tsx'
import { Field } from '#app/parts/field.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { type Left, LeftBehind } from '#app/parts/left-behind.tsx'
import { ActionBar, PageShell, Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { TextInput } from '#app/parts/text-input.tsx'
import { RecoverForm } from '#app/shapes/account.ts'
import { recoverPage } from '#app/text/ko/account.ts'
import { shell } from '#app/text/ko/shell.ts'
import { recover } from '#server/domain/account.ts'
import { answering, readForm } from '#server/web/answer.ts'

/** The code is used up by this; the account page offers the next one at once. */
export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('guess')
    const { recoveryCode } = readForm(form, RecoverForm)
    const { accountId, leftBehind } = await recover(context.db, await context.viewer(), recoveryCode)
    await context.session.begin(accountId)
    if (!leftBehind) return redirect('/account?recovered')
    return json({ code: leftBehind.recoveryCode, next: '/account?recovered' })
  })
}

export const meta: MetaFunction = () => [{ title: `${recoverPage.title} · ${shell.name}` }]

const labels = { recoveryCode: recoverPage.code }

export default function Recover() {
  const left = useActionData<Partial<Left>>()
  const answer = useFormAnswer(labels)
  const busy = useNavigation().state !== 'idle'
  if (left?.code) return <LeftBehind code={left.code} next={left.next ?? '/'} />
  return (
    <PageShell title={recoverPage.title} lede={recoverPage.lede}>
      <Form method="post" noValidate>
        <Stack gap="large">
          <RefusedNotice answer={answer} />
          <Field
            of="recoveryCode"
            label={recoverPage.code}
            hint={recoverPage.codeHint}
            error={answer.error('recoveryCode')}
          >
            <TextInput
              name="recoveryCode"
              required
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
            />
          </Field>
          <p className="meta">{recoverPage.none}</p>
        </Stack>
        <ActionBar>
          <Button type="submit" kind="primary" wide busy={busy}>
            {recoverPage.submit}
          </Button>
          <LinkButton to="/login" wide kind="bare">
            {recoverPage.login}
          </LinkButton>
        </ActionBar>
      </Form>
    </PageShell>
  )
}
