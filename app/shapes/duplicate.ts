import * as z from 'zod/mini'
import { Id } from './id.ts'
import { read, refuse, shape } from './reading.ts'
import { text } from './text.ts'

/** Longest words, in characters: a sentence why, a few why not. */
export const MERGE_TEXT = { why: 200, objection: 300 } as const

/** The ids of a form's claims, each named `claim`; anything else is `duplicate.two_needed`. */
const Ids = shape((raw) => {
  const all = z.array(Id).safeParse([raw].flat())
  return all.success ? read(all.data) : refuse('duplicate.two_needed')
})

/** Claims that are different matters. */
export const ApartForm = z.object({ claim: Ids })

/** Which claim would be withdrawn in favour of which, and why. */
export const MergeForm = z.object({
  claimId: z.catch(Id, ''),
  intoId: z.catch(Id, ''),
  why: text({ max: MERGE_TEXT.why, code: 'merge_why' }),
})

/** Which merge is taken back, by its claim. */
export const DropForm = z.object({ claimId: z.catch(Id, '') })

/** What a claimant says to a merge; an objection says why. */
export const MergeAnswer = z
  .object({
    say: z.enum(['agree', 'object']),
    objection: text({ max: MERGE_TEXT.objection, min: 0, multiline: true, code: 'merge_objection' }),
  })
  .check(
    z.refine(({ say, objection }) => say === 'agree' || objection !== '', {
      error: 'merge_objection.empty',
      path: ['objection'],
    }),
  )
