import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { LinkButton } from '#app/parts/button.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { DocumentCard } from '#app/parts/document/document-card.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { type FormAnswer, useFormAnswer } from '#app/parts/form-answer.ts'
import { Notice } from '#app/parts/notice.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { DocumentRef, WitnessForm } from '#app/shapes/document.ts'
import { ownHashText, documentsPage as words } from '#app/text/ko/document.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { documentsIn } from '#server/domain/document/read.ts'
import { removeDocument, unwitnessDocument, witnessDocument } from '#server/domain/document.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const frame = await caseFrame(context.db, viewer, ref)
    return json({ frame, documents: await documentsIn(context.db, viewer, ref) })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const { db } = context
    const viewer = await context.viewer()
    const slug = params.slug ?? ''
    const here = `/c/${slug}/documents`
    const intent = form.get('intent')
    if (intent === 'back') {
      await unwitnessDocument(db, viewer, { slug, ...readForm(form, DocumentRef) })
      return redirect(`${here}?done=back`, 303)
    }
    if (intent === 'remove') {
      await removeDocument(db, viewer, { slug, ...readForm(form, DocumentRef) })
      return redirect(`${here}?done=removed`, 303)
    }
    await witnessDocument(db, viewer, { slug, ...readForm(form, WitnessForm) })
    return redirect(`${here}?done=received`, 303)
  })
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${words.title} · ${data?.frame.shopName ?? shell.name}` },
]

const labels = { receivedOn: words.receivedOn, sha256: ownHashText.label }

export default function Documents() {
  const { frame, documents } = useLoaderData<typeof loader>()
  const [query] = useSearchParams()
  const answer = useFormAnswer(labels)
  const done = words.done[query.get('done') ?? '']
  const { slug } = frame
  return (
    <CasePage frame={frame} title={words.title} lede={words.lead} back={`/c/${slug}/more`}>
      {answer.sentence && <RefusedNotice answer={answer} />}
      {done && !answer.refusal && (
        <Notice kind="done" live>
          {done}
        </Notice>
      )}
      <LinkButton to={`/c/${slug}/documents/new`} icon="plus" wide>
        {words.add}
      </LinkButton>
      {documents.length === 0 && <Empty icon="shield">{words.empty}</Empty>}
      <Stack>
        {documents.map((document) => (
          <DocumentCard
            // What was said is the card's own state: another day or hash makes another card.
            key={`${document.id} ${document.mine?.receivedOn} ${document.mine?.sha256}`}
            document={document}
            answer={answer.value('documentId') === document.id ? answer : untouched(answer)}
            today={frame.today}
          />
        ))}
      </Stack>
    </CasePage>
  )
}

/** The answer as another document's form has it: none. */
function untouched(answer: FormAnswer): FormAnswer {
  const none = { sentence: null, refusal: null, problems: [], error: () => undefined }
  return {
    ...answer,
    ...none,
    value: (_, fallback = '') => fallback,
    chosen: (_, __, fallback = false) => fallback,
  }
}
