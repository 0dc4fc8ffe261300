import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { Button, LinkButton } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { ShareLink } from '#app/parts/share-link.tsx'
import { publicPage, sharePage } from '#app/text/ko/case.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFacts } from '#server/domain/case.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { linkToShare, makeInvite } from '#server/domain/invite.ts'
import { answering, loading } from '#server/web/answer.ts'

export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const { db, vault, origin } = context
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const frame = await caseFrame(db, viewer, ref)
    const { slug, openJoin } = await caseFacts(db, viewer, ref)
    const link = await linkToShare(db, viewer, ref, { vault })
    return json({
      frame,
      joinUrl: link ? `${origin}/j/${link.code}` : null,
      publicUrl: openJoin ? `${origin}/c/${slug}` : null,
      mayMake: frame.acts.invites,
      justOpened: new URL(request.url).searchParams.has('opened'),
    })
  })
}

/** Makes the one link that everybody may pass on, unless there is one. */
export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const { db, vault } = context
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const link = await linkToShare(db, viewer, ref, { vault })
    if (!link) await makeInvite(db, viewer, { ...ref, expiresAt: null, maxUses: null }, { vault })
    return redirect(`/c/${params.slug}/more/share`)
  })
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${sharePage.title} · ${data?.frame.shopName ?? shell.name}` },
]

export default function Share() {
  const { frame, joinUrl, publicUrl, mayMake, justOpened } = useLoaderData<typeof loader>()
  const { slug, shopName } = frame
  const message = sharePage.message(shopName)
  return (
    <CasePage frame={frame} title={sharePage.title} lede={sharePage.lede} back={`/c/${slug}/more`}>
      {justOpened && (
        <Notice kind="done" title={sharePage.opened}>
          <LinkButton to={`/c/${slug}/room/all`}>{sharePage.toRoom}</LinkButton>
        </Notice>
      )}
      {joinUrl && (
        <Card title={sharePage.link}>
          <ShareLink url={joinUrl} title={publicPage.title(shopName)} message={message} what={sharePage.qr} />
        </Card>
      )}
      {!joinUrl && mayMake && (
        <Form method="post">
          <Button type="submit" kind="primary" wide icon="link">
            {sharePage.make}
          </Button>
        </Form>
      )}
      {!joinUrl && !mayMake && (
        <Stack>
          <Notice>{publicUrl ? sharePage.publicOnly : sharePage.none}</Notice>
          {publicUrl && (
            <ShareLink
              url={publicUrl}
              title={publicPage.title(shopName)}
              message={message}
              what={publicPage.qr}
            />
          )}
        </Stack>
      )}
    </CasePage>
  )
}
