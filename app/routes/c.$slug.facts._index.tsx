import { json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { Button, LinkButton } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { Chip } from '#app/parts/chip.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { Field } from '#app/parts/field.tsx'
import { Folded } from '#app/parts/folded.tsx'
import { Link } from '#app/parts/link.tsx'
import { Row, Stack } from '#app/parts/page-shell.tsx'
import { Select } from '#app/parts/text-input.tsx'
import { PromiseLine, Story } from '#app/parts/timeline/entry.tsx'
import styles from '#app/parts/timeline/timeline.module.css'
import { seoulDate } from '#app/shapes/civil-date.ts'
import { type FactKind, factKinds } from '#app/shapes/fact.ts'
import { elapsed, lastWord, promiseStanding } from '#app/shapes/timeline.ts'
import { day, fullMoment } from '#app/text/format.ts'
import { chronicleWays } from '#app/text/ko/chronicle.ts'
import { factsPage as words } from '#app/text/ko/fact.ts'
import { shell } from '#app/text/ko/shell.ts'
import { elapsedText, factKindWords, promiseWords, timelineWords } from '#app/text/ko/timeline.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { type FactView, factsIn, openPromises } from '#server/domain/fact.ts'
import { loading } from '#server/web/answer.ts'

/** `?before=ID` shows the entries before that one, `?kind=` those of one kind. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const frame = await caseFrame(context.db, viewer, ref)
    const query = new URL(request.url).searchParams
    const before = query.get('before')
    const kind = factKinds.find((each) => each === query.get('kind')) ?? null
    const { facts, earlier } = await factsIn(context.db, viewer, { ...ref, before, kind })
    const promises = await openPromises(context.db, frame.caseId)
    const isNewest = before === null
    return json({ frame, facts, earlier, promises, isNewest, kind, now: new Date().toISOString() })
  })
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${words.title} · ${data?.frame.shopName ?? shell.name}` },
]

export default function Facts() {
  const { frame, facts, earlier, promises, isNewest, kind, now } = useLoaderData<typeof loader>()
  const { slug } = frame
  return (
    <CasePage frame={frame} live title={words.title} lede={words.lead} back={`/c/${slug}/more`}>
      <Ways slug={slug} />
      {(facts.length > 0 || kind) && <KindFilter kind={kind} />}
      {facts.length === 0 ? (
        <Empty icon="log" action={<LinkButton to={`/c/${slug}/room`}>{words.toRoom}</LinkButton>}>
          {kind ? timelineWords.noneOfKind : words.empty}
        </Empty>
      ) : (
        isNewest && !kind && <NowCard {...{ facts, promises, now, slug }} />
      )}
      {earlier && (
        <LinkButton to={`?before=${facts[0]?.id}${kind ? `&kind=${kind}` : ''}`} wide className="no-print">
          {timelineWords.earlier}
        </LinkButton>
      )}
      <Story facts={facts} now={now} foot={(fact) => <Foot fact={fact} slug={slug} />} />
      {!isNewest && (
        <LinkButton to={`/c/${slug}/facts`} wide className="no-print">
          {timelineWords.later}
        </LinkButton>
      )}
      {facts.length > 0 && <p className="meta">{words.law}</p>}
    </CasePage>
  )
}

function Ways({ slug }: { slug: string }) {
  return (
    <div className="no-print">
      <Stack>
        <LinkButton to={`/c/${slug}/facts/new`} kind="primary" icon="plus" wide>
          {timelineWords.add}
        </LinkButton>
        <Row>
          <LinkButton to={`/c/${slug}/story`}>{timelineWords.storyPublic}</LinkButton>
          <Button className="needs-script" onClick={() => window.print()}>
            {timelineWords.print}
          </Button>
        </Row>
        <Folded label={chronicleWays.title}>
          <Stack>
            <p className="meta">{chronicleWays.lead}</p>
            {(['pdf', 'docx'] as const).map((form) => (
              <Row key={form}>
                <LinkButton to={`/c/${slug}/facts/chronicle/${form}`} reloadDocument icon="download">
                  {chronicleWays.of(chronicleWays.judged, chronicleWays[form])}
                </LinkButton>
                <LinkButton to={`/c/${slug}/facts/chronicle/${form}?all`} reloadDocument>
                  {chronicleWays.of(chronicleWays.all, chronicleWays[form])}
                </LinkButton>
              </Row>
            ))}
          </Stack>
        </Folded>
      </Stack>
    </div>
  )
}

/** One kind of entry alone: the warnings before it closed, what was promised, what the agencies did. */
function KindFilter({ kind }: { kind: FactKind | null }) {
  return (
    <Form method="get" className="no-print" key={kind}>
      <Field of="kind" label={timelineWords.kind}>
        <div className={styles.filter}>
          <Select
            name="kind"
            empty={timelineWords.allKinds}
            options={factKinds.map((each) => ({ value: each, label: factKindWords[each].label }))}
            defaultValue={kind ?? ''}
          />
          <Button type="submit">{timelineWords.show}</Button>
        </div>
      </Field>
    </Form>
  )
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>
type NowProps = Pick<Loaded, 'facts' | 'promises' | 'now'> & { slug: string }

/** What time has made of it: how long the company has said nothing, and promises that have passed. */
function NowCard({ facts, promises, now, slug }: NowProps) {
  const last = lastWord(facts, now)
  const silence = last && elapsed(last.happenedAt, last.dayOnly, now)
  const overdue = promises.filter((promise) => promiseStanding(promise, now) === 'overdue')
  return (
    <Card title={timelineWords.now}>
      {last && silence ? (
        <div className={styles.now}>
          <p className={styles.big}>
            {silence.count > 0 ? timelineWords.silent(elapsedText(silence)) : timelineWords.justSpoke}
          </p>
          <p className="meta">
            {timelineWords.lastWord}:{' '}
            <a href={`#f-${last.id}`}>
              {last.dayOnly ? day(seoulDate(last.happenedAt)) : fullMoment(last.happenedAt)}
            </a>
          </p>
        </div>
      ) : (
        <p>{timelineWords.noWord}</p>
      )}
      {overdue.length > 0 && (
        <section aria-labelledby="promises" className={styles.now}>
          <h3 id="promises">{timelineWords.promises}</h3>
          <p className="meta">{promiseWords.unconfirmed}</p>
          {overdue.map((fact) => (
            <div key={fact.id}>
              <p className={styles.body}>{fact.body}</p>
              <PromiseLine fact={fact} now={now} />
              <Link to={`/c/${slug}/facts/${fact.id}`} className={styles.more}>
                {promiseWords.settle}
              </Link>
            </div>
          ))}
        </section>
      )}
    </Card>
  )
}

/** Where it rests, who sees it, and the way to all of it. */
function Foot({ fact, slug }: { fact: FactView; slug: string }) {
  const count = fact.sources.length + fact.things.length
  return (
    <div className={styles.foot}>
      <Chip tone={fact.isPublic ? 'trust' : undefined}>
        {fact.isPublic ? timelineWords.public : timelineWords.inside}
      </Chip>
      <span>{count > 0 ? timelineWords.sources(count) : timelineWords.noSources}</span>
      <span>{words.by(fact.by)}</span>
      <Link to={`/c/${slug}/facts/${fact.id}`} className={styles.more}>
        {timelineWords.more}
      </Link>
    </div>
  )
}
