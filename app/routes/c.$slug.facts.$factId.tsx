import { randomUUID } from 'node:crypto'
import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useLoaderData, useNavigation } from '@remix-run/react'
import { Button } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { Chip } from '#app/parts/chip.tsx'
import { CitedMessages } from '#app/parts/cited-messages.tsx'
import { Folded } from '#app/parts/folded.tsx'
import { type FormAnswer, useFormAnswer } from '#app/parts/form-answer.ts'
import { Link } from '#app/parts/link.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { EntryWords } from '#app/parts/timeline/entry.tsx'
import { FactFields, factLabels, LinkFields } from '#app/parts/timeline/fact-fields.tsx'
import { FactHistory } from '#app/parts/timeline/history.tsx'
import { SourceList } from '#app/parts/timeline/sources.tsx'
import { NameChoice, StaffActs, Why } from '#app/parts/timeline/staff-acts.tsx'
import styles from '#app/parts/timeline/timeline.module.css'
import {
  DifferForm,
  FactEdit,
  FactRef,
  JudgeForm,
  LinksForm,
  PublishForm,
  SettleForm,
  SourceRef,
} from '#app/shapes/fact.ts'
import { factsPage } from '#app/text/ko/fact.ts'
import { shell } from '#app/text/ko/shell.ts'
import { factForm, factPage, namesWords, sourceWords, timelineWords } from '#app/text/ko/timeline.ts'
import type { Db } from '#db/client.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { factChoices } from '#server/domain/fact/links.ts'
import {
  addSources,
  amendFact,
  dropSource,
  factFor,
  factsIn,
  judgeFact,
  markDifferent,
  publishFact,
  removeFact,
  settlePromise,
  unpublishFact,
} from '#server/domain/fact.ts'
import type { Viewer } from '#server/domain/viewer.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

/** Entries offered as the other of two that differ: those one has just read. */
const OTHERS_MAX = 100

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const { db } = context
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '', factId: params.factId ?? '' }
    const found = await factFor(db, viewer, ref)
    const frame = await caseFrame(db, viewer, ref)
    const others = found.mayJudge
      ? (await factsIn(db, viewer, { ...ref, limit: OTHERS_MAX })).facts.filter(
          ({ id }) => id !== ref.factId && !found.fact.differs.includes(id),
        )
      : []
    return json({
      ...{ frame, ...found, choices: await factChoices(db, viewer, ref) },
      others: others.map(({ id, body }) => ({ id, body })),
      formId: randomUUID(),
      now: new Date().toISOString(),
    })
  })
}

type Asked = { db: Db; viewer: Viewer; slug: string; form: FormData }
type Act = (asked: Asked, factId: string) => Promise<void>

/** What each button of the page does, by its intent. */
const acts: Record<string, Act> = {
  judge: ({ db, viewer, slug, form }) => judgeFact(db, viewer, { slug, ...readForm(form, JudgeForm) }),
  settle: ({ db, viewer, slug, form }) => settlePromise(db, viewer, { slug, ...readForm(form, SettleForm) }),
  publish: ({ db, viewer, slug, form }) => publishFact(db, viewer, { slug, ...readForm(form, PublishForm) }),
  unpublish: ({ db, viewer, slug, form }) => unpublishFact(db, viewer, { slug, ...readForm(form, FactRef) }),
  differ: ({ db, viewer, slug, form }) => markDifferent(db, viewer, { slug, ...readForm(form, DifferForm) }),
  source: ({ db, viewer, slug, form }) => addSources(db, viewer, { slug, ...readForm(form, LinksForm) }),
  drop: ({ db, viewer, slug, form }) => dropSource(db, viewer, { slug, ...readForm(form, SourceRef) }),
  amend: ({ db, viewer, slug, form }, factId) =>
    amendFact(db, viewer, { slug, factId, ...readForm(form, FactEdit) }),
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const { db } = context
    const viewer = await context.viewer()
    const { slug = '', factId = '' } = params
    if (form.get('intent') === 'remove') {
      await removeFact(db, viewer, { slug, ...readForm(form, FactRef) })
      return redirect(`/c/${slug}/facts`, 303)
    }
    const act = acts[String(form.get('intent'))] ?? (acts.judge as Act)
    await act({ db, viewer, slug, form }, factId)
    return redirect(`/c/${slug}/facts/${factId}`, 303)
  })
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${factsPage.title} · ${data?.frame.shopName ?? shell.name}` },
]

const labels = {
  ...factLabels,
  ...{ names: namesWords.label, otherId: factPage.other, state: factPage.judge },
}

export default function FactPage() {
  const { frame, fact, versions, rulings, differing, mayJudge, others, choices, formId, now } =
    useLoaderData<typeof loader>()
  const answer = useFormAnswer(labels)
  const { slug } = frame
  const mayEdit = mayJudge || (fact.mine && fact.state === 'claimed')
  return (
    <CasePage frame={frame} title={factsPage.title} back={`/c/${slug}/facts`}>
      <RefusedNotice answer={answer} />
      <Card>
        <Stack>
          <EntryWords fact={fact} now={now} whole />
          <p>
            <Chip tone={fact.isPublic ? 'trust' : undefined}>
              {fact.isPublic ? timelineWords.public : timelineWords.inside}
            </Chip>
          </p>
          {fact.differs.length > 0 && (
            <>
              <p>{timelineWords.differsNote}</p>
              {differing.map(({ id, body }) => (
                <Link key={id} to={`/c/${slug}/facts/${id}`} className={styles.more}>
                  {body}
                </Link>
              ))}
            </>
          )}
          <p className="meta">{factsPage.by(fact.by)}</p>
        </Stack>
      </Card>
      <Card title={sourceWords.label}>
        <Stack>
          {fact.sources.length + fact.things.length === 0 && <p>{timelineWords.askSource}</p>}
          <CitedMessages messages={fact.sources} slug={slug} />
          <SourceList things={fact.things} mayDrop={mayJudge} factId={fact.id} />
          <Folded label={sourceWords.add} open={answer.value('intent') === 'source'}>
            <Form method="post" noValidate key={formId}>
              <input type="hidden" name="factId" value={fact.id} />
              <input type="hidden" name="id" value={formId} />
              <Stack>
                <LinkFields answer={answer} {...choices} />
                <Button type="submit" name="intent" value="source" wide>
                  {sourceWords.save}
                </Button>
              </Stack>
            </Form>
          </Folded>
        </Stack>
      </Card>
      {mayJudge && <StaffActs {...{ fact, differing, others }} answer={answer} />}
      {mayEdit && <Edit {...{ fact, answer, formId, now }} respondents={choices.respondents} />}
      <FactHistory versions={versions} rulings={rulings} />
      {mayEdit && (
        <Folded label={factPage.remove} danger>
          <Form method="post">
            <input type="hidden" name="factId" value={fact.id} />
            <Stack>
              <p>{factPage.removeLead}</p>
              <Button type="submit" name="intent" value="remove" kind="danger" icon="trash">
                {factPage.removeSure}
              </Button>
            </Stack>
          </Form>
        </Folded>
      )}
    </CasePage>
  )
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>
type EditProps = Pick<Loaded, 'fact' | 'formId' | 'now'> & {
  answer: FormAnswer
  respondents: Loaded['choices']['respondents']
}

function Edit({ fact, answer, formId, now, respondents }: EditProps) {
  return (
    <Folded label={factForm.edit} open={answer.value('intent') === 'amend'}>
      <Form method="post" noValidate key={fact.version}>
        <input type="hidden" name="id" value={answer.value('id', formId)} />
        <input type="hidden" name="version" value={fact.version} />
        <Stack gap="large">
          <p className="meta">{factForm.editLead}</p>
          <FactFields answer={answer} from={fact} now={now} respondents={respondents} />
          {fact.isPublic && <NameChoice answer={answer} />}
          <Why
            answer={answer}
            id="why"
            label={factForm.why}
            hint={factForm.whyHint}
            mine={answer.value('intent') === 'amend'}
          />
          <Button
            type="submit"
            name="intent"
            value="amend"
            kind="primary"
            wide
            busy={useNavigation().state !== 'idle'}
          >
            {factForm.amend}
          </Button>
        </Stack>
      </Form>
    </Folded>
  )
}
