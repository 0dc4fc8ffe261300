import type { GuideStepId } from '#app/shapes/guide.ts'
import type { Db } from '#db/client.ts'
import { PUBLIC_MINIMUM, publicCase } from '../case.ts'
import { notFound } from '../refusal.ts'
import { guideCounts } from './counts.ts'

/** A step as anybody may see it: no pinned advice, and no number below five. */
export type PublicStep = { slug: string; shopName: string; step: GuideStepId; people: number | null }

/** Refuses `shared.not_found`. */
export async function publicGuideStep(
  db: Db,
  { slug, step }: { slug: string; step: GuideStepId },
): Promise<PublicStep> {
  const { shopName } = await publicCase(db, slug)
  const found = await db.selectFrom('case').select('id').where('slug', '=', slug).executeTakeFirst()
  if (!found) throw notFound()
  const people = (await guideCounts(db, found.id)).steps.get(step) ?? 0
  return { slug, shopName, step, people: people < PUBLIC_MINIMUM ? null : people }
}
