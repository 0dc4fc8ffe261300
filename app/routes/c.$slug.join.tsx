import { randomUUID } from 'node:crypto'
import {
  type ActionFunctionArgs,
  type HeadersFunction,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '#app/parts/button.tsx'
import { casePreview } from '#app/parts/case-preview.ts'
import { JoinForm } from '#app/parts/join-form.tsx'
import { JoinIntro } from '#app/parts/join-intro.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { ActionBar, PageShell } from '#app/parts/page-shell.tsx'
import { JoinForm as JoinShape } from '#app/shapes/join.ts'
import { suggestNickname } from '#app/shapes/nickname-suggestion.ts'
import { closedDoorPage, joinPage } from '#app/text/ko/join.ts'
import { publicCase } from '#server/domain/case.ts'
import { joinCase, myCases } from '#server/domain/member.ts'
import { publicTotals } from '#server/domain/total.ts'
import { keptSlug } from '#server/domain/union.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    await context.limit('search')
    const slug = params.slug ?? ''
    const mine = await myCases(context.db, await context.viewer())
    if (mine.some((each) => each.slug === slug)) throw redirect(`/c/${slug}/room/all`)
    const facts = await publicCase(context.db, slug)
    const kept = facts.ended ? await keptSlug(context.db, { slug }) : null
    if (kept) throw redirect(`/c/${kept}/join`, 308)
    const totals = await publicTotals(context.db, { slug })
    const offer = { admits: facts.admits, nickname: suggestNickname(), ticket: randomUUID() }
    return json({ facts, totals, offer, origin: context.origin })
  })
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('join')
    const viewer = await context.viewer()
    const joined = await joinCase(context.db, viewer, { slug: params.slug ?? '' }, readForm(form, JoinShape))
    if (joined.isNewGuest) await context.session.begin(joined.accountId)
    return redirect(`/c/${joined.slug}/room/all${joined.isNewGuest ? '?welcome' : ''}`)
  })
}

// The form's ticket makes one guest: it must not come back out of a cache for the next person at this screen.
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { name: 'robots', content: 'noindex' },
  ...(data ? casePreview(data) : []),
]

export default function JoinOpenly() {
  const { facts, totals, offer } = useLoaderData<typeof loader>()
  if (!facts.openJoin) return <ClosedDoor slug={facts.slug} />
  return (
    <PageShell title={joinPage.title(facts.shopName)} lede={joinPage.lede} back={`/c/${facts.slug}`}>
      <JoinIntro facts={facts} totals={totals} />
      <JoinForm {...offer} />
    </PageShell>
  )
}

function ClosedDoor({ slug }: { slug: string }) {
  return (
    <PageShell title={closedDoorPage.title}>
      <Notice title={closedDoorPage.next}>{null}</Notice>
      <ActionBar>
        <LinkButton to={`/c/${slug}`} wide kind="primary">
          {closedDoorPage.back}
        </LinkButton>
      </ActionBar>
    </PageShell>
  )
}
