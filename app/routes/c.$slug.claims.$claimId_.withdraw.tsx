import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useLoaderData, useNavigation } from '@remix-run/react'
import { Button, LinkButton } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { Field } from '#app/parts/field.tsx'
import { LeavingFilings } from '#app/parts/filing/claim-filings.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { ActionBar, PageShell, Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { TextArea } from '#app/parts/text-area.tsx'
import { WithdrawForm } from '#app/shapes/claim.ts'
import { withdrawText as text } from '#app/text/ko/claim.ts'
import { claimFor } from '#server/domain/claim/read.ts'
import { withdrawClaim } from '#server/domain/claim.ts'
import { filingsOfClaim } from '#server/domain/filing.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'
import styles from './claims.module.css'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const ref = { claimId: params.claimId ?? '', slug: params.slug }
    const claim = await claimFor(context.db, await context.viewer(), ref)
    const back = `/c/${claim.slug}/claims/${claim.id}`
    if (claim.state === 'withdrawn') return redirect(back)
    const filings = await filingsOfClaim(context.db, await context.viewer(), { claimId: claim.id })
    return json({ receiptNo: claim.receiptNo, slug: claim.slug, filings, back })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('claim')
    const { db } = context
    const viewer = await context.viewer()
    const { id: claimId, slug } = await claimFor(db, viewer, {
      claimId: params.claimId ?? '',
      slug: params.slug,
    })
    const { why } = readForm(form, WithdrawForm)
    await withdrawClaim(db, viewer, { claimId, why })
    return redirect(`/c/${slug}/claims/${claimId}?done=withdrawn`, 303)
  })
}

/** Nothing of a person's claim stays in a cache. */
export const headers = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? [{ title: text.titleOf(String(data.receiptNo)) }] : []

export default function WithdrawClaim() {
  const { receiptNo, slug, filings, back } = useLoaderData<typeof loader>()
  const answer = useFormAnswer({ why: text.why })
  const busy = useNavigation().state !== 'idle'
  return (
    <PageShell title={text.title(String(receiptNo))} lede={text.lede} back={back}>
      <Form method="post" noValidate>
        <Stack>
          <RefusedNotice answer={answer} />
          <Card>
            <ul className={styles.points}>
              {text.points.map((point) => (
                <li key={point}>{point}</li>
              ))}
            </ul>
          </Card>
          <LeavingFilings slug={slug} filings={filings} />
          <Field of="why" label={text.why} hint={text.whyHint} optional error={answer.error('why')}>
            <TextArea name="why" defaultValue={answer.value('why')} />
          </Field>
          <ActionBar>
            <Button kind="danger" wide type="submit" busy={busy}>
              {text.submit}
            </Button>
            <LinkButton wide to={back}>
              {text.keep}
            </LinkButton>
          </ActionBar>
        </Stack>
      </Form>
    </PageShell>
  )
}
