import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Card } from '#app/parts/card.tsx'
import { ErasureForm } from '#app/parts/erasure/erasure-form.tsx'
import { WhatGoes } from '#app/parts/erasure/what-goes.tsx'
import { Link } from '#app/parts/link.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { PageShell, Stack } from '#app/parts/page-shell.tsx'
import { ErasureForm as ErasureShape } from '#app/shapes/account.ts'
import { grouped } from '#app/text/format.ts'
import { erasurePage as words } from '#app/text/ko/erasure.ts'
import { shell } from '#app/text/ko/shell.ts'
import { erasable, eraseMember } from '#server/domain/erasure.ts'
import { meIn } from '#server/domain/member.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const rooms = await erasable(context.db, viewer, { slug: params.slug ?? '' })
    return json({ rooms, hasPassword: viewer.hasPassword })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('guess')
    const { db, files } = context
    const slug = params.slug ?? ''
    const viewer = await context.viewer()
    const { id } = await meIn(db, viewer, { slug })
    const { password } = readForm(form, ErasureShape)
    await eraseMember(db, viewer, { slug, password }, { files })
    return redirect(`/erased?member=${id}`)
  })
}

export const headers = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

export default function EraseMember() {
  const { rooms, hasPassword } = useLoaderData<typeof loader>()
  return rooms.map(({ slug, shopName, nickname, leads, ...counts }) => (
    <PageShell key={slug} title={words.title} lede={words.lede} back={`/c/${slug}/more/leave`}>
      <Stack gap="large">
        <Card title={shopName}>
          <p>
            <strong>{nickname}</strong>
          </p>
          <p className="meta">{words.roomNote(counts, grouped)}</p>
        </Card>
        <WhatGoes />
        <p>
          {words.copiesFirst} <Link to={`/c/${slug}/more/copies`}>{words.copies}</Link>
        </p>
        {leads && <Notice kind="warn">{words.host}</Notice>}
        <ErasureForm hasPassword={hasPassword} yes={words.yes} back={`/c/${slug}/more`} />
      </Stack>
    </PageShell>
  ))
}
