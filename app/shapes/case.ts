/** What a member is in the case: buyer, seller, both, or a helper who claims nothing. */
export const sides = ['buyer', 'seller', 'both', 'helper'] as const
export type Side = (typeof sides)[number]

/** The sides a claim can stand on. Their totals are never added up. */
export const claimSides = ['buyer', 'seller'] as const
export type ClaimSide = (typeof claimSides)[number]

export const roles = ['host', 'cohost', 'member'] as const
export type Role = (typeof roles)[number]

/** What happened: 영업종료, 연락두절, 일방취소, 배송누락, 불량·하자, 정산 미지급. */
export const troubles = ['closed', 'unreachable', 'cancelled', 'missing', 'defective', 'unsettled'] as const
export type Trouble = (typeof troubles)[number]

/** The channels of every case: 전체, 구매자, 판매자, 운영진. */
export const channelKinds = ['all', 'buyer', 'seller', 'staff'] as const
export type ChannelKind = (typeof channelKinds)[number]

/** The sides of claims a member may file. */
export function claimSidesOf(side: Side): ClaimSide[] {
  if (side === 'both') return ['buyer', 'seller']
  return side === 'helper' ? [] : [side]
}

/** The channels a member sees, by side and role, in the order they are shown. */
export function channelsOf(side: Side, role: Role): ChannelKind[] {
  const staff = role !== 'member'
  return channelKinds.filter((kind) => {
    if (kind === 'all' || staff) return true
    return kind !== 'staff' && (side === kind || side === 'both')
  })
}
