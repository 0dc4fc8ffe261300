import { json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { PREVIEW_SIZE } from '#app/parts/case-preview.ts'
import { PageShell, Stack } from '#app/parts/page-shell.tsx'
import { ShareButton } from '#app/parts/share.tsx'
import { EntryWords } from '#app/parts/timeline/entry.tsx'
import { SourceList } from '#app/parts/timeline/sources.tsx'
import { publicStep } from '#app/text/ko/guide.ts'
import { shell } from '#app/text/ko/shell.ts'
import { storyPage as words } from '#app/text/ko/timeline.ts'
import { publicCase } from '#server/domain/case.ts'
import { publicFact } from '#server/domain/fact.ts'
import { loading } from '#server/web/answer.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    await context.limit('search')
    const slug = params.slug ?? ''
    const { shopName } = await publicCase(context.db, slug)
    const fact = await publicFact(context.db, { slug, factId: params.factId ?? '' })
    return json({ slug, shopName, fact, now: new Date().toISOString(), origin: context.origin })
  })
}

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  if (!data) return []
  const { slug, shopName, fact, origin } = data
  const title = words.title(shopName)
  // Messengers keep a picture for as long as its address stays.
  const version = `${fact.state}-${fact.changedAt ?? ''}`
  const image = `${origin}/c/${slug}/story/${fact.id}/og.png?v=${encodeURIComponent(version)}`
  return [
    { title: `${title} · ${shell.name}` },
    { name: 'description', content: fact.body },
    { property: 'og:type', content: 'article' },
    { property: 'og:site_name', content: shell.name },
    { property: 'og:locale', content: 'ko_KR' },
    { property: 'og:title', content: title },
    { property: 'og:description', content: fact.body },
    { property: 'og:image', content: image },
    { property: 'og:image:width', content: String(PREVIEW_SIZE.width) },
    { property: 'og:image:height', content: String(PREVIEW_SIZE.height) },
    { property: 'og:image:alt', content: fact.body },
    { name: 'twitter:card', content: 'summary_large_image' },
  ]
}

/** One entry of the story by itself, to be passed on. */
export default function PublicEntry() {
  const { slug, shopName, fact, now, origin } = useLoaderData<typeof loader>()
  return (
    <PageShell title={words.title(shopName)} lede={words.one} back={`/c/${slug}/story`}>
      <Card title={words.entry}>
        <EntryWords fact={fact} now={now} whole />
        <SourceList things={fact.things} />
      </Card>
      <Stack>
        <ShareButton
          wide
          url={`${origin}/c/${slug}/story/${fact.id}`}
          title={words.title(shopName)}
          text={fact.body}
        >
          {words.share}
        </ShareButton>
        <LinkButton wide icon="log" to={`/c/${slug}/story#f-${fact.id}`}>
          {words.whole}
        </LinkButton>
        <LinkButton wide to={`/c/${slug}`}>
          {publicStep.enter}
        </LinkButton>
      </Stack>
      <p className="meta">{words.law}</p>
    </PageShell>
  )
}
