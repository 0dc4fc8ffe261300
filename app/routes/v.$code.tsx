import {
  type ActionFunctionArgs,
  type HeadersFunction,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { Button, LinkButton } from '#app/parts/button.tsx'
import { Field } from '#app/parts/field.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { Notice } from '#app/parts/notice.tsx'
import { ActionBar, PageShell, Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { TextInput } from '#app/parts/text-input.tsx'
import { VoiceTakeForm } from '#app/shapes/voice.ts'
import { companyPage as words } from '#app/text/ko/company.ts'
import { shell } from '#app/text/ko/shell.ts'
import { takeVoice, voiceByCode } from '#server/domain/voice.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'
import { countingGuesses } from '#server/web/guesses.ts'

/** Where a company comes in with the code that the host sent to its known contact. */
export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    await context.limit('search')
    const viewer = await context.viewer()
    const code = params.code ?? ''
    const place = await countingGuesses(context, () => voiceByCode(context.db, viewer, { code }))
    return json({ ...place, code, hasPassword: viewer.hasPassword })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('guess')
    const viewer = await context.viewer()
    const { businessNumber } = readForm(form, VoiceTakeForm)
    const code = params.code ?? ''
    const { voiceId } = await takeVoice(context.db, viewer, { code, businessNumber })
    return redirect(`/voice/${voiceId}`, 303)
  })
}

export const headers: HeadersFunction = () => ({
  'X-Robots-Tag': 'noindex',
  'Cache-Control': 'private, no-store',
})

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { name: 'robots', content: 'noindex' },
  { title: data ? `${words.takeTitle(data.respondent)} · ${shell.name}` : shell.name },
]

export default function TakeVoice() {
  const { shopName, respondent, voiceId, isMine, hasPassword, code } = useLoaderData<typeof loader>()
  const answer = useFormAnswer({ businessNumber: words.number })
  const back = encodeURIComponent(`/v/${code}`)
  return (
    <PageShell title={words.takeTitle(respondent)} lede={words.takeLede(shopName)}>
      <Stack>
        <Notice title={words.takeWhat}>{null}</Notice>
        <RefusedNotice answer={answer} />
        {isMine && (
          <ActionBar>
            <LinkButton to={`/voice/${voiceId}`} kind="primary" wide>
              {words.open}
            </LinkButton>
          </ActionBar>
        )}
        {!isMine && !hasPassword && (
          <>
            <p>{words.needsAccount}</p>
            <LinkButton to={`/signup?next=${back}`} kind="primary" wide>
              {words.signUp}
            </LinkButton>
            <LinkButton to={`/login?next=${back}`} wide>
              {words.logIn}
            </LinkButton>
          </>
        )}
        {!isMine && hasPassword && (
          <Form method="post" noValidate>
            <Stack>
              <Field
                of="businessNumber"
                label={words.number}
                hint={words.numberHint}
                error={answer.error('businessNumber')}
              >
                <TextInput
                  name="businessNumber"
                  inputMode="numeric"
                  autoComplete="off"
                  required
                  defaultValue={answer.value('businessNumber')}
                />
              </Field>
              <Button type="submit" kind="primary" wide>
                {words.take}
              </Button>
            </Stack>
          </Form>
        )}
      </Stack>
    </PageShell>
  )
}
