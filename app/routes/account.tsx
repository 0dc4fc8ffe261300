import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { LinkButton } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { ChangePassword } from '#app/parts/change-password.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { Notice } from '#app/parts/notice.tsx'
import { PageShell, Stack } from '#app/parts/page-shell.tsx'
import { RecoveryCard } from '#app/parts/recovery-card.tsx'
import { WayList } from '#app/parts/way-list.tsx'
import { PasswordForm } from '#app/shapes/account.ts'
import { people } from '#app/text/format.ts'
import { accountPage } from '#app/text/ko/account.ts'
import { sideNames } from '#app/text/ko/case.ts'
import { erasurePage } from '#app/text/ko/erasure.ts'
import { shell } from '#app/text/ko/shell.ts'
import { accountOf, changePassword, makeRecoveryCode } from '#server/domain/account.ts'
import { type MyCase, myCases } from '#server/domain/member.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

export function loader({ request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const { db, vault } = context
    const viewer = await context.viewer()
    if (!viewer.accountId) throw redirect('/login?next=/account')
    const account = await accountOf(db, viewer, { vault })
    const { searchParams } = new URL(request.url)
    return json({
      account,
      rooms: await myCases(db, viewer),
      changed: searchParams.has('changed'),
      recovered: searchParams.has('recovered'),
    })
  })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('guess')
    const { db, vault } = context
    const viewer = await context.viewer()
    if (form.get('intent') !== 'password') return json(await makeRecoveryCode(db, viewer))
    const { accountId } = await changePassword(db, viewer, readForm(form, PasswordForm), { vault })
    await context.session.renewAll(accountId)
    return redirect('/account?changed')
  })
}

export const meta: MetaFunction = () => [{ title: `${accountPage.title} · ${shell.name}` }]

const labels = { password: accountPage.oldPassword, newPassword: accountPage.newPassword }

export default function Account() {
  const { account, rooms, changed, recovered } = useLoaderData<typeof loader>()
  const made = useActionData<{ code?: string }>()
  const answer = useFormAnswer(labels)
  return (
    <PageShell title={accountPage.title}>
      {changed && !answer.refusal && <Notice kind="done">{accountPage.changed}</Notice>}
      {recovered && !made?.code && <Notice kind="done">{accountPage.recovered}</Notice>}
      <Rooms rooms={rooms} />
      <Card title={accountPage.recovery}>
        <RecoveryCard code={made?.code ?? null} exists={account.hasRecoveryCode} done={null} />
      </Card>
      {account.email === null ? (
        <Card title={accountPage.email}>
          <Stack>
            <p>{accountPage.guest}</p>
            <LinkButton to="/signup?next=/account" kind="primary" wide>
              {accountPage.signUp}
            </LinkButton>
          </Stack>
        </Card>
      ) : (
        <Card title={accountPage.changePassword}>
          <ChangePassword answer={answer} email={account.email} />
        </Card>
      )}
      <LinkButton to="/logout" wide icon="exit">
        {accountPage.logOut}
      </LinkButton>
      <WayList
        ways={[
          {
            to: '/account/erase',
            label: erasurePage.accountWay,
            note: erasurePage.accountWayNote,
            icon: 'exit',
          },
        ]}
      />
    </PageShell>
  )
}

function Rooms({ rooms }: { rooms: MyCase[] }) {
  const ways = rooms.map(({ slug, shopName, nickname, side, members }) => ({
    to: `/c/${slug}/room/all`,
    label: shopName,
    note: `${nickname} · ${sideNames[side]} · ${people(members)}`,
    icon: 'chat' as const,
  }))
  return (
    <section aria-labelledby="rooms">
      <Stack>
        <h2 id="rooms">{accountPage.rooms}</h2>
        {ways.length > 0 ? <WayList ways={ways} /> : <Empty icon="chat">{accountPage.noRooms}</Empty>}
      </Stack>
    </section>
  )
}
