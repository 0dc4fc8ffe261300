import * as z from 'zod/mini'
import { Id } from './id.ts'
import { maybe } from './reading.ts'
import { text } from './text.ts'

/** Evidence common to all (갑가), and each claimant's own (갑나). */
export const exhibitSeries = ['common', 'claimant'] as const
export type ExhibitSeries = (typeof exhibitSeries)[number]

/**
 * An exhibit's number (호증). common: `no` is the piece's and `sub` the file's, null where the piece had one; claimant: `no`
 * is the member's and `sub` runs through all of theirs.
 */
export type ExhibitNumber = { series: ExhibitSeries; no: number; sub: number | null }

/** What the 증거설명서 needs of a piece and its owner has not said: 작성일자, 작성자, 입증취지. */
export const exhibitColumns = ['madeOn', 'madeBy', 'shows'] as const
export type ExhibitColumn = (typeof exhibitColumns)[number]

/** As what file the 증거설명서 is taken along. */
export const exhibitFormats = ['pdf', 'xlsx', 'csv'] as const
export type ExhibitFormat = (typeof exhibitFormats)[number]

/** Which list is wanted, as an address says it: of a frozen version, or of all numbers. */
export const ExhibitListWish = z.object({
  format: z.catch(z.enum(exhibitFormats), 'pdf'),
  filing: maybe(Id),
  version: z.catch(maybe(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100_000))), undefined),
})
export type ExhibitListWish = z.infer<typeof ExhibitListWish>

/** Which page of the numbers, and how many were just given, as an address says it. */
export const ExhibitPageWish = z.object({
  page: z.catch(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(10_000)), 1),
  given: z.catch(maybe(z.coerce.number().check(z.int(), z.minimum(0), z.maximum(1_000_000))), undefined),
})

/** Why somebody who runs the case looks at what owners said of their evidence. */
export const ExhibitReasonForm = z.object({ reason: text({ min: 5, max: 200, code: 'evidence_reason' }) })

/** Which piece gets a number, and in which series. */
export const GiveExhibitForm = z.object({ evidenceId: Id, series: z.enum(exhibitSeries) })
