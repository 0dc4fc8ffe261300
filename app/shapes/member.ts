import * as z from 'zod/mini'
import { Id } from './id.ts'

/** Longest beginning of a nickname that is searched for, in UTF-16 code units. */
const BEGINNING_UNITS = 64

/** What the list of members is asked for; anything unreadable means "all, from the start". */
export const MembersQuery = z.object({
  after: z.catch(z.nullable(Id), null),
  beginning: z.catch(z.string().check(z.maxLength(BEGINNING_UNITS), z.regex(/^\P{C}*$/u)), ''),
})

/** Whom to remove. */
export const MemberChange = z.object({ memberId: Id })
