import { randomUUID } from 'node:crypto'
import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { CasePage } from '#app/parts/case-page.tsx'
import { LetterDesk } from '#app/parts/letter/letter-desk.tsx'
import { NotAdvice } from '#app/parts/letter/not-advice.tsx'
import { LetterForm } from '#app/shapes/letter.ts'
import { formatPhone } from '#app/shapes/phone.ts'
import { letterList, letterPage as text } from '#app/text/ko/letters.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { ownIdentity } from '#server/domain/claim/read.ts'
import { letterFor } from '#server/domain/letter.ts'
import { answering, loading, readForm, typedIn } from '#server/web/answer.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const letter = await letterFor(context.db, viewer, refOf(params))
    return json({ frame: await caseFrame(context.db, viewer, { slug: letter.slug }), letter })
  })
}

/** Puts what was typed into the letter, or the claimant's own name and phone into what was typed. Keeps neither. */
export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('letter')
    const { db, vault } = context
    const viewer = await context.viewer()
    const { claimId } = await letterFor(db, viewer, refOf(params))
    readForm(form, LetterForm)
    const typed = Object.fromEntries(
      Object.entries(typedIn(form)).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      ),
    )
    if (form.get('intent') !== 'identity') return json({ typed, id: randomUUID() })
    const own = await ownIdentity(db, viewer, { claimId }, { vault })
    const identity = own && { senderName: own.name, senderPhone: formatPhone(own.phone) }
    return json({ typed: { ...typed, ...identity }, id: randomUUID() })
  })
}

function refOf(params: LoaderFunctionArgs['params']) {
  return { slug: params.slug ?? '', claimId: params.claimId ?? '', letterId: params.letterId ?? '' }
}

/** Nothing of a person's claim stays in a cache. */
export const headers = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? [{ title: text.titleOf(letterList[data.letter.id].name, data.frame.shopName) }] : []

export default function Letter() {
  const { frame, letter } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const put = answer && 'typed' in answer ? answer : null
  return (
    <CasePage
      frame={frame}
      title={letterList[letter.id].name}
      lede={letterList[letter.id].why}
      back={`/c/${letter.slug}/claims/${letter.claimId}/letters`}
      width="wide"
    >
      <NotAdvice basis={letter.basis} />
      <LetterDesk key={put?.id} letter={letter} typed={put?.typed ?? null} />
    </CasePage>
  )
}
