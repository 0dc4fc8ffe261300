import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ErasureForm } from '#app/parts/erasure/erasure-form.tsx'
import { WhatGoes } from '#app/parts/erasure/what-goes.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { PageShell, Stack } from '#app/parts/page-shell.tsx'
import { WayList } from '#app/parts/way-list.tsx'
import { ErasureForm as ErasureShape } from '#app/shapes/account.ts'
import { grouped } from '#app/text/format.ts'
import { erasurePage as words } from '#app/text/ko/erasure.ts'
import { shell } from '#app/text/ko/shell.ts'
import { erasable, eraseAccount } from '#server/domain/erasure.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

export function loader({ context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    if (!viewer.accountId) throw redirect('/login?next=/account/erase')
    return json({ rooms: await erasable(context.db, viewer), hasPassword: viewer.hasPassword })
  })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('guess')
    const { db, files } = context
    const viewer = await context.viewer()
    const { password } = readForm(form, ErasureShape)
    await eraseAccount(db, viewer, { password }, { files })
    await context.session.end()
    return redirect('/erased?account', { headers: { 'Clear-Site-Data': '"storage"' } })
  })
}

export const headers = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction = () => [{ title: `${words.accountTitle} · ${shell.name}` }]

export default function EraseAccount() {
  const { rooms, hasPassword } = useLoaderData<typeof loader>()
  const ways = rooms.map(({ slug, shopName, nickname, ...counts }) => ({
    to: `/c/${slug}/more/copies`,
    label: `${shopName} · ${nickname}`,
    note: `${words.roomNote(counts, grouped)} · ${words.copies}`,
    icon: 'download' as const,
  }))
  return (
    <PageShell title={words.accountTitle} lede={words.accountLede} back="/account">
      <Stack gap="large">
        <section aria-labelledby="rooms">
          <Stack>
            <h2 id="rooms">{words.rooms}</h2>
            {rooms.length === 0 && <p>{words.noRooms}</p>}
            {rooms.length > 0 && <p>{words.copiesFirst}</p>}
            {rooms.length > 0 && <WayList ways={ways} />}
          </Stack>
        </section>
        <WhatGoes account />
        {rooms.some(({ leads }) => leads) && <Notice kind="warn">{words.host}</Notice>}
        <ErasureForm hasPassword={hasPassword} yes={words.accountYes} back="/account" />
      </Stack>
    </PageShell>
  )
}
