import { randomUUID } from 'node:crypto'
import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
  type SerializeFrom,
} from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Card } from '#app/parts/card.tsx'
import { CasePage, Columns } from '#app/parts/case-page.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { Folded } from '#app/parts/folded.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { Notice } from '#app/parts/notice.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { Blames } from '#app/parts/respondent/blames.tsx'
import { BlameForm, NamingForm, RespondentForm } from '#app/parts/respondent/forms.tsx'
import { RespondentCard } from '#app/parts/respondent/respondent-card.tsx'
import { Statements } from '#app/parts/respondent/statements.tsx'
import { WayList } from '#app/parts/way-list.tsx'
import { BlameDraft, BlameRef, NamedForm, RespondentDraft, RespondentRef } from '#app/shapes/respondent.ts'
import { statementWords } from '#app/text/ko/company.ts'
import { respondentsPage as text } from '#app/text/ko/respondents.ts'
import type { Db } from '#db/client.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { respondentsIn } from '#server/domain/respondent/read.ts'
import {
  keepBlame,
  keepRespondent,
  nameRespondents,
  noteBlame,
  proposeRespondent,
  removeBlame,
  removeRespondent,
} from '#server/domain/respondent.ts'
import type { Viewer } from '#server/domain/viewer.ts'
import { statementsIn } from '#server/domain/voice.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const known = await respondentsIn(context.db, viewer, ref)
    const frame = await caseFrame(context.db, viewer, ref)
    const statements = await statementsIn(context.db, viewer, ref)
    const done = new URL(request.url).searchParams.get('done')
    return json({
      frame,
      ...known,
      statements,
      ids: { respondent: randomUUID(), blame: randomUUID() },
      done: done === 'saved' || done === 'done' ? (done as 'saved' | 'done') : null,
    })
  })
}

type Asked = { db: Db; viewer: Viewer; slug: string; form: FormData }

/** What each button of the page does, by its intent. */
const acts: Record<string, (asked: Asked) => Promise<void>> = {
  propose: ({ db, viewer, slug, form }) =>
    proposeRespondent(db, viewer, { slug, ...readForm(form, RespondentDraft) }),
  blame: ({ db, viewer, slug, form }) => noteBlame(db, viewer, { slug, ...readForm(form, BlameDraft) }),
  keep: ({ db, viewer, slug, form }) =>
    keepRespondent(db, viewer, { slug, ...readForm(form, RespondentRef) }),
  remove: ({ db, viewer, slug, form }) =>
    removeRespondent(db, viewer, { slug, ...readForm(form, RespondentRef) }),
  keepBlame: ({ db, viewer, slug, form }) => keepBlame(db, viewer, { slug, ...readForm(form, BlameRef) }),
  removeBlame: ({ db, viewer, slug, form }) => removeBlame(db, viewer, { slug, ...readForm(form, BlameRef) }),
  name: ({ db, viewer, slug, form }) => nameRespondents(db, viewer, { slug, ...readForm(form, NamedForm) }),
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const { db } = context
    const viewer = await context.viewer()
    const slug = params.slug ?? ''
    const intent = String(form.get('intent'))
    const act = Object.hasOwn(acts, intent) ? acts[intent] : acts.propose
    await act?.({ db, viewer, slug, form })
    const done = intent === 'propose' || intent === 'blame' ? 'saved' : 'done'
    return redirect(`/c/${slug}/respondents?done=${done}`, 303)
  })
}

/** Nothing of a person's claim stays in a cache. */
export const headers = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? [{ title: `${text.title} · ${data.frame.shopName}` }] : []

const labels = {
  ...text.by,
  role: text.role,
  name: text.name,
  speakerId: text.speaker,
  blamedId: text.blamed,
  quote: text.quote,
  saidOn: text.saidOn,
  saidIn: text.blameSource,
  url: text.url,
}

type Data = SerializeFrom<typeof loader>

export default function RespondentsPage() {
  const { frame, done, ...data } = useLoaderData<typeof loader>()
  const answer = useFormAnswer(labels)
  return (
    <CasePage frame={frame} title={text.title} lede={text.lede} back={`/c/${frame.slug}/more`} width="wide">
      <RefusedNotice answer={answer} />
      {done && !answer.refusal && (
        <Notice kind="done" live>
          {text[done]}
        </Notice>
      )}
      {data.statements.length > 0 && (
        <section aria-labelledby="said-by-company">
          <Stack>
            <h2 id="said-by-company">{statementWords.title}</h2>
            <p className="meta">{statementWords.lede}</p>
            <Statements statements={data.statements} />
          </Stack>
        </section>
      )}
      <Columns>
        <Who {...data} />
        <Said {...data} />
      </Columns>
    </CasePage>
  )
}

function Who({ respondents, claims, related, mayKeep, ids }: Omit<Data, 'frame' | 'done'>) {
  const answer = useFormAnswer(labels)
  const kept = respondents.filter(({ state }) => state === 'kept')
  return (
    <Stack gap="large">
      {respondents.length === 0 && <Empty icon="people">{text.empty}</Empty>}
      {respondents.map((each) => (
        <RespondentCard key={each.id} respondent={each} mayKeep={mayKeep} />
      ))}
      <Folded label={text.add} open={answer.value('intent') === 'propose'}>
        <p className="meta">{text.addNote}</p>
        <RespondentForm key={ids.respondent} id={ids.respondent} answer={answer} />
      </Folded>
      {claims.length > 0 && kept.length > 0 && (
        <Card title={text.naming}>
          <p className="meta">{text.namingLede}</p>
          {claims.map((claim) => (
            <NamingForm key={claim.claimId} claim={claim} kept={kept} />
          ))}
        </Card>
      )}
      {related.length > 0 && (
        <Card title={text.related}>
          <WayList
            ways={related.map(({ slug, shopName, why }) => ({
              to: `/c/${slug}`,
              label: shopName,
              note: text.relatedWhy[why],
            }))}
          />
        </Card>
      )}
    </Stack>
  )
}

function Said({ respondents, blames, mayKeep, ids }: Omit<Data, 'frame' | 'done'>) {
  const answer = useFormAnswer(labels)
  const kept = respondents.filter(({ state }) => state === 'kept')
  return (
    <section aria-labelledby="said">
      <Stack gap="large">
        <h2 id="said">{text.blameTitle}</h2>
        <p className="meta">{text.blameLede}</p>
        <Blames blames={blames} respondents={respondents} mayKeep={mayKeep} />
        {kept.length < 2 ? (
          <p>{text.blameNeedsTwo}</p>
        ) : (
          <Folded label={text.blameAdd} open={answer.value('intent') === 'blame'}>
            <BlameForm key={ids.blame} id={ids.blame} answer={answer} kept={kept} />
          </Folded>
        )}
      </Stack>
    </section>
  )
}
