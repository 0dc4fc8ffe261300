import {
  type ActionFunctionArgs,
  type HeadersFunction,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useLoaderData, useSubmit } from '@remix-run/react'
import { useEffect } from 'react'
import { Button } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { Field } from '#app/parts/field.tsx'
import { type FormAnswer, useFormAnswer } from '#app/parts/form-answer.ts'
import { PageShell, Stack } from '#app/parts/page-shell.tsx'
import { Received } from '#app/parts/receiver/received.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { TextInput } from '#app/parts/text-input.tsx'
import { receivedPage as words } from '#app/text/ko/receiver.ts'
import { shell } from '#app/text/ko/shell.ts'
import { received } from '#server/domain/receiver.ts'
import { isRefusal, Refusal } from '#server/domain/refusal.ts'
import { answering, loading } from '#server/web/answer.ts'
import { countingGuesses } from '#server/web/guesses.ts'
import { keepingSecret, secretIn } from '#server/web/received.ts'

/** What somebody outside was let in to; without their secret, the way to give it. */
export function loader({ request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const secret = secretIn(request)
    if (!secret) return json({ view: null })
    await context.limit('receive')
    const view = await received(context.db, { secret, what: 'page' }).catch((error: unknown) => {
      if (isRefusal(error) && error.kind === 'notFound') return null
      throw error
    })
    return view ? json({ view }) : json({ view }, { headers: keepingSecret('', context.origin) })
  })
}

/** Opens this device for the secret of a link, or with `leave` closes it. */
export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('receive')
    if (form.get('intent') === 'leave') return redirect('/r', { headers: keepingSecret('', context.origin) })
    const given = String(form.get('secret') ?? '').trim()
    // The whole link may have been pasted.
    const secret = given.slice(given.lastIndexOf('#') + 1)
    await countingGuesses(context, () => received(context.db, { secret, what: 'page' })).catch(
      (error: unknown) => {
        if (!isRefusal(error) || error.kind !== 'notFound') throw error
        throw new Refusal('invalid', 'receiver.unknown', { fields: { secret: 'receiver.unknown' } })
      },
    )
    return redirect('/r', { status: 303, headers: keepingSecret(secret, context.origin) })
  })
}

export const headers: HeadersFunction = ({ loaderHeaders }) => {
  const kept = new Headers({ 'X-Robots-Tag': 'noindex', 'Cache-Control': 'private, no-store' })
  for (const cookie of loaderHeaders.getSetCookie()) kept.append('Set-Cookie', cookie)
  return kept
}

export const meta: MetaFunction = () => [
  { title: `${words.title} · ${shell.name}` },
  { name: 'robots', content: 'noindex' },
]

export default function ReceivedPage() {
  const { view } = useLoaderData<typeof loader>()
  const answer = useFormAnswer({ secret: words.secret })
  useSecretOfLink()
  if (view) {
    return (
      <PageShell title={view.title} lede={words.for(view.office, view.name)}>
        <Received of={view} />
      </PageShell>
    )
  }
  return (
    <PageShell title={words.closedTitle} lede={words.closed}>
      <OpenForm answer={answer} />
    </PageShell>
  )
}

/** Takes the secret out of the address, where it would stay in the history, and opens the page with it. */
function useSecretOfLink() {
  const submit = useSubmit()
  useEffect(() => {
    const secret = window.location.hash.slice(1)
    if (!secret) return
    window.history.replaceState(window.history.state, '', window.location.pathname)
    submit({ secret }, { method: 'post', action: '/r', replace: true })
  }, [submit])
}

function OpenForm({ answer }: { answer: FormAnswer }) {
  return (
    <Card>
      <Form method="post" noValidate>
        <Stack gap="large">
          <RefusedNotice answer={answer} />
          <Field of="secret" label={words.secret} error={answer.error('secret')}>
            <TextInput name="secret" type="password" autoComplete="off" />
          </Field>
          <Button type="submit" kind="primary" wide>
            {words.open}
          </Button>
        </Stack>
      </Form>
    </Card>
  )
}
