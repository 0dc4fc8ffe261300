import {
  type ActionFunctionArgs,
  type HeadersFunction,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
  type SerializeFrom,
} from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { LinkButton } from '#app/parts/button.tsx'
import { CasePage, Columns } from '#app/parts/case-page.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { ExhibitRow } from '#app/parts/exhibit/exhibit-row.tsx'
import { ClosedList, TakeList } from '#app/parts/exhibit/take-list.tsx'
import { UnnumberedCard } from '#app/parts/exhibit/unnumbered-card.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { Notice } from '#app/parts/notice.tsx'
import { Row, Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { whyLookLabels } from '#app/parts/why-look.tsx'
import { ExhibitPageWish, ExhibitReasonForm, GiveExhibitForm } from '#app/shapes/exhibit.ts'
import { exhibitsPage as words } from '#app/text/ko/exhibit.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { exhibitsIn, giveAllExhibits, giveExhibit, viewExhibits } from '#server/domain/exhibit.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const frame = await caseFrame(context.db, viewer, ref)
    const { page, given } = ExhibitPageWish.parse(Object.fromEntries(new URL(request.url).searchParams))
    return json({ frame, given, ...(await exhibitsIn(context.db, viewer, { ...ref, page })) })
  })
}

/** Gives one piece or all their numbers, or takes the reason for looking at what owners said, as `intent` says. */
export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const { db } = context
    const viewer = await context.viewer()
    const slug = params.slug ?? ''
    const here = `/c/${slug}/host/exhibits`
    switch (form.get('intent')) {
      case 'reason':
        await viewExhibits(db, viewer, { slug, ...readForm(form, ExhibitReasonForm) })
        return redirect(`${here}?opened`, 303)
      case 'all': {
        const { given } = await giveAllExhibits(db, viewer, { slug })
        return redirect(`${here}?given=${given}`, 303)
      }
      default: {
        const { given } = await giveExhibit(db, viewer, { slug, ...readForm(form, GiveExhibitForm) })
        return redirect(`${here}?given=${given}`, 303)
      }
    }
  })
}

/** What owners said stays on no device. */
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

export type ExhibitData = SerializeFrom<typeof loader>

export default function ExhibitNumbers() {
  const { frame, unnumbered, unnumberedTotal, frozen, isOpen, total } = useLoaderData<typeof loader>()
  const { slug } = frame
  const answer = useFormAnswer(whyLookLabels)
  return (
    <CasePage frame={frame} title={words.title} lede={words.lead} back={`/c/${slug}/more`} width="wide" live>
      <RefusedNotice answer={answer} />
      {!answer.refusal && <Done />}
      <Columns>
        <Numbers />
        <Stack gap="large">
          <UnnumberedCard pieces={unnumbered} total={unnumberedTotal} />
          {total > 0 && (isOpen ? <TakeList slug={slug} frozen={frozen} /> : <ClosedList answer={answer} />)}
        </Stack>
      </Columns>
    </CasePage>
  )
}

function Done() {
  const { given, isOpen } = useLoaderData<typeof loader>()
  const [query] = useSearchParams()
  const done =
    given !== undefined
      ? given > 0
        ? words.dones.given(given)
        : words.dones.none
      : query.has('opened') && isOpen
        ? words.dones.opened
        : null
  return (
    done && (
      <Notice kind="done" live>
        {done}
      </Notice>
    )
  )
}

function Numbers() {
  const { frame, rows, total, page, pages, incomplete } = useLoaderData<typeof loader>()
  return (
    <section aria-labelledby="numbers">
      <Stack>
        <h2 id="numbers">{words.numbers}</h2>
        {total === 0 && <Empty icon="shield">{words.noNumbers}</Empty>}
        {incomplete > 0 && <Notice kind="warn">{words.incomplete(incomplete)}</Notice>}
        {rows.map((row) => (
          <ExhibitRow key={row.label} slug={frame.slug} row={row} />
        ))}
        {pages > 1 && (
          <Row>
            {page > 1 && <LinkButton to={`?page=${page - 1}`}>{words.earlier}</LinkButton>}
            <span className="meta">{words.page(page, pages)}</span>
            {page < pages && <LinkButton to={`?page=${page + 1}`}>{words.later}</LinkButton>}
          </Row>
        )}
      </Stack>
    </section>
  )
}
