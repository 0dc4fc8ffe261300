import { randomUUID } from 'node:crypto'
import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '#app/parts/button.tsx'
import { ClaimForm } from '#app/parts/claim/claim-form.tsx'
import { useClaimAnswer } from '#app/parts/claim/form-state.ts'
import { useUnsent } from '#app/parts/claim/unsent.ts'
import { UnsentNotice } from '#app/parts/claim/unsent-notice.tsx'
import { type ClaimValues, filledFrom, rowTurns, statementValues, turned } from '#app/parts/claim/values.ts'
import { Notice } from '#app/parts/notice.tsx'
import { PageShell } from '#app/parts/page-shell.tsx'
import { ClaimForm as ClaimShape, ClaimVersionForm } from '#app/shapes/claim.ts'
import { mayBeKept } from '#app/shapes/unsent.ts'
import { claimForm as text } from '#app/text/ko/claim.ts'
import { consentVersion } from '#app/text/ko/consent.ts'
import { caseFacts } from '#server/domain/case.ts'
import { claimFor, myClaims, ownIdentity } from '#server/domain/claim/read.ts'
import { unsentClaim } from '#server/domain/claim/unsent.ts'
import { amendClaim } from '#server/domain/claim.ts'
import { answering, loading, readForm, typedIn } from '#server/web/answer.ts'

/** Opens name and phone to fill them in again; that is recorded. A withdrawn claim leads back to its receipt. */
export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    await context.limit('claim')
    const { db, vault } = context
    const viewer = await context.viewer()
    const ref = { claimId: params.claimId ?? '' }
    const claim = await claimFor(db, viewer, { ...ref, slug: params.slug })
    const back = `/c/${claim.slug}/claims/${claim.id}`
    if (claim.state === 'withdrawn') return redirect(back)
    const identity = await ownIdentity(db, viewer, ref, { vault })
    const others = (await myClaims(db, viewer, { slug: claim.slug })).filter(({ id }) => id !== claim.id)
    const own = statementValues(claim.statement, identity)
    const filled =
      claim.side === 'buyer'
        ? filledFrom(
            own,
            others.map(({ statement }) => statement),
          )
        : null
    const form = { claimId: claim.id }
    const unsent = await unsentClaim(db, viewer, { slug: claim.slug, form }, { vault })
    const { me } = await caseFacts(db, viewer, { slug: claim.slug })
    const values = filled ?? own
    return json({
      ...{ claim, values, filled: filled !== null, back, unsent },
      ...{ clientId: randomUUID(), memberId: me.id },
    })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    const turn = form.get(rowTurns.name)
    if (typeof turn === 'string') {
      return json({ refusal: null, result: { initialValue: turned(typedIn(form), turn) } })
    }
    await context.limit('claim')
    const { db, vault } = context
    const viewer = await context.viewer()
    const { id: claimId, slug } = await claimFor(db, viewer, {
      claimId: params.claimId ?? '',
      slug: params.slug,
    })
    const { version } = readForm(form, ClaimVersionForm)
    await amendClaim(db, viewer, { claimId, version, draft: readForm(form, ClaimShape) }, { vault })
    return redirect(`/c/${slug}/claims/${claimId}?done=amended`, 303)
  })
}

/** Nothing of a person's claim stays in a cache. */
export const headers = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? [{ title: text.editTitle(String(data.claim.receiptNo)) }] : []

/** Opening the page again would open the identity again, for nothing. */
export function shouldRevalidate() {
  return false
}

export default function EditClaim() {
  const { claim, values, filled, back, clientId, memberId, unsent: onServer } = useLoaderData<typeof loader>()
  const answer = useClaimAnswer()
  const answered = answer.values !== null
  const form = { claimId: claim.id }
  const unsent = useUnsent({ slug: claim.slug, memberId, form, onServer, answered })
  const agreed = claim.statement.consentVersion === consentVersion
  return (
    <PageShell title={text.editTitle(String(claim.receiptNo))} lede={text.editLede} back={back}>
      {answer.code === 'claim.changed_elsewhere' && <LinkButton to={back}>{text.seeNow}</LinkButton>}
      {!answered && <UnsentNotice {...unsent} />}
      {filled && !answered && <Notice>{text.filledIn}</Notice>}
      <ClaimForm
        key={answer.values?.fields.kind ?? `opened ${unsent.turn}`}
        side={claim.side}
        values={answer.values ?? wentOn(values, unsent.kept)}
        answer={answer}
        clientId={answer.values?.fields.clientId || clientId}
        version={claim.version}
        agreed={agreed}
        submit={text.save}
        onTyped={unsent.keep}
      />
    </PageShell>
  )
}

/** What was half written, with who the person is as the claim has it. */
function wentOn(values: ClaimValues, kept: ClaimValues | null): ClaimValues {
  if (!kept) return values
  const own = Object.entries(values.fields).filter(([name]) => !mayBeKept(name))
  return { ...kept, fields: { ...Object.fromEntries(own), ...kept.fields } }
}
