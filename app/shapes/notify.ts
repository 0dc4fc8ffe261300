import * as z from 'zod/mini'
import type { ChannelKind } from './case.ts'
import { type Reading, read, refuse, shape } from './reading.ts'

/** Why somebody is told of a message: it names them, it answers them, or it is a notice to all who read the channel. */
export const notificationKinds = ['mention', 'reply', 'notice'] as const
export type NotificationKind = (typeof notificationKinds)[number]

/** What one is told of one's own claim: something is asked for, it stands elsewhere, it seems to be another's, a company answered. */
export const claimNews = ['claim_asked', 'claim_moved', 'claim_merging', 'claim_answered'] as const
export type ClaimNews = (typeof claimNews)[number]
export function isClaimNews(kind: AnyNews): kind is ClaimNews {
  return claimNews.some((each) => each === kind)
}

/** What one is told of one's own evidence: a scanner found a virus in it. */
export const evidenceNews = ['evidence_infected'] as const
export type EvidenceNews = (typeof evidenceNews)[number]
export function isEvidenceNews(kind: AnyNews): kind is EvidenceNews {
  return evidenceNews.some((each) => each === kind)
}

/** Everything the list of notifications may hold. */
export type AnyNews = NotificationKind | ClaimNews | EvidenceNews

/** What a member wants to hear of a channel: every message, what concerns them and notices, or nothing. */
export const notifyLevels = ['everything', 'personal', 'nothing'] as const
export type NotifyLevel = (typeof notifyLevels)[number]
export const USUAL_LEVEL: NotifyLevel = 'personal'

/** Hours of the day in Seoul between which no push is sent; `to` may lie on the next day. */
export type QuietHours = { from: number; to: number }
/** Night as the law on advertising messages draws it (정보통신망법 제50조 제3항): nobody is surprised by it. */
export const USUAL_QUIET: QuietHours = { from: 21, to: 8 }

/** Whether an hour (0–23) lies in the quiet ones. */
export function isQuiet(quiet: QuietHours | null, hour: number): boolean {
  if (!quiet) return false
  const { from, to } = quiet
  return from < to ? hour >= from && hour < to : hour >= from || hour < to
}

const Level = z.optional(z.enum(notifyLevels))
const Hour = shape((raw): Reading<number> => {
  const hour = typeof raw === 'string' && /^\d{1,2}$/.test(raw) ? Number(raw) : Number.NaN
  return hour >= 0 && hour <= 23 ? read(hour) : refuse('notify.hour_needed')
})
const Box = z.pipe(
  z.optional(z.literal('on')),
  z.transform((value) => value === 'on'),
)

/** A member's wishes. Levels of channels that are not theirs count for nothing. */
export type NotifyWishes = {
  levels: Partial<Record<ChannelKind, NotifyLevel | undefined>>
  quiet: boolean
  quietFrom: number
  quietTo: number
  digest: boolean
}

/** Their form: one field for each channel, by its name. */
export const NotifyForm = z.pipe(
  z.object({
    all: Level,
    buyer: Level,
    seller: Level,
    staff: Level,
    quiet: Box,
    quietFrom: Hour,
    quietTo: Hour,
    digest: Box,
  }),
  z.transform(({ all, buyer, seller, staff, ...rest }): NotifyWishes => {
    return { levels: { all, buyer, seller, staff }, ...rest }
  }),
)

/** The longest address of a push service that is kept, in characters; the longest in use have about 350. */
const ENDPOINT_MAX = 1000
const base64url = (bytes: number) =>
  z.string().check(z.regex(new RegExp(`^[\\w-]{${Math.ceil((bytes * 4) / 3)}}$`)))

/** A browser's push subscription (Push API): where to send, its P-256 point and its secret, in base64url. */
export const PushAddress = z.object({
  endpoint: z.url().check(z.maxLength(ENDPOINT_MAX)),
  p256dh: base64url(65),
  auth: base64url(16),
})
export type PushAddress = z.infer<typeof PushAddress>
