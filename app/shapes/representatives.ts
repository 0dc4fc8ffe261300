import * as z from 'zod/mini'
import { countField, oneOf } from './claim-fields.ts'
import { kstDate } from './date.ts'
import { Id } from './id.ts'
import { read, refuse, shape } from './reading.ts'
import { text } from './text.ts'

// Who stands for all in a filing, and what each in it agreed that they may do.

/** 취하, 수락, 거부: what needs the written consent of those who chose them (소비자기본법 제68조의2). */
export const assentActs = ['withdraw', 'accept', 'reject'] as const
export type AssentAct = (typeof assentActs)[number]
/** Chosen; as many votes as another for a last seat, so neither; not chosen. */
export type CandidateOutcome = 'chosen' | 'tied' | 'not_chosen'

/** Seats any destination may have: 소비자기본법 제68조의2 names three. */
export const SEATS_MAX = 3
/** Longest account of what is asked, in characters: a screen of telling. */
export const ASSENT_WORDS = 1000

export const ElectionForm = z.object({ id: Id, seats: countField(1, SEATS_MAX, 'filing.seats_needed') })
export type ElectionDraft = z.infer<typeof ElectionForm>
export const ElectionRefForm = z.object({ electionId: Id })
/** Whom one votes for. */
export const BallotForm = z.object({
  candidateId: shape((raw) => {
    const id = Id.safeParse(raw)
    return id.success ? read(id.data) : refuse('filing.pick_one')
  }),
})
export const AssentAskForm = z.object({
  id: Id,
  act: oneOf(assentActs, 'filing.act_needed'),
  words: text({ max: ASSENT_WORDS, multiline: true, code: 'assent_words' }),
  dueOn: kstDate,
})
export type AssentAskDraft = z.infer<typeof AssentAskForm>
export const AssentForm = z.object({
  askId: Id,
  answer: oneOf(['yes', 'no'], 'filing.answer_needed'),
})

export type CandidateView = { id: string; nickname: string; mine: boolean }
/** A vote that is going on; `voters`: people who voted, `picked`: whom the viewer voted for. */
export type ElectionView = {
  id: string
  seats: number
  candidates: CandidateView[]
  voters: number
  picked: string | null
}
/** A vote that is over, most votes first; `closedAt` an ISO instant. */
export type ElectionResult = {
  id: string
  seats: number
  voters: number
  closedAt: string
  candidates: { id: string; nickname: string; votes: number; outcome: CandidateOutcome }[]
}
export type AssentText = { title: string; body: string }
/** What is asked, with everybody's newest answers counted. Instants are ISO. `answers` are for officers, newest first. */
export type AssentView = {
  id: string
  act: AssentAct
  text: AssentText
  textVersion: string
  sha256: string
  dueOn: string
  isOver: boolean
  yes: number
  no: number
  mine: { agrees: boolean; at: string } | null
  answers: { id: string; nickname: string; agrees: boolean; at: string }[]
}
