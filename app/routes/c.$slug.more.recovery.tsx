import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { PageShell } from '#app/parts/page-shell.tsx'
import { RecoveryCard } from '#app/parts/recovery-card.tsx'
import { recoveryPage } from '#app/text/ko/account.ts'
import { shell } from '#app/text/ko/shell.ts'
import { accountOf, makeRecoveryCode } from '#server/domain/account.ts'
import { meIn } from '#server/domain/member.ts'
import { answering, loading } from '#server/web/answer.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const { db, vault } = context
    const viewer = await context.viewer()
    await meIn(db, viewer, { slug: params.slug ?? '' })
    const { hasRecoveryCode } = await accountOf(db, viewer, { vault })
    return json({ slug: params.slug ?? '', exists: hasRecoveryCode })
  })
}

/** Answers with the code itself: it stands in this one page and in no address. */
export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('guess')
    return json(await makeRecoveryCode(context.db, await context.viewer()))
  })
}

export const meta: MetaFunction = () => [{ title: `${recoveryPage.title} · ${shell.name}` }]

export default function Recovery() {
  const { slug, exists } = useLoaderData<typeof loader>()
  const made = useActionData<{ code?: string }>()
  return (
    <PageShell title={recoveryPage.title} lede={recoveryPage.lede} back={`/c/${slug}/more`}>
      <RecoveryCard code={made?.code ?? null} exists={exists} done={`/c/${slug}/room/all`} />
    </PageShell>
  )
}
