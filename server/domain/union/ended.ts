import { Refusal } from '../refusal.ts'

// A room that ended in another is there to be read. Nothing is begun in it; what was begun may be finished: people leave
// and are erased, claims are carried over, files and lists are looked at, and filings that were handed in are answered.

const MAY_STILL_BE = [
  /^member\.(?!joined|made|labelled)/,
  /^(?:message|report|appeal|union|export|exhibit)\./,
  /^channel\.unslowed$/,
  /^claim\.(?:withdrawn|viewed|identity_shown|merge_dropped|merge_objected)$/,
  /^evidence\.(?:dropped|viewed|downloaded|damaged|quarantined)$/,
  /^filing\.(?!opened|joined|reopened)/,
  /^(?:invite|voice)\.revoked$/,
  /^(?:poll\.closed|notice\.cancelled|chronicle\.made|case\.state_ended)$/,
]

/** Refuses `case.kept_elsewhere` for an act that would begin something in a room that ended. */
export function ensureMayStillBe(kind: string): void {
  if (!MAY_STILL_BE.some((pattern) => pattern.test(kind))) {
    throw new Refusal('conflict', 'case.kept_elsewhere')
  }
}
