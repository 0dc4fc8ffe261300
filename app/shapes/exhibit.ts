import * as z from 'zod/mini'
import { Id } from './id.ts'

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

/** Which piece gets a number, and in which series. */
export const GiveExhibitForm = z.object({ evidenceId: Id, series: z.enum(exhibitSeries) })
