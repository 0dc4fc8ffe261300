import type { ActionFunctionArgs } from '@remix-run/node'
import { LetterForm } from '#app/shapes/letter.ts'
import { letterList, letterPage } from '#app/text/ko/letters.ts'
import { letterFor, letterPdf } from '#server/domain/letter.ts'
import { answering, readForm } from '#server/web/answer.ts'
import { attachmentHeaders } from '#server/web/attachment.ts'

/** The letter as a file. What is in it comes with the request and is kept nowhere. */
export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('letter')
    const viewer = await context.viewer()
    const ref = {
      slug: params.slug ?? '',
      claimId: params.claimId ?? '',
      letterId: params.letterId ?? '',
    }
    const { id, receiptNo } = await letterFor(context.db, viewer, ref)
    const values = readForm(form, LetterForm)
    const pdf = await letterPdf(context.db, viewer, { ...ref, values })
    const name = letterPage.fileName(letterList[id].name, String(receiptNo))
    const headers = attachmentHeaders({ name, type: 'application/pdf', bytes: pdf.length })
    return new Response(new Uint8Array(pdf), { headers })
  })
}
