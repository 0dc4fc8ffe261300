import { randomUUID } from 'node:crypto'
import {
  type ActionFunctionArgs,
  type HeadersFunction,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useExportProgress } from '#app/live/use-export-progress.ts'
import { LinkButton } from '#app/parts/button.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { ExportCard } from '#app/parts/export-card.tsx'
import { FilingDesk, FilingListForm } from '#app/parts/filing/desk.tsx'
import { FilingFacts, FilingGuide } from '#app/parts/filing/facts.tsx'
import { CarryOn, JoinFiling } from '#app/parts/filing/join-filing.tsx'
import { OwnClaim } from '#app/parts/filing/own-claim.tsx'
import { FrozenVersions } from '#app/parts/filing/versions.tsx'
import { type FormAnswer, useFormAnswer } from '#app/parts/form-answer.ts'
import { Notice } from '#app/parts/notice.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { CancelExportForm } from '#app/shapes/export.ts'
import {
  CarryOnForm,
  FilingOrder,
  JoinFilingForm,
  LeaveFilingForm,
  ReleaseForm,
  ReopenForm,
} from '#app/shapes/filing.ts'
import { moment } from '#app/text/format.ts'
import { filingDesk, filingPage as words } from '#app/text/ko/filing.ts'
import { progressPage } from '#app/text/ko/filing-progress.ts'
import { receiversPage } from '#app/text/ko/receiver.ts'
import { representativesPage } from '#app/text/ko/representatives.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { cancelExport, filingExports } from '#server/domain/export.ts'
import {
  carryOn,
  filingFor,
  freezeFiling,
  joinFiling,
  leaveFiling,
  releaseFiling,
  reopenFiling,
  requestFiling,
} from '#server/domain/filing.ts'
import { answering, doneIn, loading, readForm } from '#server/web/answer.ts'

type Done = keyof typeof words.dones

export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const { db } = context
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '', filingId: params.filingId ?? '' }
    const page = await filingFor(db, viewer, ref)
    const exports = page.mayKeep ? await filingExports(db, viewer, ref) : []
    const { hasPassword } = viewer
    return json({
      frame: await caseFrame(db, viewer, ref),
      ...page,
      exports,
      done: doneIn(request, words.dones),
      hasPassword,
      formId: randomUUID(),
    })
  })
}

/** Joins, leaves, freezes, agrees as the second officer, opens again, or asks for a list, as `intent` says. */
export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    const { db } = context
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '', filingId: params.filingId ?? '' }
    const to = (done: Done) => redirect(`/c/${ref.slug}/filings/${ref.filingId}?done=${done}`, 303)
    await context.limit('claim')
    switch (form.get('intent')) {
      case 'leave':
        await leaveFiling(db, viewer, { ...ref, ...readForm(form, LeaveFilingForm) })
        return to('left')
      case 'carry_on':
        await carryOn(db, viewer, { ...ref, ...readForm(form, CarryOnForm) })
        return to('joined')
      case 'freeze':
        await freezeFiling(db, viewer, ref)
        return to('frozen')
      case 'release':
        await releaseFiling(db, viewer, { ...ref, ...readForm(form, ReleaseForm) })
        return to('released')
      case 'reopen':
        await reopenFiling(db, viewer, { ...ref, ...readForm(form, ReopenForm) })
        return to('reopened')
      case 'cancel':
        await cancelExport(db, viewer, { slug: ref.slug, ...readForm(form, CancelExportForm) })
        return redirect(`/c/${ref.slug}/filings/${ref.filingId}#made`, 303)
      case 'list': {
        const order = readForm(form, FilingOrder)
        await context.limit('guess')
        await requestFiling(
          db,
          viewer,
          { ...ref, order },
          { vault: context.vault, allow: () => context.limit('export') },
        )
        return redirect(`/c/${ref.slug}/filings/${ref.filingId}#made`, 303)
      }
      default:
        await joinFiling(db, viewer, { ...ref, draft: readForm(form, JoinFilingForm) }, context)
        return to('joined')
    }
  })
}

/** What one's own claims lack and who agreed to what stays on no device. */
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? [{ title: `${data.filing.title} · ${data.frame.shopName}` }] : []

const labels = {
  claimId: words.which,
  agree: words.consent,
  typedName: words.typedName,
  guardianName: words.guardianName,
  guardianAgreed: words.guardian,
  reason: filingDesk.reason,
  password: filingDesk.password,
  filePassword: filingDesk.filePassword,
  format: filingDesk.format,
  version: filingDesk.versionOf,
  closesOn: words.until,
  closesAt: words.until,
}

export default function FilingPage() {
  const { frame, filing, consent, own, frozen, guide, carriable, mayKeep, represented, done } =
    useLoaderData<typeof loader>()
  const answer = useFormAnswer(labels)
  const { slug } = frame
  const joinable = own.filter(({ joinedAt, wrongSide, fit }) => !joinedAt && !wrongSide && fit !== 'no')
  return (
    <CasePage
      frame={frame}
      live
      title={filing.title}
      lede={words.by(filing.by, moment(filing.openedAt))}
      back={`/c/${slug}/filings`}
    >
      <RefusedNotice answer={answer} />
      {done && !answer.refusal && (
        <Notice kind="done" live>
          {words.dones[done]}
        </Notice>
      )}
      <FilingFacts filing={filing} />
      {filing.version > 0 && (
        <LinkButton wide to={`/c/${slug}/filings/${filing.id}/progress`}>
          {progressPage.way}
        </LinkButton>
      )}
      {filing.version > 0 && (
        <LinkButton wide to={`/c/${slug}/filings/${filing.id}/receivers`}>
          {receiversPage.way}
        </LinkButton>
      )}
      {represented && (
        <LinkButton wide to={`/c/${slug}/filings/${filing.id}/representatives`}>
          {representativesPage.way}
        </LinkButton>
      )}
      <section aria-labelledby="own">
        <Stack>
          <h2 id="own">{words.own}</h2>
          {filing.state !== 'open' && <Notice>{words[filing.state]}</Notice>}
          {own.length === 0 && (
            <Empty
              icon="claim"
              action={<LinkButton to={`/c/${slug}/claims/new`}>{words.makeClaim}</LinkButton>}
            >
              {words.noClaims}
            </Empty>
          )}
          {own.map((each) => (
            <OwnClaim key={each.claimId} filing={filing} own={each} />
          ))}
          {filing.state === 'open' && carriable > 0 && <CarryOn consent={consent} count={carriable} />}
          {filing.state === 'open' && joinable.length > 0 && (
            <JoinFiling
              destination={filing.destination}
              consent={consent}
              claims={joinable}
              answer={answer}
            />
          )}
        </Stack>
      </section>
      {frozen.length > 0 && <FrozenVersions frozen={frozen} mayKeep={mayKeep} />}
      {mayKeep && <Officers answer={answer} />}
      <FilingGuide destination={filing.destination} guide={guide} />
    </CasePage>
  )
}

function Officers({ answer }: { answer: FormAnswer }) {
  const { frame, filing, frozen, exports, hasPassword, formId } = useLoaderData<typeof loader>()
  const progress = useExportProgress(exports)
  const here = `/c/${frame.slug}/filings/${filing.id}`
  return (
    <Stack gap="large">
      <FilingDesk filing={filing} answer={answer} />
      {frozen.length > 0 && (
        <LinkButton wide icon="plus" to={`/c/${frame.slug}/filings/new?after=${filing.id}`}>
          {words.next}
        </LinkButton>
      )}
      {frozen.length > 0 && (
        <FilingListForm
          {...{ id: formId, destination: filing.destination, frozen, hasPassword, here, answer }}
          key={exports[0]?.id ?? 'first'}
        />
      )}
      {exports.length > 0 && (
        <section aria-labelledby="made">
          <Stack>
            <h2 id="made">{filingDesk.made}</h2>
            {exports.map((each) => (
              <ExportCard
                key={each.id}
                href={`/c/${frame.slug}/host/exports/${each.id}/file`}
                of={{ ...each, ...progress.get(each.id) }}
              />
            ))}
          </Stack>
        </section>
      )}
    </Stack>
  )
}
