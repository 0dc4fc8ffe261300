import { json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { PREVIEW_SIZE } from '#app/parts/case-preview.ts'
import styles from '#app/parts/guide/guide.module.css'
import { StepTold } from '#app/parts/guide/step-told.tsx'
import { LawNote } from '#app/parts/law/law-note.tsx'
import { PageShell, Stack } from '#app/parts/page-shell.tsx'
import { ShareButton } from '#app/parts/share.tsx'
import { guideStepNamed } from '#app/shapes/guide.ts'
import { guidePage, publicStep as words } from '#app/text/ko/guide.ts'
import { GUIDE_CHECKED_ON, GUIDE_VERSION } from '#app/text/ko/guide-step.ts'
import { guideStepText } from '#app/text/ko/guide-steps.ts'
import { shell } from '#app/text/ko/shell.ts'
import { guideRules } from '#server/domain/guide/rules.ts'
import { publicGuideStep } from '#server/domain/guide.ts'
import { notFound } from '#server/domain/refusal.ts'
import { loading } from '#server/web/answer.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    await context.limit('search')
    const step = guideStepNamed(params.step)
    if (!step) throw notFound()
    const found = await publicGuideStep(context.db, { slug: params.slug ?? '', step })
    return json({ ...found, stage: guideRules[step].stage, origin: context.origin })
  })
}

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  if (!data) return []
  const { slug, shopName, step, people, origin } = data
  const text = guideStepText[step]
  const image = `${origin}/c/${slug}/guide/${step}/og.png?v=${GUIDE_VERSION}-${people ?? 0}`
  return [
    { title: `${text.title} · ${words.ofCase(shopName)} · ${shell.name}` },
    { name: 'description', content: text.why },
    { property: 'og:type', content: 'article' },
    { property: 'og:site_name', content: shell.name },
    { property: 'og:locale', content: 'ko_KR' },
    { property: 'og:title', content: words.share(shopName, text.title) },
    { property: 'og:description', content: text.why },
    { property: 'og:image', content: image },
    { property: 'og:image:width', content: String(PREVIEW_SIZE.width) },
    { property: 'og:image:height', content: String(PREVIEW_SIZE.height) },
    { property: 'og:image:alt', content: text.title },
    { name: 'twitter:card', content: 'summary_large_image' },
  ]
}

/** One step of the guide as anybody may see it, to be passed on. */
export default function GuideStep() {
  const { slug, shopName, step, people, stage, origin } = useLoaderData<typeof loader>()
  const text = guideStepText[step]
  return (
    <PageShell title={text.title} lede={words.ofCase(shopName)} back={`/c/${slug}`}>
      <Card title={guidePage.stages[stage]}>
        <div className={styles.told}>
          {people !== null && <p className="meta">{guidePage.crowdStep(people)}</p>}
          <StepTold text={text} />
        </div>
      </Card>
      <LawNote checkedOn={GUIDE_CHECKED_ON} />
      <Stack>
        <ShareButton
          wide
          url={`${origin}/c/${slug}/guide/${step}`}
          title={text.title}
          text={words.share(shopName, text.title)}
        >
          {guidePage.share}
        </ShareButton>
        <LinkButton wide icon="check" to={`/c/${slug}/guide`}>
          {words.all}
        </LinkButton>
        <LinkButton wide to={`/c/${slug}`}>
          {words.enter}
        </LinkButton>
      </Stack>
    </PageShell>
  )
}
