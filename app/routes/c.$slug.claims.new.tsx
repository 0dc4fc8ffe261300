import {
  type ActionFunctionArgs,
  type AppLoadContext,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { LinkButton } from '#app/parts/button.tsx'
import { CitedMessages } from '#app/parts/cited-messages.tsx'
import { useClaimAnswer } from '#app/parts/claim/form-state.ts'
import { QuickForm } from '#app/parts/claim/quick-form.tsx'
import { type UnsentOnServer, useUnsent } from '#app/parts/claim/unsent.ts'
import { UnsentNotice } from '#app/parts/claim/unsent-notice.tsx'
import { blankValues, type ClaimValues, identityValues } from '#app/parts/claim/values.ts'
import { Empty } from '#app/parts/empty.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { PageShell } from '#app/parts/page-shell.tsx'
import { WayList } from '#app/parts/way-list.tsx'
import { type ClaimSide, claimSidesOf } from '#app/shapes/case.ts'
import { type ClaimIdentity, ClaimForm as ClaimShape } from '#app/shapes/claim.ts'
import { MessageIds } from '#app/shapes/fact.ts'
import { claimSide, claimSideText, claimForm as text } from '#app/text/ko/claim.ts'
import { caseFacts } from '#server/domain/case.ts'
import { type Citable, citableMessages } from '#server/domain/citation.ts'
import { myClaims, nextFiling, ownIdentity } from '#server/domain/claim/read.ts'
import { unsentClaim } from '#server/domain/claim/unsent.ts'
import { submitClaim } from '#server/domain/claim.ts'
import { answering, isRefusal, loading, readForm } from '#server/web/answer.ts'

/**
 * `?side=` chooses for those who stand on both; `?m=` names messages the claim begins with; `?again` fills in name and
 * phone of the claim filed before, which is recorded.
 */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const slug = params.slug ?? ''
    const viewer = await context.viewer()
    const { shopName, me } = await caseFacts(context.db, viewer, { slug })
    const sides = claimSidesOf(me.side)
    const url = new URL(request.url)
    const asked = url.searchParams.get('side')
    const side = sides.find((each) => each === asked) ?? (sides.length === 1 ? sides[0] : null) ?? null
    const cited = await citedIn(context, slug, url.searchParams)
    const clientId = side ? await nextFiling(context.db, viewer, { slug, side }) : ''
    const before = (await myClaims(context.db, viewer, { slug })).find(({ state }) => state === 'submitted')
    const again = before && url.searchParams.has('again') ? await identityOf(context, before.id) : null
    const form = side && { side, filing: clientId }
    const unsent = form && (await unsentClaim(context.db, viewer, { slug, form }, context))
    const mayAgain = before !== undefined && again === null
    return json({ slug, shopName, memberId: me.id, sides, side, cited, clientId, again, mayAgain, unsent })
  })
}

async function identityOf({ db, vault, viewer, limit }: AppLoadContext, claimId: string) {
  await limit('claim')
  return ownIdentity(db, await viewer(), { claimId }, { vault })
}

/** The messages named in the address, or none when they cannot be read (any more). */
async function citedIn(
  { db, viewer }: AppLoadContext,
  slug: string,
  query: URLSearchParams,
): Promise<Citable[]> {
  const messageIds = MessageIds.safeParse(query.getAll('m'))
  if (!messageIds.success) return []
  try {
    return await citableMessages(db, await viewer(), { slug, messageIds: messageIds.data })
  } catch (error) {
    if (isRefusal(error)) return []
    throw error
  }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('claim')
    const { db, vault } = context
    const slug = params.slug ?? ''
    const draft = readForm(form, ClaimShape)
    const cited = MessageIds.safeParse(form.getAll('cited'))
    const messages = cited.success ? cited.data : []
    const { claimId } = await submitClaim(db, await context.viewer(), { slug, draft, messages }, { vault })
    return redirect(`/c/${slug}/claims/${claimId}?done=filed`, 303)
  })
}

/** Nothing of a person's claim stays in a cache. */
export const headers = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? [{ title: text.titleOf(data.shopName) }] : []

export default function NewClaim() {
  const { slug, side, sides, shopName, mayAgain, ...filing } = useLoaderData<typeof loader>()
  const [query] = useSearchParams()
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
      const chosen = new URLSearchParams(query)
      chosen.set('side', each)
      return { to: `?${chosen}`, label: title, note }
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
      {filing.cited.length > 0 && <CitedMessages messages={filing.cited} />}
      {mayAgain && <LinkButton to={`?${withAgain(query)}`}>{text.again}</LinkButton>}
      <Filing key={side} slug={slug} side={side} {...filing} />
    </PageShell>
  )
}

function withAgain(query: URLSearchParams): URLSearchParams {
  const asked = new URLSearchParams(query)
  asked.set('again', '1')
  return asked
}

type FilingProps = {
  slug: string
  side: ClaimSide
  memberId: string
  clientId: string
  cited: readonly Citable[]
  again: ClaimIdentity | null
  unsent: UnsentOnServer
}

/** What one wrote oneself begins the story; another's words stay where they are until they said yes. */
function Filing({ slug, side, memberId, clientId, cited, again, unsent: onServer }: FilingProps) {
  const answer = useClaimAnswer()
  const unsent = useUnsent({
    slug,
    memberId,
    form: { side, filing: clientId },
    onServer,
    answered: answer.values !== null,
  })
  return (
    <>
      {!answer.values && <UnsentNotice {...unsent} />}
      <QuickForm
        key={`${unsent.turn} ${again ? 'again' : ''}`}
        side={side}
        values={answer.values ?? begun(unsent.kept ?? blankValues, cited, again)}
        cited={cited.map(({ id }) => id)}
        answer={answer}
        clientId={clientId}
        submit={text.submit}
        onTyped={unsent.keep}
      />
      <p className="meta needs-script">{text.saved}</p>
    </>
  )
}

function begun(values: ClaimValues, cited: readonly Citable[], again: ClaimIdentity | null): ClaimValues {
  const own = cited.filter(({ mine }) => mine).map(({ body }) => body)
  const story = values.fields.story || own.join('\n')
  return { ...values, fields: { ...identityValues(again), ...values.fields, story } }
}
