import { json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { CasePage } from '#app/parts/case-page.tsx'
import { SoFarCard } from '#app/parts/so-far-card.tsx'
import { soFarText as words } from '#app/text/ko/agencies.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { soFar } from '#server/domain/so-far.ts'
import { loading } from '#server/web/answer.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const so = await soFar(context.db, viewer, ref)
    return json({ frame: await caseFrame(context.db, viewer, ref), so })
  })
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${words.title} · ${data?.frame.shopName ?? shell.name}` },
]

export default function SoFar() {
  const { frame, so } = useLoaderData<typeof loader>()
  return (
    <CasePage frame={frame} title={words.title} lede={words.lede} back={`/c/${frame.slug}/room`}>
      <SoFarCard on="page" slug={frame.slug} side={frame.me.side} so={so} />
    </CasePage>
  )
}
