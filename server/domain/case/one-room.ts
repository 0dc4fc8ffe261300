import { sql } from 'kysely'
import type { Tx } from '#db/client.ts'
import { Refusal } from '../refusal.ts'

/** The two signs by which a shop is known: its normalised name and its business registration number (10 digits). */
export type ShopSigns = { shopKey: string; businessNumber: string | null }

/**
 * One shop, one room. Locks both signs until the transaction ends and refuses `case.already_open`, with the slug of
 * the room that exists in `fields.slug`, when another case has the same number, or the same name without a number
 * that says it is another company. `exceptId` is the case being edited.
 */
export async function ensureOnlyRoom(tx: Tx, signs: ShopSigns, exceptId: string | null): Promise<void> {
  const keys = [`shop.name|${signs.shopKey}`]
  if (signs.businessNumber) keys.push(`shop.number|${signs.businessNumber}`)
  // Sorted, so that two openers never wait for each other in a circle.
  for (const key of keys.sort()) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tx)
  }
  const other = await sameShop(tx, signs, exceptId)
  if (other) throw new Refusal('conflict', 'case.already_open', { fields: { slug: other.slug } })
}

function sameShop(tx: Tx, { shopKey, businessNumber }: ShopSigns, exceptId: string | null) {
  return tx
    .selectFrom('case')
    .select('slug')
    .where('kept_id', 'is', null)
    .where((eb) => {
      const sameName = eb('shop_key', '=', shopKey)
      if (!businessNumber) return sameName
      const sameNumber = eb('business_number', '=', businessNumber)
      return eb.or([sameNumber, eb.and([sameName, eb('business_number', 'is', null)])])
    })
    .$if(exceptId !== null, (query) => query.where('id', '!=', exceptId as string))
    .orderBy('created_at')
    .executeTakeFirst()
}
