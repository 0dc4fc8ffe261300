import { randomUUID } from 'node:crypto'
import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useState } from 'react'
import { Button } from '#app/parts/button.tsx'
import { ClaimForm } from '#app/parts/claim/claim-form.tsx'
import { useClaimAnswer, useKeptClaim } from '#app/parts/claim/form-state.ts'
import { blankValues, rowTurns, turned } from '#app/parts/claim/values.ts'
import { Empty } from '#app/parts/empty.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { PageShell } from '#app/parts/page-shell.tsx'
import { WayList } from '#app/parts/way-list.tsx'
import { type ClaimSide, claimSidesOf } from '#app/shapes/case.ts'
import { ClaimForm as ClaimShape } from '#app/shapes/claim.ts'
import { claimSide, claimSideText, claimForm as text } from '#app/text/ko/claim.ts'
import { caseFacts } from '#server/domain/case.ts'
import { submitClaim } from '#server/domain/claim.ts'
import { answering, loading, readForm, typedIn } from '#server/web/answer.ts'

/** `?side=` chooses for those who stand on both. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const { shopName, me } = await caseFacts(context.db, await context.viewer(), { slug: params.slug ?? '' })
    const sides = claimSidesOf(me.side)
    const asked = new URL(request.url).searchParams.get('side')
    const side = sides.find((each) => each === asked) ?? (sides.length === 1 ? sides[0] : null) ?? null
    return json({ slug: params.slug ?? '', shopName, memberId: me.id, sides, side, clientId: randomUUID() })
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
    const slug = params.slug ?? ''
    const draft = readForm(form, ClaimShape)
    const { claimId } = await submitClaim(db, await context.viewer(), { slug, draft }, { vault })
    return redirect(`/c/${slug}/claims/${claimId}?done=filed`, 303)
  })
}

/** Nothing of a person's claim stays in a cache. */
export const headers = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? [{ title: text.titleOf(data.shopName) }] : []

export default function NewClaim() {
  const { slug, side, sides, shopName, memberId, clientId } = useLoaderData<typeof loader>()
  const back = `/c/${slug}/claims`
  if (sides.length === 0) {
    return (
      <PageShell title={text.title} back={back}>
        <Empty icon="claim">{claimSideText.none}</Empty>
      </PageShell>
    )
  }
  if (!side) {
    const ways = sides.map((each) => {
      const { title, note } = claimSide[each]
      return { to: `?side=${each}`, label: title, note }
    })
    return (
      <PageShell title={claimSideText.title} lede={claimSideText.lede} back={back}>
        <WayList ways={ways} />
      </PageShell>
    )
  }
  return (
    <PageShell
      title={text.title}
      above={<span className="meta">{shopName}</span>}
      lede={text.lede}
      back={back}
    >
      <Notice>{text.private}</Notice>
      <Filing key={side} side={side} memberId={memberId} clientId={clientId} />
    </PageShell>
  )
}

function Filing({ side, memberId, clientId }: { side: ClaimSide; memberId: string; clientId: string }) {
  const answer = useClaimAnswer()
  const { kept, keep, forget } = useKeptClaim(memberId, side, answer.values !== null)
  const [round, setRound] = useState(0)
  const startOver = () => {
    forget()
    setRound(round + 1)
  }
  return (
    <>
      {kept && !answer.values && (
        <Notice kind="done" title={text.restored} live>
          <Button onClick={startOver}>{text.startOver}</Button>
        </Notice>
      )}
      <ClaimForm
        key={kept ? 'kept' : `round ${round}`}
        side={side}
        values={answer.values ?? kept ?? blankValues}
        answer={answer}
        clientId={clientId}
        submit={text.submit}
        onTyped={keep}
      />
      <p className="meta needs-script">{text.saved}</p>
    </>
  )
}
