import { json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import totals from '#app/parts/case-totals.module.css'
import { Empty } from '#app/parts/empty.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { PageShell, Stack } from '#app/parts/page-shell.tsx'
import { SignList } from '#app/parts/timeline/sign-list.tsx'
import { grouped, items } from '#app/text/format.ts'
import { shell } from '#app/text/ko/shell.ts'
import { signsPage as words } from '#app/text/ko/signs.ts'
import { signWords } from '#app/text/ko/timeline.ts'
import { type CountedSign, publicSigns } from '#server/domain/sign.ts'
import { loading } from '#server/web/answer.ts'

export function loader({ context }: LoaderFunctionArgs) {
  return loading(async () => {
    await context.limit('search')
    return json(await publicSigns(context.db))
  })
}

export const meta: MetaFunction = () => [
  { title: `${words.title} · ${shell.name}` },
  { name: 'description', content: words.lede },
]

/** What was seen before shops closed, over all cases. */
export default function Signs() {
  const { counted, closed, foreseen, newest } = useLoaderData<typeof loader>()
  return (
    <PageShell title={words.title} lede={words.lede} back="/">
      <Notice>{words.notGuilt}</Notice>
      {counted.length === 0 ? (
        <Empty icon="info">{words.none}</Empty>
      ) : (
        <Card title={words.counted}>
          {closed > 0 && <p>{words.foreseen(items(closed), items(foreseen))}</p>}
          <Counted signs={counted} />
        </Card>
      )}
      <Card title={words.whenSeen}>
        <Stack>
          {words.advice.map((line) => (
            <p key={line}>{line}</p>
          ))}
          <LinkButton wide icon="search" to="/cases">
            {words.find}
          </LinkButton>
        </Stack>
      </Card>
      {newest.length > 0 && (
        <Card title={words.newest}>
          <SignList signs={newest} />
        </Card>
      )}
    </PageShell>
  )
}

function Counted({ signs }: { signs: readonly CountedSign[] }) {
  return (
    <table className={totals.table}>
      <caption className="spoken">{words.counted}</caption>
      <thead>
        <tr>
          <th scope="col">{words.sign}</th>
          <th scope="col">{words.cases}</th>
          <th scope="col">{words.after}</th>
          <th scope="col">{words.days}</th>
        </tr>
      </thead>
      <tbody>
        {signs.map(({ sign, cases, closed, days }) => (
          <tr key={sign}>
            <th scope="row">{signWords[sign]}</th>
            <td>{items(cases)}</td>
            <td>{items(closed)}</td>
            <td>{days === null ? '–' : words.daysOf(grouped(days))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
