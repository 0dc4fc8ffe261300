/** What one says one is at the door: buyer, seller, both, or a helper who claims nothing. */
export const sides = ['buyer', 'seller', 'both', 'helper'] as const
export type ChosenSide = (typeof sides)[number]
/** What a helper is by the staff's word (자격): observer, lawyer, press, staff of an agency. Nobody chooses it. */
export const labels = ['observer', 'lawyer', 'press', 'agency'] as const
export type Label = (typeof labels)[number]
/** What a member is in the case. */
export const everySide = [...sides, ...labels] as const
export type Side = (typeof everySide)[number]

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
  return side === 'buyer' || side === 'seller' ? [side] : []
}

/** The labels that are kept out of every conversation; what else they see is in `labels.ts`. */
const silent: readonly Side[] = ['press', 'agency']

/** The channels a member sees, by side and role, in the order they are shown. */
export function channelsOf(side: Side, role: Role): ChannelKind[] {
  const staff = role !== 'member'
  return channelKinds.filter((kind) => {
    if (staff) return true
    if (kind === 'all') return !silent.includes(side)
    return kind !== 'staff' && (side === kind || side === 'both')
  })
}

/** The channels whose notices and dates a member sees: what is said to everybody is for labels without talk, too. */
export function noticeChannelsOf(side: Side, role: Role): ChannelKind[] {
  const kinds = channelsOf(side, role)
  return kinds.includes('all') ? kinds : ['all', ...kinds]
}
