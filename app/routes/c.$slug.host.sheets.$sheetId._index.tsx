import {
  type ActionFunctionArgs,
  type HeadersFunction,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { useAskingAgain } from '#app/live/use-asking-again.ts'
import { Button, LinkButton } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { Notice } from '#app/parts/notice.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { CheckCard } from '#app/parts/sheet/check-card.tsx'
import { MatchForm } from '#app/parts/sheet/match-form.tsx'
import styles from '#app/parts/sheet/sheet.module.css'
import { SheetProgress, SheetStateChip } from '#app/parts/sheet/sheet-card.tsx'
import { SheetMatchForm } from '#app/shapes/sheet.ts'
import { moment } from '#app/text/format.ts'
import { sentenceOf } from '#app/text/ko/refusals.ts'
import { sheetsPage, sheetPage as words } from '#app/text/ko/sheet.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import type { SheetView } from '#server/domain/sheet/view.ts'
import {
  bringSheet,
  matchSheet,
  previewSheet,
  removeSheet,
  sheetFor,
  sheetProblems,
} from '#server/domain/sheet.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

/** `?after=` shows the problems behind that row. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const { db, files } = context
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '', sheetId: params.sheetId ?? '' }
    const sheet = await sheetFor(db, viewer, ref)
    const frame = await caseFrame(db, viewer, ref)
    const after = Math.max(0, Math.trunc(Number(new URL(request.url).searchParams.get('after')) || 0))
    const isOpen = sheet.mine && ['matching', 'checked', 'failed'].includes(sheet.state)
    const preview = isOpen ? await previewSheet(db, viewer, ref, { files }) : null
    const wrong = sheet.mine
      ? await sheetProblems(db, viewer, { ...ref, after: Math.min(after, 1_000_000) })
      : { problems: [], next: null }
    return json({ frame, sheet, preview, ...wrong })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const { db, files } = context
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '', sheetId: params.sheetId ?? '' }
    const intent = form.get('intent')
    if (intent === 'remove') await removeSheet(db, viewer, ref)
    else if (intent === 'bring') await bringSheet(db, viewer, ref)
    else await matchSheet(db, viewer, { ...ref, match: readForm(form, SheetMatchForm) }, { files })
    return redirect(`/c/${ref.slug}/host/sheets/${ref.sheetId}`, 303)
  })
}

export const headers: HeadersFunction = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

const labels = { kind: words.match.kind, column: words.match.title }

export default function Sheet() {
  const { frame, sheet, preview, problems, next } = useLoaderData<typeof loader>()
  const { state, mine } = sheet
  const answer = useFormAnswer(labels)
  useAskingAgain(state === 'checking' || state === 'bringing')
  return (
    <CasePage
      frame={frame}
      title={sheet.fileName || words.title}
      above={<SheetStateChip state={state} />}
      back={`/c/${frame.slug}/host/sheets`}
    >
      <Stack gap="large">
        <RefusedNotice answer={answer} />
        {state === 'failed' && sheet.failedWhy && (
          <Notice kind="danger">{sentenceOf(sheet.failedWhy)}</Notice>
        )}
        {(state === 'checking' || state === 'bringing') && <SheetProgress of={sheet} />}
        {preview && <MatchForm of={sheet} preview={preview} answer={answer} />}
        {state === 'checked' && preview && (
          <CheckCard
            of={sheet}
            headings={preview.headings}
            rows={preview.rows}
            problems={problems}
            next={next}
          />
        )}
        {state === 'ready' && <Ready slug={frame.slug} of={sheet} />}
        {!mine && <Notice>{words.others}</Notice>}
        <File of={sheet} />
        {state !== 'removed' && <Remove />}
      </Stack>
    </CasePage>
  )
}

function Ready({ slug, of }: { slug: string; of: SheetView }) {
  const { links, linksWhat, linksNote, title, fresh } = words.ready
  return (
    <Card title={title}>
      <Stack>
        <p>{fresh(of.claims, of.fresh)}</p>
        <p className="meta">{sheetsPage.counts(of.waiting, of.taken)}</p>
        {of.mine && of.waiting > 0 && (
          <>
            <p>{linksWhat}</p>
            <LinkButton
              to={`/c/${slug}/host/sheets/${of.id}/links`}
              reloadDocument
              icon="download"
              kind="primary"
              wide
            >
              {links}
            </LinkButton>
            <p className="meta">{linksNote}</p>
          </>
        )}
      </Stack>
    </Card>
  )
}

function File({ of: { by, at, side, sha256, state, hasResident } }: { of: SheetView }) {
  const isGone = state === 'removed' || (state === 'ready' && hasResident)
  return (
    <Card>
      <p className="meta">
        {sheetsPage.by(by, moment(at))} · {sheetsPage.form.sides[side].label}
      </p>
      <p className="meta">{words.hash}</p>
      <code className={styles.hash}>{sha256}</code>
      {isGone && <p className="meta">{words.gone}</p>}
    </Card>
  )
}

function Remove() {
  return (
    <Card title={words.remove.title}>
      <Form method="post">
        <Stack>
          <p>{words.remove.what}</p>
          <Button type="submit" name="intent" value="remove" kind="danger" icon="trash">
            {words.remove.send}
          </Button>
        </Stack>
      </Form>
    </Card>
  )
}
