import * as z from 'zod/mini'
import { addDays, seoulDate } from './civil-date.ts'
import { parseDate } from './date.ts'
import { Id } from './id.ts'
import { LabelChoice } from './labels.ts'
import { type Reading, read, readString, refuse, shape } from './reading.ts'

/** People one capped link may let in. */
export const INVITE_USES = { min: 1, max: 100_000 } as const
const KST = '+09:00'

/**
 * A new join link as its form sends it. `expiresAt` is typed as a day in Seoul and read as the end of it (ISO instant),
 * null when left empty; `maxUses` null means no cap; `label` makes
 * helpers of all who come by it; `id` is the form's own random id.
 */
export const InviteForm = z.object({
  id: z.optional(Id),
  label: LabelChoice,
  expiresAt: shape((raw): Reading<string | null> => {
    if (isBlank(raw)) return read(null)
    const day = parseDate(raw, seoulDate(new Date()))
    return day.ok ? read(new Date(`${addDays(day.value, 1)}T00:00:00${KST}`).toISOString()) : day
  }),
  maxUses: shape((raw): Reading<number | null> => {
    if (isBlank(raw)) return read(null)
    const typed = readString(raw, 'invite', MAX_UNITS)
    const digits = typed.ok ? typed.value.normalize('NFKC').replace(/[\s,명]/g, '') : ''
    const uses = /^\d{1,6}$/.test(digits) ? Number(digits) : 0
    return uses >= INVITE_USES.min && uses <= INVITE_USES.max ? read(uses) : refuse('invite.max_uses_range')
  }),
})

/** Which link to close or to replace. */
export const InviteChange = z.object({ inviteId: Id })

const MAX_UNITS = 32

function isBlank(raw: unknown): boolean {
  return raw === undefined || raw === null || raw === ''
}
