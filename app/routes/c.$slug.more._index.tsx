import { json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Card } from '#app/parts/card.tsx'
import { LookSettings } from '#app/parts/look-settings.tsx'
import { PageShell, Stack } from '#app/parts/page-shell.tsx'
import { Rules } from '#app/parts/rules.tsx'
import { SideMark } from '#app/parts/side-mark.tsx'
import { type Way, WayList } from '#app/parts/way-list.tsx'
import { seoulDate } from '#app/shapes/civil-date.ts'
import { day } from '#app/text/format.ts'
import { membersPage, morePage } from '#app/text/ko/case.ts'
import { shell } from '#app/text/ko/shell.ts'
import { may } from '#server/domain/access.ts'
import { caseFacts } from '#server/domain/case.ts'
import { loading } from '#server/web/answer.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const facts = await caseFacts(context.db, viewer, { slug: params.slug ?? '' })
    const { me } = facts
    const acts = {
      invites: may(me, 'invite.manage'),
      members: may(me, 'member.remove'),
      edit: may(me, 'case.edit'),
      exports: may(me, 'export.request'),
    }
    return json({ slug: facts.slug, shopName: facts.shopName, me, acts, hasPassword: viewer.hasPassword })
  })
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${morePage.title} · ${data?.shopName ?? shell.name}` },
]

export default function More() {
  const { slug, me, acts, hasPassword } = useLoaderData<typeof loader>()
  const staff = staffWays(slug, acts)
  return (
    <PageShell title={morePage.title} back={`/c/${slug}/room/all`}>
      <Card title={morePage.me}>
        <Stack>
          <p>
            <strong>{me.nickname}</strong> <SideMark side={me.side} />{' '}
            {me.role === 'host' && <SideMark side="host" />}
          </p>
          <p className="meta">
            {membersPage.joinedAt(day(seoulDate(me.joinedAt)))} · {morePage.nicknameOnly}
          </p>
        </Stack>
      </Card>
      <WayList ways={ownWays(slug, hasPassword)} />
      {staff.length > 0 && (
        <section aria-labelledby="staff">
          <Stack>
            <h2 id="staff">{morePage.staff}</h2>
            <WayList ways={staff} />
          </Stack>
        </section>
      )}
      <Rules />
      <Card title={morePage.look}>
        <LookSettings />
      </Card>
      <WayList ways={[{ to: `/c/${slug}/more/leave`, label: morePage.leave, icon: 'exit' }]} />
    </PageShell>
  )
}

function ownWays(slug: string, hasPassword: boolean): Way[] {
  const own = `/c/${slug}/more`
  const back = encodeURIComponent(own)
  return [
    { to: `${own}/share`, label: morePage.share, note: morePage.shareNote, icon: 'share' },
    { to: `/c/${slug}`, label: morePage.publicPage, note: morePage.publicPageNote, icon: 'eye' },
    { to: `${own}/recovery`, label: morePage.recovery, note: morePage.recoveryNote, icon: 'shield' },
    hasPassword
      ? { to: '/account', label: morePage.account, note: morePage.accountNote, icon: 'lock' }
      : { to: `/signup?next=${back}`, label: morePage.signUp, note: morePage.signUpNote, icon: 'lock' },
  ]
}

function staffWays(slug: string, acts: Record<'invites' | 'members' | 'edit' | 'exports', boolean>): Way[] {
  const host = `/c/${slug}/host`
  const ways: (Way & { open: boolean })[] = [
    {
      open: acts.invites,
      to: `${host}/invites`,
      label: morePage.invites,
      note: morePage.invitesNote,
      icon: 'link',
    },
    {
      open: acts.members,
      to: `${host}/members`,
      label: morePage.members,
      note: morePage.membersNote,
      icon: 'people',
    },
    { open: acts.edit, to: `${host}/edit`, label: morePage.edit, note: morePage.editNote, icon: 'edit' },
    {
      open: acts.exports,
      to: `${host}/exports`,
      label: morePage.exports,
      note: morePage.exportsNote,
      icon: 'download',
    },
  ]
  return ways.filter((way) => way.open)
}
