import { json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { moment } from '#app/text/format.ts'
import { roles } from '#app/text/ko/chat.ts'
import { looksPage as words } from '#app/text/ko/desk.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { looksAtMine } from '#server/domain/desk/looks.ts'
import { loading } from '#server/web/answer.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const looks = await looksAtMine(context.db, viewer, ref)
    return json({ frame: await caseFrame(context.db, viewer, ref), looks })
  })
}

/** Who looked at what is one's own stays in no cache. */
export const headers = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

export default function Looks() {
  const { frame, looks } = useLoaderData<typeof loader>()
  return (
    <CasePage frame={frame} live title={words.title} lede={words.lede} back={`/c/${frame.slug}/my`}>
      {looks.length === 0 && <Empty icon="eye">{words.empty}</Empty>}
      <Stack>
        {looks.map(({ kind, at, by, role, why, what, masked }) => (
          <Card key={`${kind}-${at}-${what}`}>
            <p>
              <strong>{words.kinds[kind](what)}</strong>
            </p>
            {masked && <p>{words.masked}</p>}
            {why && <p>{words.why(why)}</p>}
            <p className="meta">
              {words.by(role === null || role === 'member' ? by : `${by} (${roles[role]})`, moment(at))}
            </p>
          </Card>
        ))}
        <p className="meta">{words.sealed}</p>
        <LinkButton icon="shield" wide to={`/c/${frame.slug}/ledger`}>
          {words.ledger}
        </LinkButton>
      </Stack>
    </CasePage>
  )
}
