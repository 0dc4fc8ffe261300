import { json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import * as z from 'zod/mini'
import { LinkButton } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import styles from '#app/parts/claim/statement.module.css'
import { Fact } from '#app/parts/claim/statement-view.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { LogList, LogRow } from '#app/parts/order/log-row.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { fullMoment } from '#app/text/format.ts'
import { roles } from '#app/text/ko/chat.ts'
import { ledgerPage as words } from '#app/text/ko/ledger.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { ledgerPage } from '#server/domain/ledger/page.ts'
import { loading } from '#server/web/answer.ts'

const Before = z.catch(z.nullable(z.coerce.number().check(z.int(), z.minimum(1))), null)

/** `?before=seq`. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const { db, vault } = context
    const viewer = await context.viewer()
    const slug = params.slug ?? ''
    const asked = new URL(request.url).searchParams.get('before')
    const before = asked === null ? null : Before.parse(asked)
    const ledger = await ledgerPage(db, viewer, { slug, before }, { vault })
    return json({ frame: await caseFrame(db, viewer, { slug }), before, ...ledger })
  })
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${words.title} · ${data?.frame.shopName ?? shell.name}` },
]

export default function Ledger() {
  const { frame, before, rows, next, checkpoint } = useLoaderData<typeof loader>()
  const here = `/c/${frame.slug}/ledger`
  return (
    <CasePage frame={frame} title={words.title} lede={words.lede} back={`/c/${frame.slug}/more`}>
      {checkpoint && before === null && (
        <Card title={words.checkpoint}>
          <p>{words.checkpointNote}</p>
          <dl className={styles.facts}>
            <Fact name={words.size} value={words.sizeOf(checkpoint.size)} />
            <Fact name={words.at} value={fullMoment(checkpoint.at)} />
            <Fact name={words.root} value={checkpoint.root} />
          </dl>
          <Stack>
            <LinkButton to={`${here}/checkpoint`} reloadDocument wide icon="download">
              {words.download}
            </LinkButton>
            <LinkButton to="/verify" wide kind="bare">
              {words.toVerify}
            </LinkButton>
          </Stack>
        </Card>
      )}
      <section aria-labelledby="rows">
        <Stack>
          <h2 id="rows">{words.rows}</h2>
          <p className="meta">{words.rowsNote}</p>
          {rows.length === 0 && <Empty icon="log">{words.none}</Empty>}
          <LogList>
            {rows.map(({ seq, at, name, by }) => (
              <LogRow key={seq} who={words.no(seq)} at={at}>
                <p>{name}</p>
                <p className="meta">
                  {by === null ? words.byNobody : by === 'member' ? words.member : roles[by]}
                </p>
              </LogRow>
            ))}
          </LogList>
          {next !== null && (
            <LinkButton to={`?before=${next}`} wide>
              {words.next}
            </LinkButton>
          )}
          {before !== null && (
            <LinkButton to={here} wide kind="bare">
              {words.first}
            </LinkButton>
          )}
        </Stack>
      </section>
    </CasePage>
  )
}
