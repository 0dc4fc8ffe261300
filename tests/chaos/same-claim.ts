import { nextFiling } from '#server/domain/claim/read.ts'
import { submitClaim } from '#server/domain/claim.ts'
import { isRefusal } from '#server/domain/refusal.ts'
import { recountTotals } from '#server/domain/total.ts'
import { buyerDraft } from '#tests/domain/claims.ts'
import type { Outcome } from './outcome.ts'
import { type Guest, openRoom, type Room, type World } from './world.ts'

type Storm = {
  people: number
  /** How often each sends their one claim. */
  tries: number
  /** Sent at the same moment. */
  atOnce: number
}

/**
 * R9: everybody sends one claim over and over: a thumb that presses twice, the way back, a second tab that opened before
 * it was filed, a second try after a time-out whose first did arrive. A tab that states something else is refused.
 */
export async function sameClaim(world: World, { people, tries, atOnce }: Storm): Promise<Outcome> {
  const room = await openRoom(world, people)
  const broken: string[] = []
  const receipts = new Set<string>()
  let refused = 0
  for (const guest of room.guests) {
    const sends = await formsOf(world, room, guest, tries)
    const own = new Set<string>()
    for (let from = 0; from < sends.length; from += atOnce) {
      const answers = await Promise.allSettled(sends.slice(from, from + atOnce).map((send) => send()))
      for (const answer of answers) {
        if (answer.status === 'fulfilled') own.add(`${answer.value.receiptNo} ${answer.value.claimId}`)
        else if (isRefusal(answer.reason) && answer.reason.code === 'claim.filed_before') refused += 1
        else broken.push(`an answer that is neither: ${String(answer.reason)}`)
      }
    }
    if (own.size !== 1) broken.push(`${guest.nickname} got ${own.size} receipts`)
    for (const one of own) receipts.add(one)
  }
  broken.push(...(await whatStands(world, room, people)))
  const drift = await recountTotals(world.db)
  if (drift.length > 0) broken.push(`totals differ from a recount: ${JSON.stringify(drift)}`)
  return { figures: { sent: people * tries, refused, receipts: receipts.size }, broken }
}

type Sent = () => ReturnType<typeof submitClaim>

/** Every tenth comes from a tab that says something else under the same id; all tabs opened before the first was sent. */
async function formsOf(
  { db, vault }: World,
  { slug }: Room,
  { viewer }: Guest,
  tries: number,
): Promise<Sent[]> {
  const clientId = await nextFiling(db, viewer, { slug, side: 'buyer' })
  const draft = buyerDraft({ clientId })
  const other = { ...draft, story: '다른 탭에서 쓴 말이에요.' }
  return Array.from(
    { length: tries },
    (_, at) => () => submitClaim(db, viewer, { slug, draft: at % 10 === 9 ? other : draft }, { vault }),
  )
}

async function whatStands({ db }: World, { caseId }: Room, people: number): Promise<string[]> {
  const claims = await db.selectFrom('claim').select('receipt_no').where('case_id', '=', caseId).execute()
  const versions = await db
    .selectFrom('claim_version')
    .innerJoin('claim', 'claim.id', 'claim_version.claim_id')
    .select('claim_version.version')
    .where('claim.case_id', '=', caseId)
    .execute()
  const entries = await db
    .selectFrom('ledger')
    .select('seq')
    .where('case_id', '=', caseId)
    .where('kind', '=', 'claim.submitted')
    .execute()
  const counts = { claims: claims.length, versions: versions.length, entries: entries.length }
  const numbers = claims.map((claim) => claim.receipt_no).sort((a, b) => a - b)
  const wrong = Object.entries(counts).filter(([, count]) => count !== people)
  return [
    ...wrong.map(([what, count]) => `${count} ${what} of ${people} people`),
    ...(numbers.some((no, at) => no !== at + 1) ? [`receipt numbers with gaps: ${numbers.join()}`] : []),
  ]
}
