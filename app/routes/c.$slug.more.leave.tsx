import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { Button, LinkButton } from '#app/parts/button.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { ActionBar, PageShell } from '#app/parts/page-shell.tsx'
import { WayList } from '#app/parts/way-list.tsx'
import { leavePage } from '#app/text/ko/case.ts'
import { erasurePage } from '#app/text/ko/erasure.ts'
import { shell } from '#app/text/ko/shell.ts'
import { leaveCase, meIn } from '#server/domain/member.ts'
import { answering, loading } from '#server/web/answer.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const slug = params.slug ?? ''
    const me = await meIn(context.db, await context.viewer(), { slug })
    return json({ slug, isHost: me.role === 'host' })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    await leaveCase(context.db, await context.viewer(), { slug: params.slug ?? '' })
    return redirect(`/c/${params.slug}`)
  })
}

export const meta: MetaFunction = () => [{ title: `${leavePage.title} · ${shell.name}` }]

export default function Leave() {
  const { slug, isHost } = useLoaderData<typeof loader>()
  return (
    <PageShell title={leavePage.title} lede={leavePage.lede} back={`/c/${slug}/more`}>
      {isHost && <Notice kind="warn">{leavePage.host}</Notice>}
      <Form method="post">
        <ActionBar>
          <LinkButton to={`/c/${slug}/more`} wide>
            {leavePage.no}
          </LinkButton>
          <Button type="submit" kind="danger" wide>
            {leavePage.yes}
          </Button>
        </ActionBar>
      </Form>
      <WayList
        ways={[
          {
            to: `/c/${slug}/more/erase`,
            label: erasurePage.way,
            note: erasurePage.wayNote,
            icon: 'exit',
          },
        ]}
      />
    </PageShell>
  )
}
