import { sql } from 'kysely'
import type { OpeningDraft } from '#app/shapes/case-draft.ts'
import { addDays, seoulDate } from '#app/shapes/civil-date.ts'
import type { BuyerClaim } from '#app/shapes/claim.ts'
import { noDetails } from '#app/shapes/claim-details.ts'
import { FactFromMessages } from '#app/shapes/fact.ts'
import { RULES_VERSION } from '#app/shapes/join.ts'
import { type ClaimLawDraft, claimAnchors, lawQuestions } from '#app/shapes/law.ts'
import { consentVersion } from '#app/text/ko/consent.ts'
import { demoText } from '#app/text/ko/demo.ts'
import type { Db } from '#db/client.ts'
import { channelFor } from '#server/domain/access.ts'
import { logIn } from '#server/domain/account.ts'
import { openCase, similarCases } from '#server/domain/case.ts'
import { setCaseState } from '#server/domain/case-state.ts'
import { submitClaim } from '#server/domain/claim.ts'
import { judgeFact, keepFact, publishFact } from '#server/domain/fact.ts'
import { adviseStep, markStepDone } from '#server/domain/guide.ts'
import { makeInvite } from '#server/domain/invite.ts'
import { saveClaimLaw } from '#server/domain/law.ts'
import { joinCase } from '#server/domain/member.ts'
import { postMessage } from '#server/domain/message.ts'
import { inTransaction } from '#server/domain/transaction.ts'
import type { Vault } from '#server/domain/vault.ts'
import { nobody, type Viewer } from '#server/domain/viewer.ts'
import { writeWelcome } from '#server/domain/welcome.ts'
import { randomFrom, uuid } from './allets/random.ts'
import { defective } from './cases/defective.ts'
import { missingParts } from './cases/missing-parts.ts'
import { paidAndSilent } from './cases/paid-and-silent.ts'
import { priceMistake } from './cases/price-mistake.ts'
import type { Story, StoryClaim } from './cases/story.ts'
import type { Demo } from './demo.ts'

/** The other ways a shop fails people, each a small case of its own. */
export const stories: readonly Story[] = [priceMistake, paidAndSilent, defective, missingParts]

/** Any fixed number: the same story each time. */
const SEED = 612

type Deps = { vault: Vault }
type Room = { slug: string; people: ReadonlyMap<string, Viewer>; id: () => string; today: string }

/** Loads the cases that are not there yet, each in one transaction, under the host given. Returns their addresses. */
export async function seedStories(
  db: Db,
  host: Viewer,
  deps: Deps,
): Promise<{ shopName: string; slug: string }[]> {
  const told: { shopName: string; slug: string }[] = []
  for (const [at, story] of stories.entries()) {
    const { shopName } = story
    const [found] = (await similarCases(db, shopName)).filter((each) => each.shopName === shopName)
    const slug = found?.slug ?? (await inTransaction(db, (tx) => tell(tx, host, story, SEED + at, deps)))
    told.push({ shopName, slug })
  }
  return told
}

/** The same under the demo's own host, as lines to print; none once the host's password was changed. */
export async function storyLines(
  db: Db,
  { host }: Pick<Demo, 'host'>,
  deps: Deps,
  origin: string,
): Promise<string[]> {
  if (!host) return []
  const { accountId } = await logIn(db, nobody, host, deps)
  const told = await seedStories(db, { accountId, hasPassword: true }, deps)
  return ['', demoText.others, ...told.map(({ shopName, slug }) => `  ${shopName}  ${origin}/c/${slug}`)]
}

async function tell(db: Db, host: Viewer, story: Story, seed: number, deps: Deps): Promise<string> {
  const { shopName, operatorName, troubles, noticeText } = story
  const random = randomFrom(seed)
  const opening = {
    ...{ shopName, operatorName, troubles: [...troubles], noticeText, businessNumber: null },
    ...{ noticeOn: null, closesOn: null, settlesOn: null, noticeUrl: '', openJoin: true },
    ...{ nickname: story.host, side: 'buyer' as const, rules: RULES_VERSION },
  }
  const draft: OpeningDraft = { ...opening, admits: ['buyer', 'helper'] }
  const { slug, caseId } = await openCase(db, host, draft, deps)
  const { code } = await makeInvite(db, host, { slug, expiresAt: null, maxUses: null }, deps)
  const people = new Map<string, Viewer>([[story.host, host]])
  for (const [nickname, side] of story.people) {
    const entry = { nickname, side, rules: RULES_VERSION }
    const { accountId } = await joinCase(db, nobody, { code }, entry)
    people.set(nickname, { accountId, hasPassword: false })
  }
  // They came yesterday, so that nothing they say waits for a look of the host's.
  const joined_at = sql<Date>`now() - interval '1 day'`
  await db.updateTable('member').set({ joined_at }).where('case_id', '=', caseId).execute()
  const room = { slug, people, id: () => uuid(random), today: seoulDate(Date.now()) }
  await prepare(db, room, story)
  await talk(db, room, story)
  for (const claim of story.claims) await file(db, room, claim, deps)
  for (const [by, step] of story.done) {
    await markStepDone(db, viewerOf(room, by), { slug, step, receipt: '' }, deps)
  }
  return slug
}

function viewerOf({ people }: Room, nickname: string): Viewer {
  const viewer = people.get(nickname)
  if (!viewer) throw new Error(`Nobody in the story is called ${nickname}`)
  return viewer
}

const ago = ({ today }: Room, days: number) => addDays(today, -days)

/** What the host says before anybody comes: the welcome, how the shop stands, what helps with one step. */
async function prepare(db: Db, room: Room, { host, welcome, state, advice }: Story): Promise<void> {
  const { slug } = room
  const viewer = viewerOf(room, host)
  await writeWelcome(db, viewer, { slug, body: welcome })
  await setCaseState(db, viewer, {
    ...{ slug, id: room.id(), state: state.state, since: ago(room, state.daysAgo) },
    ...{ nextOn: null, source: state.source, url: '' },
  })
  await adviseStep(db, viewer, { slug, version: 0, ...advice })
}

/** The talk in its order, and what of it the host took into the timeline. */
async function talk(db: Db, room: Room, { host, talk: lines, facts }: Story): Promise<void> {
  const { slug } = room
  const { id: channelId } = await channelFor(db, viewerOf(room, host), { slug, kind: 'all' })
  for (const [at, [by, body]] of lines.entries()) {
    const viewer = viewerOf(room, by)
    const { id } = await postMessage(db, viewer, { channelId, clientId: room.id(), body, replyTo: null })
    for (const fact of facts.filter(({ line }) => line === at)) {
      const draft = FactFromMessages.parse({
        ...{ id: room.id(), messages: [id], body: fact.body, kind: fact.kind, speaker: fact.speaker ?? '' },
        ...{ happenedOn: ago(room, fact.daysAgo), happenedTime: fact.at ?? '' },
        ...{ asOf: fact.asOf ? 'on' : '', sign: fact.kind === 'sign' ? 'no_answer' : '' },
      })
      const { factId } = await keepFact(db, viewer, { slug, ...draft })
      // Silence is confirmed only with a page somebody kept, which the story has none of.
      if (fact.kind === 'silence') continue
      await judgeFact(db, viewerOf(room, host), { slug, factId, state: 'confirmed', why: '' })
      await publishFact(db, viewerOf(room, host), { slug, factId, names: 'keep' })
    }
  }
}

async function file(db: Db, room: Room, { by, draft, days, answers }: StoryClaim, deps: Deps): Promise<void> {
  const viewer = viewerOf(room, by)
  const { orderedOn, paidOn, ...detailDays } = days
  const onDay = (back: number | undefined) => (back === undefined ? null : ago(room, back))
  const dated = Object.fromEntries(Object.entries(detailDays).map(([name, back]) => [name, onDay(back)]))
  const claim: BuyerClaim = {
    ...{ clientId: room.id(), orderNumber: `DM-${room.id().slice(0, 8)}`, refunded: 0, story: '' },
    ...{ cardIssuer: '', installmentMonths: null, paymentMethod: null, consentVersion },
    identity: { name: '홍보기', phone: '01000000000', email: '' },
    ...draft,
    ...{ orderedOn: onDay(orderedOn), paidOn: onDay(paidOn) },
    details: { ...noDetails, ...draft.details, ...dated },
  }
  const { claimId } = await submitClaim(db, viewer, { slug: room.slug, draft: claim }, deps)
  if (!answers) return
  const names = [...claimAnchors, ...lawQuestions]
  const none = Object.fromEntries(names.map((name) => [name, null])) as ClaimLawDraft
  await saveClaimLaw(db, viewer, { claimId, draft: { ...none, ...answers } })
}
