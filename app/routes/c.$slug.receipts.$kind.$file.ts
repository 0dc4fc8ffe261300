import type { LoaderFunctionArgs } from '@remix-run/node'
import * as z from 'zod/mini'
import { receiptFile } from '#app/text/ko/ledger.ts'
import { type ReceiptFacts, receiptFor } from '#server/domain/receipt.ts'
import { notFound } from '#server/domain/refusal.ts'
import { receiptPdf } from '#server/exports/receipt-pdf.ts'
import { loading } from '#server/web/answer.ts'
import { attachmentHeaders } from '#server/web/attachment.ts'

const Kind = z.enum(['claim', 'evidence'])
const File = /^([0-9a-f-]{36})\.(json|pdf)$/

/** The receipt of one's own claim or evidence: `…/receipts/claim/ID.json`, for people as `.pdf`. */
export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const { db, vault, origin } = context
    const [, id = '', form] = File.exec(params.file ?? '') ?? []
    const kind = Kind.safeParse(params.kind)
    const viewer = await context.viewer()
    if (!kind.success) throw notFound()
    const of = { slug: params.slug ?? '', kind: kind.data, id }
    const facts = await receiptFor(db, viewer, of, { vault })
    if (form !== 'pdf') return answer(facts, 'json', jsonOf(facts), 'application/json')
    await context.limit('receipt')
    const pdf = await receiptPdf(facts, `${origin}/verify`)
    return answer(facts, 'pdf', pdf, 'application/pdf')
  })
}

function jsonOf({ receipt }: ReceiptFacts): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(receipt, null, 1)}\n`)
}

function answer({ receipt, receiptNo }: ReceiptFacts, ending: string, bytes: Uint8Array, type: string) {
  const name = `${receiptFile[receipt.about.kind](receiptNo)}.${ending}`
  return new Response(new Uint8Array(bytes), {
    headers: attachmentHeaders({ name, type, bytes: bytes.length }),
  })
}
