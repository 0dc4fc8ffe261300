import { json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Card } from '#app/parts/card.tsx'
import { CasePage, Columns } from '#app/parts/case-page.tsx'
import { Chip } from '#app/parts/chip.tsx'
import { LookSettings } from '#app/parts/look-settings.tsx'
import { memberWays, type WayGroup } from '#app/parts/member-ways.ts'
import { Stack } from '#app/parts/page-shell.tsx'
import { Rules } from '#app/parts/rules.tsx'
import { SideMark } from '#app/parts/side-mark.tsx'
import { staffWays } from '#app/parts/staff-ways.ts'
import { WayList } from '#app/parts/way-list.tsx'
import { seoulDate } from '#app/shapes/civil-date.ts'
import { labelOf } from '#app/shapes/labels.ts'
import { day } from '#app/text/format.ts'
import { membersPage, morePage, sideNotes } from '#app/text/ko/case.ts'
import { orderPage } from '#app/text/ko/order.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { loading } from '#server/web/answer.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const frame = await caseFrame(context.db, viewer, { slug: params.slug ?? '' })
    return json({ frame, hasPassword: viewer.hasPassword })
  })
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${morePage.title} · ${data?.frame.shopName ?? shell.name}` },
]

export default function More() {
  const { frame, hasPassword } = useLoaderData<typeof loader>()
  const { slug, me } = frame
  const label = labelOf(me.side)
  const staff = staffWays(slug, frame.acts, frame.waiting).map(({ badge, label, ...way }) => ({
    ...way,
    label: badge ? (
      <>
        {label} <Chip tone="waiting">{orderPage.waiting(badge)}</Chip>
      </>
    ) : (
      label
    ),
  }))
  const groups: WayGroup[] = memberWays(slug, hasPassword, me.side)
  if (staff.length > 0) groups.push({ title: morePage.staff, ways: staff })
  return (
    <CasePage frame={frame} live title={morePage.title} width="wide">
      <Columns>
        <Stack gap="large">
          <Card title={morePage.me}>
            <Stack>
              <p>
                <strong>{me.nickname}</strong> <SideMark side={me.side} />{' '}
                {me.role === 'host' && <SideMark side="host" />}
              </p>
              {label && <p>{sideNotes[label]}</p>}
              <p className="meta">
                {membersPage.joinedAt(day(seoulDate(me.joinedAt)))} · {morePage.nicknameOnly}
              </p>
            </Stack>
          </Card>
          {groups.map(({ title, ways }, at) => (
            <section key={title} aria-labelledby={`group-${at}`}>
              <Stack>
                <h2 id={`group-${at}`}>{title}</h2>
                <WayList ways={ways} />
              </Stack>
            </section>
          ))}
        </Stack>
        <Stack gap="large">
          <Rules />
          <Card title={morePage.look}>
            <LookSettings />
          </Card>
          <WayList ways={[{ to: `/c/${slug}/more/leave`, label: morePage.leave, icon: 'exit' }]} />
        </Stack>
      </Columns>{' '}
    </CasePage>
  )
}
