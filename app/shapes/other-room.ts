import * as z from 'zod/mini'
import { seoulDate } from './civil-date.ts'
import { kstDate } from './date.ts'
import { oneOf } from './fact.ts'
import { Id } from './id.ts'
import { maybe, type Reading, read, readString, refuse, shape } from './reading.ts'
import { text } from './text.ts'
import { webAddress } from './web-address.ts'

/** 카카오톡 방, 카페, 그 밖. */
export const otherRoomKinds = ['kakao', 'cafe', 'other'] as const
export type OtherRoomKind = (typeof otherRoomKinds)[number]

/** People a room may be said to have. */
export const HEADCOUNT_MAX = 1_000_000
const MAX_UNITS = 32

const orNull = <T>(schema: z.ZodMiniType<T, unknown>) =>
  z.pipe(
    maybe(schema),
    z.transform((value): T | null => value ?? null),
  )

const headcount = shape((raw): Reading<number> => {
  const typed = readString(raw, 'other_room', MAX_UNITS)
  const digits = typed.ok ? typed.value.normalize('NFKC').replace(/[\s,명]/g, '') : ''
  const count = /^\d{1,7}$/.test(digits) ? Number(digits) : 0
  return count >= 1 && count <= HEADCOUNT_MAX ? read(count) : refuse('other_room.headcount_range')
})

/**
 * What the form for another room sends; `countedOn` is `YYYY-MM-DD` of Korea, today where people were counted and no day
 * was given. Sent twice with one `id`, the later one holds. Codes beside those of the fields: `other_room.kind_needed`,
 * `.headcount_range`, `.in_future`, `.not_kakao`.
 */
export const OtherRoomForm = z.pipe(
  z
    .object({
      id: Id,
      kind: oneOf(otherRoomKinds, 'other_room.kind_needed'),
      name: text({ max: 60, code: 'other_room_name' }),
      url: webAddress('other_room_url'),
      headcount: orNull(headcount),
      countedOn: orNull(
        kstDate.check(z.refine((date) => date <= seoulDate(Date.now()), 'other_room.in_future')),
      ),
      kakaoRoomId: orNull(Id),
      isPublic: shape((raw) => read(raw === 'on')),
    })
    .check(
      z.refine(({ kind, kakaoRoomId }) => kakaoRoomId === null || kind === 'kakao', {
        error: 'other_room.not_kakao',
        path: ['kakaoRoomId'],
      }),
    ),
  z.transform((room) => ({
    ...room,
    countedOn: room.headcount === null ? null : (room.countedOn ?? seoulDate(Date.now())),
  })),
)
export type OtherRoomDraft = z.infer<typeof OtherRoomForm>

export const OtherRoomRef = z.object({ roomId: Id })
