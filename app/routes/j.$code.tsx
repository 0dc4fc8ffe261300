import { randomUUID } from 'node:crypto'
import {
  type ActionFunctionArgs,
  type HeadersFunction,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { isRouteErrorResponse, useLoaderData, useRouteError } from '@remix-run/react'
import { LinkButton } from '#app/parts/button.tsx'
import { casePreview } from '#app/parts/case-preview.ts'
import { JoinForm } from '#app/parts/join-form.tsx'
import { JoinIntro } from '#app/parts/join-intro.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { ActionBar, PageShell } from '#app/parts/page-shell.tsx'
import { ProblemPage } from '#app/parts/problem-page.tsx'
import { JoinForm as JoinShape } from '#app/shapes/join.ts'
import { suggestNickname } from '#app/shapes/nickname-suggestion.ts'
import { joinPage, notValidPage } from '#app/text/ko/join.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseByCode } from '#server/domain/invite.ts'
import { joinCase } from '#server/domain/member.ts'
import { publicTotals } from '#server/domain/total.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'
import { countingGuesses } from '#server/web/guesses.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    await context.limit('search')
    const viewer = await context.viewer()
    const code = params.code ?? ''
    const invited = await countingGuesses(context, () => caseByCode(context.db, viewer, code))
    if (invited.isMember) throw redirect(`/c/${invited.slug}/room/all`)
    const totals = await publicTotals(context.db, { slug: invited.slug })
    const offer = {
      admits: invited.admits,
      label: invited.label,
      nickname: suggestNickname(),
      ticket: randomUUID(),
    }
    return json({ invited, totals, offer, origin: context.origin })
  })
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('join')
    const viewer = await context.viewer()
    const draft = readForm(form, JoinShape)
    const door = { code: params.code ?? '' }
    const joined = await countingGuesses(context, () => joinCase(context.db, viewer, door, draft))
    if (joined.isNewGuest) await context.session.begin(joined.accountId)
    return redirect(`/c/${joined.slug}/room/all${joined.isNewGuest ? '?welcome' : ''}`)
  })
}

export const headers: HeadersFunction = () => ({
  'X-Robots-Tag': 'noindex',
  // The form's ticket makes one guest: it must not come back out of a cache for the next person at this screen.
  'Cache-Control': 'private, no-store',
})

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  const noindex = { name: 'robots', content: 'noindex' }
  if (!data) return [{ title: `${notValidPage.title} · ${shell.name}` }, noindex]
  return [noindex, ...casePreview({ ...data, facts: data.invited })]
}

export default function Join() {
  const { invited, totals, offer } = useLoaderData<typeof loader>()
  return (
    <PageShell title={joinPage.title(invited.shopName)} lede={joinPage.lede}>
      <JoinIntro facts={invited} totals={totals} />
      <JoinForm {...offer} />
    </PageShell>
  )
}

/** One page for every link that opens nothing, whatever the reason. */
export function ErrorBoundary() {
  const error = useRouteError()
  const status = isRouteErrorResponse(error) ? error.status : 500
  if (status !== 404) return <ProblemPage status={status} />
  return (
    <PageShell title={notValidPage.title} lede={notValidPage.what}>
      <Notice title={notValidPage.next}>{null}</Notice>
      <ActionBar>
        <LinkButton to="/" wide kind="primary">
          {notValidPage.home}
        </LinkButton>
      </ActionBar>
    </PageShell>
  )
}
