import { randomUUID } from 'node:crypto'
import {
  type ActionFunctionArgs,
  type HeadersFunction,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { Button } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { Field } from '#app/parts/field.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { JoinForm } from '#app/parts/join-form.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { PageShell, Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { TakeForm } from '#app/parts/sheet/take-form.tsx'
import { TextInput } from '#app/parts/text-input.tsx'
import { JoinForm as JoinShape } from '#app/shapes/join.ts'
import { suggestNickname } from '#app/shapes/nickname-suggestion.ts'
import { SheetDigits, SheetTaking } from '#app/shapes/sheet.ts'
import { takePage as words } from '#app/text/ko/sheet.ts'
import { shell } from '#app/text/ko/shell.ts'
import { publicCase } from '#server/domain/case.ts'
import { joinCase } from '#server/domain/member.ts'
import { takeOver, type Waiting, waitingBehind, waitingFor } from '#server/domain/sheet.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'
import { countingGuesses } from '#server/web/guesses.ts'

/** Somebody's own link to claims that a list holds of them: come in, show that it is you, take them over. */
export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    await context.limit('search')
    const viewer = await context.viewer()
    const code = params.code ?? ''
    const { slug, admits, claims, isMember } = await countingGuesses(context, () =>
      waitingFor(context.db, viewer, { code }),
    )
    const { shopName } = await publicCase(context.db, slug)
    const offer = { admits, nickname: suggestNickname(), ticket: randomUUID() }
    return json({ shopName, claims, isMember, offer })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  const code = params.code ?? ''
  const intent = form.get('intent')
  const { db, vault } = context
  if (intent !== 'open' && intent !== 'take') {
    return answering(form, async () => {
      await context.limit('join')
      const viewer = await context.viewer()
      const draft = readForm(form, JoinShape)
      const door = { waiting: code }
      const joined = await countingGuesses(context, () => joinCase(db, viewer, door, draft))
      if (joined.isNewGuest) await context.session.begin(joined.accountId)
      return redirect(`/w/${code}`, 303)
    })
  }
  const opened: { claims?: Waiting[]; digits?: string } = {}
  const answered = await answering(form, async () => {
    await context.limit('claim')
    const viewer = await context.viewer()
    const { digits } = readForm(form, SheetDigits)
    const { claims, slug } = await waitingBehind(db, viewer, { code, digits }, { vault })
    Object.assign(opened, { claims, digits })
    if (intent === 'open') return json({ opened })
    const taking = readForm(form, SheetTaking)
    const { receipts, same } = await takeOver(db, viewer, { code, taking }, { vault })
    return redirect(`/c/${slug}/claims?taken=${receipts.length}&same=${same}`, 303)
  })
  // What was opened stays on the page beside what was refused.
  if (!opened.claims || answered.status < 400) return answered
  const refused: unknown = await answered.json()
  return json({ ...(refused as object), opened }, { status: answered.status })
}

export const headers: HeadersFunction = () => ({
  'X-Robots-Tag': 'noindex',
  'Cache-Control': 'private, no-store',
})

export const meta: MetaFunction = () => [
  { title: `${words.title} · ${shell.name}` },
  { name: 'robots', content: 'noindex' },
]

export default function Take() {
  const { shopName, claims, isMember, offer } = useLoaderData<typeof loader>()
  const opened = useOpened()
  return (
    <PageShell title={words.title} lede={words.lede(shopName, claims)}>
      {!isMember ? (
        <>
          <Notice>{words.joinFirst}</Notice>
          <JoinForm {...offer} />
        </>
      ) : opened ? (
        <TakeForm {...opened} />
      ) : (
        <OpenForm />
      )}
    </PageShell>
  )
}

function useOpened(): { claims: Waiting[]; digits: string } | null {
  const data = useActionData<{ opened?: { claims?: Waiting[]; digits?: string } }>()
  const { claims, digits } = data?.opened ?? {}
  return claims && digits ? { claims, digits } : null
}

function OpenForm() {
  const answer = useFormAnswer({ digits: words.digits })
  const busy = useNavigation().state !== 'idle'
  return (
    <Card>
      <Form method="post" noValidate>
        <Stack>
          <RefusedNotice answer={answer} />
          <Field of="digits" label={words.digits} hint={words.digitsHint} error={answer.error('digits')}>
            <TextInput name="digits" inputMode="numeric" maxLength={4} autoComplete="off" required />
          </Field>
          <Button type="submit" name="intent" value="open" kind="primary" wide busy={busy}>
            {words.open}
          </Button>
          <p className="meta">{words.notMine}</p>
        </Stack>
      </Form>
    </Card>
  )
}
