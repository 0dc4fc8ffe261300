import { randomUUID } from 'node:crypto'
import {
  type ActionFunctionArgs,
  type HeadersFunction,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useLoaderData, useNavigation } from '@remix-run/react'
import { Button } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { CasePage, Columns } from '#app/parts/case-page.tsx'
import { ChoiceList } from '#app/parts/choice-list.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { Field } from '#app/parts/field.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import styles from '#app/parts/sheet/sheet.module.css'
import { SheetCard } from '#app/parts/sheet/sheet-card.tsx'
import { TextInput } from '#app/parts/text-input.tsx'
import { claimSides } from '#app/shapes/case.ts'
import { SHEET_FILE_FIELD } from '#app/shapes/sheet.ts'
import { sheetsPage as words } from '#app/text/ko/sheet.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { sheetsIn } from '#server/domain/sheet.ts'
import { answering, loading } from '#server/web/answer.ts'
import { takeSheetFile } from '#server/web/sheet-door.ts'
import { bringsFiles } from '#server/web/upload.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const sheets = await sheetsIn(context.db, viewer, ref)
    const frame = await caseFrame(context.db, viewer, ref)
    return json({ frame, sheets, formId: randomUUID() })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = bringsFiles(request) ? new FormData() : await request.formData()
  return answering(form, async () => {
    const slug = params.slug ?? ''
    const { sheetId } = await takeSheetFile(request, context, { slug, form })
    return redirect(`/c/${slug}/host/sheets/${sheetId}`, 303)
  })
}

export const headers: HeadersFunction = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

export default function Sheets() {
  const { frame, sheets, formId } = useLoaderData<typeof loader>()
  return (
    <CasePage frame={frame} title={words.title} lede={words.lede} back={`/c/${frame.slug}/more`} width="wide">
      <Columns>
        <BringForm key={formId} formId={formId} />
        <Stack gap="large">
          <section aria-labelledby="brought">
            <Stack>
              <h2 id="brought">{words.list}</h2>
              {sheets.length === 0 && <Empty icon="claim">{words.empty}</Empty>}
              {sheets.map((sheet) => (
                <SheetCard key={sheet.id} slug={frame.slug} of={sheet} />
              ))}
            </Stack>
          </section>
          <Card title={words.promise.title}>
            <ul className={styles.points}>
              {words.promise.points.map((point) => (
                <li key={point}>{point}</li>
              ))}
            </ul>
          </Card>
        </Stack>
      </Columns>
    </CasePage>
  )
}

const labels = { side: words.form.side, [SHEET_FILE_FIELD]: words.form.file }

function BringForm({ formId }: { formId: string }) {
  const answer = useFormAnswer(labels)
  const busy = useNavigation().state !== 'idle'
  return (
    <Card title={words.form.title}>
      <Form method="post" encType="multipart/form-data" noValidate>
        <input type="hidden" name="id" value={formId} />
        <Stack gap="large">
          <RefusedNotice answer={answer} />
          <ChoiceList
            name="side"
            values={claimSides}
            card={(side) => words.form.sides[side]}
            first="buyer"
            answer={answer}
            label={words.form.side}
            columns
          />
          {/* Last, so that the server knows all the rest before the file comes. */}
          <Field
            of={SHEET_FILE_FIELD}
            label={words.form.file}
            hint={words.form.fileHint}
            error={answer.error(SHEET_FILE_FIELD)}
          >
            <TextInput
              name={SHEET_FILE_FIELD}
              type="file"
              accept=".csv,.tsv,.txt,.xlsx"
              required
              className={styles.file}
            />
          </Field>
          <Button type="submit" kind="primary" wide busy={busy}>
            {words.form.send}
          </Button>
        </Stack>
      </Form>
    </Card>
  )
}
