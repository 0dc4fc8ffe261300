import { json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Card } from '#app/parts/card.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { WayList } from '#app/parts/way-list.tsx'
import { letterList, letterPage, lettersText as text } from '#app/text/ko/letters.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { claimFor } from '#server/domain/claim/read.ts'
import { lettersFor } from '#server/domain/letter.ts'
import { loading } from '#server/web/answer.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const { db } = context
    const viewer = await context.viewer()
    const ref = { claimId: params.claimId ?? '', slug: params.slug ?? '' }
    const { receiptNo } = await claimFor(db, viewer, ref)
    const letters = await lettersFor(db, viewer, ref)
    const frame = await caseFrame(db, viewer, ref)
    return json({ frame, letters, receiptNo, here: `/c/${ref.slug}/claims/${ref.claimId}` })
  })
}

/** Nothing of a person's claim stays in a cache. */
export const headers = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? [{ title: text.titleOf(String(data.receiptNo), data.frame.shopName) }] : []

export default function Letters() {
  const { frame, letters, here } = useLoaderData<typeof loader>()
  return (
    <CasePage frame={frame} title={text.title} lede={text.lede} back={here}>
      <Notice kind="info" title={letterPage.notAdvice}>
        {letters.length === 0 ? text.none : text.order}
      </Notice>
      {(['shop', 'card'] as const).map((addressee) => {
        const those = letters.filter((letter) => letter.addressee === addressee)
        if (those.length === 0) return null
        return (
          <Card key={addressee} title={text.to[addressee]}>
            <WayList
              ways={those.map(({ id }) => ({
                to: `${here}/letters/${id}`,
                label: letterList[id].name,
                note: letterList[id].why,
                icon: 'claim',
              }))}
            />
          </Card>
        )
      })}
    </CasePage>
  )
}
