import { json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { type ChangeEvent, useState } from 'react'
import { Card } from '#app/parts/card.tsx'
import { Field } from '#app/parts/field.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { PageShell, Stack } from '#app/parts/page-shell.tsx'
import { TextInput } from '#app/parts/text-input.tsx'
import { useFileHash } from '#app/parts/verify/use-file-hash.ts'
import { usePackageCheck } from '#app/parts/verify/use-package-check.ts'
import { Lines, Meaning, PackageCard, VerdictCard } from '#app/parts/verify/verdict-card.tsx'
import { checkReceipt } from '#app/proof/verdict.ts'
import { verifyPage as words } from '#app/text/ko/proof.ts'
import { shell } from '#app/text/ko/shell.ts'
import { signerFingerprints } from '#server/domain/checkpoint.ts'
import { loading } from '#server/web/answer.ts'

/** All a check needs besides the files: whose signatures are this server's. */
export function loader({ context }: LoaderFunctionArgs) {
  return loading(async () => json({ known: await signerFingerprints(context.db, context.vault) }))
}

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

/** A receipt is a few kilobytes; one that holds a whole claim's history some hundred. */
const RECEIPT_MAX_BYTES = 20 * 1024 * 1024

export default function Verify() {
  const { known } = useLoaderData<typeof loader>()
  const [receipt, setReceipt] = useState<{ value: unknown } | null>(null)
  const [file, takeFile] = useFileHash()
  const [packed, takePackage] = usePackageCheck(known)
  const sha256 = file?.sha256 ?? undefined
  const waits = file !== null && file.sha256 === undefined
  const verdict = receipt && !waits ? checkReceipt(receipt.value, { known, sha256 }) : null
  return (
    <PageShell title={words.title} lede={words.lede} back="/">
      <noscript>
        <Notice>{words.noScript}</Notice>
      </noscript>
      <div className="needs-script">
        <Stack>
          <Field of="package" label={words.package} hint={words.packageHint}>
            <TextInput
              type="file"
              accept=".zip,application/zip"
              onChange={(event) => takePackage(event.target.files?.[0] ?? null)}
            />
          </Field>
          {packed && !packed.verdict && (
            <progress max={1} value={packed.done} aria-label={words.packageChecking} />
          )}
          {packed?.verdict && <PackageCard verdict={packed.verdict} />}
          <h2>{words.receiptTitle}</h2>
          <Field of="receipt" label={words.receipt} hint={words.receiptHint}>
            <TextInput
              type="file"
              accept=".json,application/json"
              onChange={(event) => void readReceipt(event).then(setReceipt)}
            />
          </Field>
          <Field of="file" label={words.file} hint={words.fileHint} optional>
            <TextInput type="file" onChange={(event) => takeFile(event.target.files?.[0] ?? null)} />
          </Field>
          {waits && <progress max={1} value={file.done} aria-label={words.hashing} />}
          {file?.sha256 === null && <Notice kind="danger">{words.unreadableFile}</Notice>}
          {sha256 && (
            <p className="meta" data-testid="sha256">
              {words.hashOf} <code>{sha256}</code>
            </p>
          )}
        </Stack>
      </div>
      {verdict && <VerdictCard verdict={verdict} withFile={sha256 !== undefined} />}
      {!verdict && !packed?.verdict && <Meaning />}
      <Card title={words.keys}>
        <p>{words.keysNote}</p>
        <Lines of={known} />
      </Card>
    </PageShell>
  )
}

/** What cannot be read is a value too: the check says that it is no receipt. */
async function readReceipt({ target }: ChangeEvent<HTMLInputElement>): Promise<{ value: unknown } | null> {
  const file = target.files?.[0]
  if (!file) return null
  if (file.size > RECEIPT_MAX_BYTES) return { value: null }
  try {
    return { value: JSON.parse(await file.text()) }
  } catch {
    return { value: null }
  }
}
