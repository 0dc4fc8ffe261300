import { type HeadersFunction, json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Card } from '#app/parts/card.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import styles from '#app/parts/locker/locker.module.css'
import { Notice } from '#app/parts/notice.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { PlainText } from '#app/parts/plain-text.tsx'
import { fullMoment } from '#app/text/format.ts'
import { readPage as words } from '#app/text/ko/evidence.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { type FileWords, wordsOfFile } from '#server/domain/evidence.ts'
import { loading } from '#server/web/answer.ts'

/** The words of a mail, a text, a talk, a PDF or an office file, as words: nothing of it is run, and nothing it names is fetched. */
export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '', fileId: params.fileId ?? '' }
    const frame = await caseFrame(context.db, viewer, ref)
    await context.limit('words')
    return json({ frame, file: await wordsOfFile(context.db, viewer, ref, context) })
  })
}

/** What one keeps is for oneself: no device keeps this page. */
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.file.name ?? words.title} · ${shell.name}` },
]

export default function Read() {
  const { frame, file } = useLoaderData<typeof loader>()
  const { name, letter, isCut } = file
  return (
    <CasePage
      frame={frame}
      title={name}
      lede={words.lead}
      back={`/c/${frame.slug}/evidence/${file.evidenceId}`}
    >
      <Stack>
        {letter && <Head letter={letter} />}
        <Card>
          <PlainText text={file.words || words.none} />
        </Card>
        {isCut && <Notice kind="info">{words.cut}</Notice>}
      </Stack>
    </CasePage>
  )
}

function Head({ letter }: { letter: NonNullable<FileWords['letter']> }) {
  const { subject, from, to, date, attachments } = letter
  const when = Number.isNaN(Date.parse(date)) ? date : fullMoment(new Date(date).toISOString())
  const lines = [
    [words.subject, subject],
    [words.from, from],
    [words.to, to],
    [words.date, when],
    [words.attachments, attachments.join(', ')],
  ] as const
  return (
    <Card>
      <dl className={styles.letter}>
        {lines
          .filter(([, said]) => said !== '')
          .map(([label, said]) => (
            <div key={label}>
              <dt className="meta">{label}</dt>
              <dd>{said}</dd>
            </div>
          ))}
      </dl>
    </Card>
  )
}
