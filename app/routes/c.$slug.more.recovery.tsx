import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { CasePage } from '#app/parts/case-page.tsx'
import { RecoveryCard } from '#app/parts/recovery-card.tsx'
import { recoveryPage } from '#app/text/ko/account.ts'
import { shell } from '#app/text/ko/shell.ts'
import { accountOf, makeRecoveryCode } from '#server/domain/account.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { meIn } from '#server/domain/member.ts'
import { answering, loading } from '#server/web/answer.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const { db, vault } = context
    const viewer = await context.viewer()
    const frame = await caseFrame(db, viewer, { slug: params.slug ?? '' })
    const { hasRecoveryCode } = await accountOf(db, viewer, { vault })
    return json({ frame, exists: hasRecoveryCode })
  })
}

/** Answers with the code itself: it stands in this one page and in no address. */
export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('guess')
    const viewer = await context.viewer()
    await meIn(context.db, viewer, { slug: params.slug ?? '' })
    return json(await makeRecoveryCode(context.db, viewer))
  })
}

export const meta: MetaFunction = () => [{ title: `${recoveryPage.title} · ${shell.name}` }]

export default function Recovery() {
  const { frame, exists } = useLoaderData<typeof loader>()
  const made = useActionData<{ code?: string }>()
  return (
    <CasePage
      frame={frame}
      title={recoveryPage.title}
      lede={recoveryPage.lede}
      back={`/c/${frame.slug}/more`}
    >
      <RecoveryCard code={made?.code ?? null} exists={exists} done={`/c/${frame.slug}/room/all`} />
    </CasePage>
  )
}
