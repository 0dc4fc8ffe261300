import type { MetaDescriptor } from '@remix-run/node'
import type { CaseFacts } from '#server/domain/case.ts'
import type { PublicTotals } from '#server/domain/total.ts'
import { publicPage, troubleNames } from '../text/ko/case.ts'
import { shell } from '../text/ko/shell.ts'

export type Previewed = { facts: CaseFacts; totals: PublicTotals; origin: string }

/** The picture's size; KakaoTalk crops to 2:1, and everything drawn keeps clear of the edges. */
export const PREVIEW_SIZE = { width: 1200, height: 600 } as const

/**
 * Title and link preview of a case. The picture's address changes with what it shows, since messengers keep a picture
 * for as long as its address stays. There is no `og:url`: a join link must not stand in its own page.
 */
export function casePreview({ facts, totals, origin }: Previewed): MetaDescriptor[] {
  const title = publicPage.title(facts.shopName)
  const what = facts.troubles.map((trouble) => troubleNames[trouble]).join(', ')
  const description = publicPage.description(facts.shopName, what)
  const image = `${origin}/c/${facts.slug}/og.png?v=${previewVersion(facts, totals)}`
  return [
    { title: `${title} · ${shell.name}` },
    { name: 'description', content: description },
    { property: 'og:type', content: 'website' },
    { property: 'og:site_name', content: shell.name },
    { property: 'og:locale', content: 'ko_KR' },
    { property: 'og:title', content: title },
    { property: 'og:description', content: description },
    { property: 'og:image', content: image },
    { property: 'og:image:width', content: String(PREVIEW_SIZE.width) },
    { property: 'og:image:height', content: String(PREVIEW_SIZE.height) },
    { property: 'og:image:alt', content: title },
    { name: 'twitter:card', content: 'summary_large_image' },
  ]
}

/** A short name for what the picture shows: equal facts, numbers and dates give the same one (FNV-1a, 32 bits). */
export function previewVersion(facts: CaseFacts, { at: _, ...numbers }: PublicTotals): string {
  const shown = JSON.stringify([facts.shopName, facts.troubles, facts.closesOn, numbers])
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(shown)) hash = Math.imul(hash ^ byte, 0x01000193)
  return (hash >>> 0).toString(36)
}
