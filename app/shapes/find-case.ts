import * as z from 'zod/mini'
import { troubles } from './case.ts'
import { Slug } from './id.ts'

/** Longest name, operator or number looked for, in UTF-16 code units. */
const ASKED_UNITS = 120

export const caseSorts = ['recent', 'large'] as const
export type CaseSort = (typeof caseSorts)[number]

/**
 * What a list of cases is asked for, by the names of an address; whatever makes no sense is left out, so that an old or
 * mistyped address still shows cases. `after` is the slug the page before ended with.
 */
export const CaseWish = z.object({
  q: z.catch(
    z.pipe(
      z.string(),
      z.transform((typed) => typed.slice(0, ASKED_UNITS).trim()),
    ),
    '',
  ),
  kind: z.catch(z.nullable(z.enum(troubles)), null),
  sort: z.catch(z.enum(caseSorts), 'recent'),
  after: z.catch(z.nullable(Slug), null),
})
export type CaseWish = z.infer<typeof CaseWish>
