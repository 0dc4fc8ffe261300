import type { Selectable } from 'kysely'
import type { ChosenSide, Trouble } from '#app/shapes/case.ts'
import type { Case } from '#db/types.ts'

/**
 * What the whole world may know of a case: facts about the shop, no names of people. Dates are `YYYY-MM-DD` in Seoul,
 * `openedAt` an ISO instant. `noticeHost` is the real host of the notice's address, to be shown beside the link.
 */
export type CaseFacts = {
  slug: string
  shopName: string
  operatorName: string
  businessNumber: string | null
  troubles: Trouble[]
  noticeOn: string | null
  closesOn: string | null
  settlesOn: string | null
  noticeText: string
  noticeUrl: string
  noticeHost: string
  admits: ChosenSide[]
  openJoin: boolean
  /** It went on in another room (`keptSlug`), and is there to be read. */
  ended: boolean
  openedAt: string
}

/** Names each field on purpose: a new column stays inside until somebody decides otherwise. */
export function factsOf(row: Selectable<Case>): CaseFacts {
  return {
    slug: row.slug,
    shopName: row.shop_name,
    operatorName: row.operator_name,
    businessNumber: row.business_number,
    troubles: row.troubles,
    noticeOn: row.notice_on,
    closesOn: row.closes_on,
    settlesOn: row.settles_on,
    noticeText: row.notice_text,
    noticeUrl: row.notice_url,
    noticeHost: hostOf(row.notice_url),
    admits: row.admits,
    openJoin: row.open_join,
    ended: row.kept_id !== null,
    openedAt: row.created_at.toISOString(),
  }
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : ''
}
