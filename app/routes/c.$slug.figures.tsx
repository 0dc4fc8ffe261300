import { type HeadersFunction, json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Card } from '#app/parts/card.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { CaseTotals } from '#app/parts/case-totals.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { Bars } from '#app/parts/figures/bars.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { SideMark } from '#app/parts/side-mark.tsx'
import { BigNumber, StatRow } from '#app/parts/stat.tsx'
import { claimSides } from '#app/shapes/case.ts'
import { moment } from '#app/text/format.ts'
import { figuresPage as words } from '#app/text/ko/figures.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { type CaseCells, caseCells, cellGroups } from '#server/domain/total/cells.ts'
import { caseTotals } from '#server/domain/total.ts'
import { loading } from '#server/web/answer.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const frame = await caseFrame(context.db, viewer, ref)
    const totals = await caseTotals(context.db, viewer, ref)
    const cells = await caseCells(context.db, viewer, ref)
    return json({ frame, totals, cells, groups: cellGroups })
  })
}

export const headers: HeadersFunction = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: words.titleOf(data?.frame.shopName ?? shell.name) },
]

/** How the claims of a case divide, side by side and never added up. */
export default function Figures() {
  const { frame, totals, cells, groups } = useLoaderData<typeof loader>()
  const filled = claimSides.filter((side) => cells[side].stage.length > 0)
  return (
    <CasePage frame={frame} live title={words.title} lede={words.lede} back={`/c/${frame.slug}/more`}>
      <Stack gap="large">
        <Card>
          <CaseTotals totals={totals} />
        </Card>
        {cells.buyer.stage.length > 0 && <Collective of={cells.collective} />}
        {filled.length === 0 && <Empty icon="claim">{words.empty}</Empty>}
        {filled.map((side) => (
          <section key={side} aria-labelledby={side}>
            <Stack>
              <h2 id={side}>
                <SideMark side={side} />
              </h2>
              {groups.map((group) => (
                <Bars
                  key={group}
                  group={group}
                  side={side}
                  cells={cells[side][group]}
                  note={group === 'respondent' ? words.respondentNote : undefined}
                />
              ))}
            </Stack>
          </section>
        ))}
        <p className="meta">
          <time dateTime={cells.at}>{words.at(moment(cells.at))}</time>
        </p>
      </Stack>
    </CasePage>
  )
}

/** How many of the people may count for a collective mediation. */
function Collective({ of: { people, needed } }: { of: CaseCells['collective'] }) {
  const { title, count, enough, short, note, progress } = words.collective
  return (
    <Card title={title}>
      <StatRow compact>
        <BigNumber label={people >= needed ? enough : short(needed - people)} value={count(people, needed)} />
      </StatRow>
      <progress aria-label={progress} max={needed} value={Math.min(people, needed)} />
      <p className="meta">{note}</p>
    </Card>
  )
}
