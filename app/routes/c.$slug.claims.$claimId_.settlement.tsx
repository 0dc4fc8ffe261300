import { randomUUID } from 'node:crypto'
import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { PageShell, Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { BringSettlement } from '#app/parts/settlement/bring-form.tsx'
import { CheckSettlement, MatchSettlement } from '#app/parts/settlement/check-card.tsx'
import { LinesCard } from '#app/parts/settlement/lines-card.tsx'
import { ClaimVersionForm } from '#app/shapes/claim.ts'
import { SETTLEMENT_FILE_FIELD, SettlementMatch, SettlementOrder } from '#app/shapes/settlement.ts'
import { settlementPage as words } from '#app/text/ko/settlement.ts'
import { shell } from '#app/text/ko/shell.ts'
import { claimFor } from '#server/domain/claim/read.ts'
import {
  bringSettlement,
  dropSettlement,
  matchSettlement,
  settlementFor,
  settlementLines,
} from '#server/domain/settlement.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'
import { takeSettlementFile } from '#server/web/settlement-door.ts'
import { bringsFiles } from '#server/web/upload.ts'

/** `?after=` shows the lines behind that row. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const { db, vault } = context
    const viewer = await context.viewer()
    const ref = { claimId: params.claimId ?? '' }
    const { slug, id, version, state, statement } = await claimFor(db, viewer, { ...ref, slug: params.slug })
    const back = `/c/${slug}/claims/${id}`
    if (state === 'withdrawn' || statement.kind !== 'settlement') return redirect(back)
    const sheet = await settlementFor(db, viewer, ref, { vault })
    const after = Math.trunc(Number(new URL(request.url).searchParams.get('after')) || 0)
    const behind = Math.min(Math.max(0, after), 1_000_000)
    const lines = await settlementLines(db, viewer, { ...ref, after: behind })
    return json({ back, version, sheet, lines, formId: randomUUID() })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = bringsFiles(request) ? new FormData() : await request.formData()
  return answering(form, async () => {
    const { db, vault } = context
    const ref = { claimId: params.claimId ?? '', slug: params.slug ?? '' }
    const here = `/c/${ref.slug}/claims/${ref.claimId}`
    if (bringsFiles(request)) {
      await takeSettlementFile(request, context, ref)
      return redirect(`${here}/settlement`, 303)
    }
    await context.limit('claim')
    const viewer = await context.viewer()
    await claimFor(db, viewer, ref)
    const intent = form.get('intent')
    if (intent === 'bring') {
      const { id: sheetId } = readForm(form, SettlementOrder)
      const { version } = readForm(form, ClaimVersionForm)
      await bringSettlement(db, viewer, { ...ref, sheetId, version }, { vault })
      return redirect(`${here}?done=amended`, 303)
    }
    if (intent === 'drop') await dropSettlement(db, viewer, ref)
    else await matchSettlement(db, viewer, { ...ref, fields: readForm(form, SettlementMatch) })
    return redirect(`${here}/settlement`, 303)
  })
}

/** Nothing of a person's claim stays in a cache. */
export const headers = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

const labels = { [SETTLEMENT_FILE_FIELD]: words.form.file, column: words.match.title }

export default function Settlement() {
  const { back, version, sheet, lines, formId } = useLoaderData<typeof loader>()
  const answer = useFormAnswer(labels)
  return (
    <PageShell title={words.title} lede={words.lede} back={back}>
      <Stack gap="large">
        <RefusedNotice answer={answer} />
        {sheet && <CheckSettlement sheet={sheet} version={version} />}
        {sheet && <MatchSettlement key={sheet.id} sheet={sheet} answer={answer} />}
        <BringSettlement key={formId} formId={formId} again={sheet !== null} answer={answer} />
        {lines && <LinesCard {...lines} />}
      </Stack>
    </PageShell>
  )
}
