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
import { fileSize } from '#app/parts/file-size.ts'
import { fileTitle, KakaoStateChip, ReadProgress } from '#app/parts/kakao/import-card.tsx'
import styles from '#app/parts/kakao/kakao.module.css'
import { Notice } from '#app/parts/notice.tsx'
import { Row, Stack } from '#app/parts/page-shell.tsx'
import type { KakaoImportView, KakaoSkipped } from '#app/shapes/kakao.ts'
import { moment } from '#app/text/format.ts'
import { kakaoText } from '#app/text/ko/kakao.ts'
import { sentenceOf } from '#app/text/ko/refusals.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { kakaoImportFor, withdrawKakao } from '#server/domain/kakao.ts'
import { answering, loading } from '#server/web/answer.ts'

const words = kakaoText.detail

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '', importId: params.importId ?? '' }
    const frame = await caseFrame(context.db, viewer, ref)
    return json({ frame, ...(await kakaoImportFor(context.db, viewer, ref)) })
  })
}

/** Takes the file back. */
export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const slug = params.slug ?? ''
    const ref = { slug, importId: params.importId ?? '' }
    await withdrawKakao(context.db, await context.viewer(), ref)
    return redirect(`/c/${slug}/kakao`, 303)
  })
}

export const headers: HeadersFunction = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

export default function KakaoImport() {
  const { frame, import: brought, skipped } = useLoaderData<typeof loader>()
  const { slug } = frame
  const { state, failedWhy, mine, room, isPair } = brought
  useAskingAgain(state === 'waiting' || state === 'reading')
  const to = room && `/c/${slug}/kakao/talk?room=${room.id}`
  return (
    <CasePage frame={frame} title={fileTitle(brought)} back={`/c/${slug}/kakao`}>
      <Stack gap="large">
        {(state === 'waiting' || state === 'reading') && <ReadProgress of={brought} />}
        {state === 'failed' && failedWhy && <Notice kind="danger">{sentenceOf(failedWhy)}</Notice>}
        {state === 'ready' && isPair && mine && <Notice kind="warn">{words.pairWarn}</Notice>}
        {state === 'ready' && to && (
          <LinkButton to={isPair && mine ? to : `${to}&file=${brought.id}`} kind="primary" icon="chat" wide>
            {isPair && mine ? words.pick : words.toTalk}
          </LinkButton>
        )}
        <Result of={brought} />
        {skipped.length > 0 && <Skipped lines={skipped} all={brought.counts.skipped} />}
        {mine && <Own slug={slug} of={brought} />}
      </Stack>
    </CasePage>
  )
}

function Result({ of }: { of: KakaoImportView }) {
  const { state, counts, days, format, by, at, bytes, audience, sha256, notKept } = of
  const facts = [
    counts.media > 0 && words.media(counts.media),
    counts.mediaFiles > 0 && words.mediaFiles(counts.mediaFiles),
    counts.undated > 0 && words.undated(counts.undated),
    counts.shortened > 0 && words.shortened(counts.shortened),
    counts.covered > 0 && words.covered(counts.covered),
  ].filter((fact): fact is string => typeof fact === 'string')
  return (
    <Card title={words.counts} action={<KakaoStateChip state={state} />}>
      <Stack>
        <p className="meta">
          {kakaoText.imports.by(by, moment(at))} · {fileSize(bytes)} · {kakaoText.audiences[audience].label}
          {format && ` · ${kakaoText.formats[format]}`}
        </p>
        {days && <p>{kakaoText.days(days.first, days.last)}</p>}
        {counts.lines > 0 && <p>{kakaoText.lines(counts)}</p>}
        {state === 'ready' && <p>{kakaoText.merged(counts)}</p>}
        {facts.length > 0 && (
          <ul className={styles.points}>
            {facts.map((fact) => (
              <li key={fact}>{fact}</li>
            ))}
          </ul>
        )}
        {notKept && <Notice kind="warn">{words.notKept}</Notice>}
        <div>
          <p className="meta">
            {words.hash}. {words.hashWhat}
          </p>
          <code className={styles.hash}>{sha256}</code>
        </div>
      </Stack>
    </Card>
  )
}

function Skipped({ lines, all }: { lines: KakaoSkipped[]; all: number }) {
  const shown = lines.reduce((sum, { from, to }) => sum + to - from + 1, 0)
  return (
    <Card title={words.skipped}>
      <Stack>
        <p className="meta">{words.skippedWhat}</p>
        <ul className={styles.skipped}>
          {lines.map(({ from, to, reason, text }) => (
            <li key={from}>
              <p className="meta">
                {words.line(from, to)}: {words.reasons[reason]}
              </p>
              <code>{text}</code>
            </li>
          ))}
        </ul>
        {shown < all && <p className="meta">{words.skippedMore(lines.length)}</p>}
      </Stack>
    </Card>
  )
}

function Own({ slug, of: { id, state, notKept } }: { slug: string; of: KakaoImportView }) {
  return (
    <>
      {state === 'ready' && !notKept && (
        <Row>
          <LinkButton to={`/c/${slug}/kakao/${id}/file`} reloadDocument icon="download">
            {words.download}
          </LinkButton>
        </Row>
      )}
      <Card title={words.withdraw}>
        <Form method="post">
          <Stack>
            <p>
              <strong>{words.withdrawAsk}</strong> {words.withdrawHint}
            </p>
            <Button type="submit" kind="danger" icon="trash">
              {words.withdrawYes}
            </Button>
          </Stack>
        </Form>
      </Card>
    </>
  )
}
