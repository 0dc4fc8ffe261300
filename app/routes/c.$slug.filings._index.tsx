import { json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '#app/parts/button.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { FilingRow } from '#app/parts/filing/filing-row.tsx'
import { RowList } from '#app/parts/row-list.tsx'
import { filings as words } from '#app/text/ko/filing.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { filingsIn } from '#server/domain/filing.ts'
import { loading } from '#server/web/answer.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const found = await filingsIn(context.db, viewer, ref)
    return json({ frame: await caseFrame(context.db, viewer, ref), ...found })
  })
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${words.title} · ${data?.frame.shopName ?? shell.name}` },
]

export default function Filings() {
  const { frame, filings, mayOpen } = useLoaderData<typeof loader>()
  const { slug } = frame
  return (
    <CasePage frame={frame} live title={words.title} lede={words.lede} back={`/c/${slug}/more`}>
      {mayOpen && (
        <LinkButton kind="primary" icon="plus" wide to={`/c/${slug}/filings/new`}>
          {words.open}
        </LinkButton>
      )}
      {filings.length === 0 && <Empty icon="claim">{words.empty}</Empty>}
      {filings.length > 0 && (
        <RowList>
          {filings.map((filing) => (
            <FilingRow key={filing.id} filing={filing} />
          ))}
        </RowList>
      )}
    </CasePage>
  )
}
