import { json, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Button, LinkButton } from '#app/parts/button.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { PageShell, Row } from '#app/parts/page-shell.tsx'
import { Story } from '#app/parts/timeline/entry.tsx'
import { SourceList } from '#app/parts/timeline/sources.tsx'
import { fullMoment } from '#app/text/format.ts'
import { publicPage } from '#app/text/ko/case.ts'
import { timelineWords, storyPage as words } from '#app/text/ko/timeline.ts'
import { publicCase } from '#server/domain/case.ts'
import { publicStory } from '#server/domain/fact.ts'
import { keptSlug } from '#server/domain/union.ts'
import { loading } from '#server/web/answer.ts'

/** Entries on one page: more is a book, and the chronicle prints it. */
const SHOWN_MAX = 500

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    await context.limit('search')
    const slug = params.slug ?? ''
    const { shopName, ended } = await publicCase(context.db, slug)
    const kept = ended ? await keptSlug(context.db, { slug }) : null
    if (kept) throw redirect(`/c/${kept}/story`, 308)
    const story = await publicStory(context.db, { slug, limit: SHOWN_MAX })
    return json({ slug, shopName, ...story, now: new Date().toISOString() })
  })
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? words.title(data.shopName) : '' },
]

/** What everybody may know of what happened; nobody has to be a member. */
export default function PublicStory() {
  const { slug, shopName, facts, total, now } = useLoaderData<typeof loader>()
  return (
    <PageShell title={words.title(shopName)} lede={words.lead}>
      <div className="no-print">
        <Row>
          <LinkButton to={`/c/${slug}`}>{publicPage.title(shopName)}</LinkButton>
          <Button className="needs-script" onClick={() => window.print()}>
            {timelineWords.print}
          </Button>
        </Row>
      </div>
      {facts.length === 0 && <Empty icon="log">{words.empty}</Empty>}
      {facts.length > 0 && (
        <p className="meta">
          {words.asOf(fullMoment(now))} · {words.of(facts.length, total)}
        </p>
      )}
      <Story
        facts={facts}
        now={now}
        foot={({ id, things }) => (
          <>
            <SourceList things={things} />
            <div className="no-print">
              <LinkButton kind="bare" icon="share" to={`/c/${slug}/story/${id}`}>
                {words.shareOne}
              </LinkButton>
            </div>
          </>
        )}
      />
      {facts.length > 0 && <p className="meta">{words.law}</p>}
    </PageShell>
  )
}
