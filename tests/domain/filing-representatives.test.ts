import { createHash, randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addDays, seoulDate } from '#app/shapes/civil-date.ts'
import type { DestinationName } from '#app/shapes/filing.ts'
import { submitClaim } from '#server/domain/claim.ts'
import { filingNewsOf } from '#server/domain/filing/news.ts'
import {
  askAssent,
  closeVote,
  giveAssent,
  joinFiling,
  leaveFiling,
  openElection,
  openFiling,
  representativesOf,
  standForFiling,
  voteForRepresentative,
  withdrawCandidacy,
} from '#server/domain/filing.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { openTestCase, type Person, type TestCase, testVault } from '#tests/people.ts'
import { filingDraft, joinDraft } from './access-world.ts'
import { buyerDraft } from './claims.ts'

const vault = testVault()
let database: TestDatabase
let room: TestCase
let filingId: string
let claims: Map<string, string>

beforeAll(async () => {
  database = await freshDatabase()
})
beforeEach(async () => {
  room = await openTestCase(database.db, vault)
  claims = new Map()
  filingId = await gathered('kca_collective', [room.minji, room.hana, room.sora])
})

const refused = (code: string) => expect.objectContaining({ name: 'Refusal', code })
const ref = () => ({ slug: room.slug, filingId })
const today = () => seoulDate(new Date())
const page = (person: Person) => representativesOf(database.db, person.viewer, ref())
const stand = (person: Person) => standForFiling(database.db, person.viewer, ref())
const stepBack = (person: Person) => withdrawCandidacy(database.db, person.viewer, ref())
const voteFor = (person: Person, candidateId: string) =>
  voteForRepresentative(database.db, person.viewer, { ...ref(), candidateId })

/** A filing these people are in with a claim each. */
async function gathered(destination: DestinationName, people: Person[]): Promise<string> {
  const { db } = database
  const draft = { ...filingDraft(), destination }
  const { filingId } = await openFiling(db, room.sora.viewer, { slug: room.slug, ...draft })
  for (const person of people) {
    const claim = buyerDraft()
    const before = claims.get(person.memberId)
    const { claimId } = before
      ? { claimId: before }
      : await submitClaim(db, person.viewer, { slug: room.slug, draft: claim }, { vault })
    claims.set(person.memberId, claimId)
    const agreed = joinDraft(claimId, draft, claim.identity.name)
    await joinFiling(db, person.viewer, { slug: room.slug, filingId, draft: agreed }, { vault })
  }
  return filingId
}

async function opened(seats = 1): Promise<string> {
  const draft = { id: randomUUID(), seats }
  const { electionId } = await openElection(database.db, room.sora.viewer, { ...ref(), draft })
  return electionId
}

async function candidateOf(person: Person): Promise<string> {
  const { election } = await page(person)
  const id = election?.candidates.find(({ mine }) => mine)?.id
  if (!id) throw new Error('Nobody of that name stands')
  return id
}

const close = (electionId: string) => closeVote(database.db, room.sora.viewer, { ...ref(), electionId })

/** Minji, chosen by her own vote. */
async function chosen(): Promise<void> {
  const electionId = await opened()
  await stand(room.minji)
  await voteFor(room.minji, await candidateOf(room.minji))
  await close(electionId)
}

async function ledger(kind: string) {
  const rows = await database.db
    .selectFrom('ledger')
    .select('data')
    .where('case_id', '=', room.caseId)
    .where('kind', '=', kind)
    .orderBy('seq')
    .execute()
  return rows.map(({ data }) => data)
}

describe('a vote', () => {
  test('is opened once for free seats and told to those in the filing', async () => {
    const draft = { id: randomUUID(), seats: 2 }
    const asked = { ...ref(), draft }
    await expect(openElection(database.db, room.minji.viewer, asked)).rejects.toThrow(
      refused('shared.forbidden'),
    )
    await openElection(database.db, room.sora.viewer, asked)
    await openElection(database.db, room.sora.viewer, asked)
    await expect(opened()).rejects.toThrow(refused('filing.vote_open'))
    expect((await page(room.minji)).election).toMatchObject({ id: draft.id, seats: 2, candidates: [] })
    const [news] = await filingNewsOf(database.db, room.minji.viewer)
    expect(news).toMatchObject({ kind: 'vote', to: `/c/${room.slug}/filings/${filingId}/representatives` })
    expect(await filingNewsOf(database.db, room.taeho.viewer)).toEqual([])
    expect(await ledger('filing.vote_opened')).toHaveLength(1)
  })

  test('takes candidates of the filing only, while it is open', async () => {
    await expect(stand(room.minji)).rejects.toThrow(refused('filing.no_vote_open'))
    await opened()
    await expect(stand(room.taeho)).rejects.toThrow(refused('filing.not_in_it'))
    await stand(room.minji)
    await stand(room.minji)
    expect((await page(room.hana)).election?.candidates).toMatchObject([{ mine: false }])
    await stepBack(room.minji)
    expect((await page(room.hana)).election?.candidates).toEqual([])
    await stand(room.minji)
    expect((await page(room.hana)).election?.candidates).toHaveLength(1)
  })

  test('counts one vote a person, the last, and shows nobody another one’s', async () => {
    const electionId = await opened()
    await stand(room.minji)
    await stand(room.hana)
    const [minji, hana] = [await candidateOf(room.minji), await candidateOf(room.hana)]
    await voteFor(room.sora, minji)
    await voteFor(room.sora, hana)
    await voteFor(room.hana, hana)
    expect((await page(room.sora)).election).toMatchObject({ voters: 2, picked: hana })
    expect((await page(room.minji)).election).toMatchObject({ voters: 2, picked: null })
    await expect(voteFor(room.taeho, hana)).rejects.toThrow(refused('filing.not_in_it'))
    await expect(voteFor(room.minji, randomUUID())).rejects.toThrow(refused('filing.candidate_gone'))
    await close(electionId)
    await close(electionId)
    await expect(voteFor(room.minji, minji)).rejects.toThrow(refused('filing.no_vote_open'))
    const { representatives, results, left } = await page(room.hana)
    expect(representatives).toMatchObject([{ id: hana, mine: true }])
    expect(left).toBe(2)
    expect(results[0]?.candidates.map(({ id, votes, outcome }) => [id, votes, outcome])).toEqual([
      [hana, 2, 'chosen'],
      [minji, 0, 'not_chosen'],
    ])
    expect(await ledger('filing.vote_closed')).toMatchObject([{ electionId, voters: 2, chosen: 1 }])
  })

  test('leaves out who left the filing, as a voter and as a candidate', async () => {
    const electionId = await opened(2)
    await stand(room.minji)
    await stand(room.hana)
    await voteFor(room.minji, await candidateOf(room.hana))
    await voteFor(room.sora, await candidateOf(room.minji))
    const claimId = claims.get(room.minji.memberId) ?? ''
    await leaveFiling(database.db, room.minji.viewer, { ...ref(), claimId })
    await close(electionId)
    const { representatives, results } = await page(room.sora)
    expect(representatives).toEqual([])
    expect(results[0]).toMatchObject({ voters: 0, candidates: [{ votes: 0, outcome: 'not_chosen' }] })
  })

  test('says a tie, leaves its seat empty, and the next vote fills it', async () => {
    const first = await opened()
    await stand(room.minji)
    await stand(room.hana)
    await voteFor(room.minji, await candidateOf(room.minji))
    await voteFor(room.hana, await candidateOf(room.hana))
    await close(first)
    const { representatives, results } = await page(room.sora)
    expect(representatives).toEqual([])
    expect(results[0]?.candidates.map(({ outcome }) => outcome)).toEqual(['tied', 'tied'])
    await chosen()
    expect((await page(room.minji)).representatives).toMatchObject([{ mine: true }])
  })

  test('has no more seats than the destination, and a seat given up is free again', async () => {
    await chosen()
    await expect(opened(3)).rejects.toThrow(refused('filing.seats_taken'))
    const second = await opened(2)
    await expect(stand(room.minji)).rejects.toThrow(refused('filing.already_representative'))
    await close(second)
    await stepBack(room.minji)
    expect(await page(room.minji)).toMatchObject({ representatives: [], left: 3 })
    expect(await ledger('filing.candidate_withdrew')).toHaveLength(1)
  })

  test('fills the seat of a representative who left, and who comes back has it no more', async () => {
    await chosen()
    const claimId = claims.get(room.minji.memberId) ?? ''
    await leaveFiling(database.db, room.minji.viewer, { ...ref(), claimId })
    expect(await page(room.hana)).toMatchObject({ representatives: [], left: 3 })
    await close(await opened(3))
    const agreed = joinDraft(claimId)
    await joinFiling(database.db, room.minji.viewer, { ...ref(), draft: agreed }, { vault })
    expect(await page(room.minji)).toMatchObject({ representatives: [], left: 3, isIn: true })
  })

  test('is of no filing whose destination has no representatives', async () => {
    filingId = await gathered('lawyer', [room.minji])
    await expect(page(room.minji)).rejects.toThrow(refused('shared.not_found'))
    await expect(opened()).rejects.toThrow(refused('shared.not_found'))
    await expect(stand(room.minji)).rejects.toThrow(refused('shared.not_found'))
  })
})

describe('what everybody must agree to', () => {
  const draft = () => ({
    ...{ id: randomUUID(), act: 'accept' as const, dueOn: addDays(today(), 7) },
    words: '한 사람에게 낸 돈의 80%를 돌려준다는 조정안이에요.',
  })
  const ask = (changes: Partial<ReturnType<typeof draft>> = {}, person = room.sora) =>
    askAssent(database.db, person.viewer, { ...ref(), draft: { ...draft(), ...changes } })
  const answer = (person: Person, askId: string, agrees: boolean) =>
    giveAssent(database.db, person.viewer, { ...ref(), askId, agrees })

  test('is asked once by an officer, once there is somebody to act on it', async () => {
    await expect(ask()).rejects.toThrow(refused('filing.no_representatives'))
    await chosen()
    await expect(ask({}, room.minji)).rejects.toThrow(refused('shared.forbidden'))
    await expect(ask({ dueOn: addDays(today(), -1) })).rejects.toThrow(refused('filing.due_past'))
    await expect(ask({ dueOn: addDays(today(), 93) })).rejects.toThrow(refused('filing.due_far'))
    const { id } = draft()
    await ask({ id })
    await ask({ id })
    const { asks } = await page(room.minji)
    expect(asks).toHaveLength(1)
    const [shown] = asks
    const text = `${shown?.text.title}\n${shown?.text.body}`
    expect(text).toContain('80%')
    expect(shown?.sha256).toBe(createHash('sha256').update(text, 'utf8').digest('hex'))
    expect(await ledger('filing.assent_asked')).toEqual([{ filingId, askId: id, sha256: shown?.sha256 }])
    expect((await filingNewsOf(database.db, room.hana.viewer))[0]).toMatchObject({ kind: 'assent' })
  })

  test('is answered by each person, every answer kept, the newest counted', async () => {
    await chosen()
    const { askId } = await ask()
    await answer(room.minji, askId, true)
    await answer(room.minji, askId, true)
    await answer(room.hana, askId, true)
    await answer(room.hana, askId, false)
    await expect(answer(room.taeho, askId, true)).rejects.toThrow(refused('filing.not_in_it'))
    await expect(answer(room.hana, randomUUID(), true)).rejects.toThrow(refused('shared.not_found'))
    const [mine] = (await page(room.hana)).asks
    expect(mine).toMatchObject({ yes: 1, no: 1, mine: { agrees: false }, answers: [] })
    const [told] = (await page(room.sora)).asks
    expect(told?.mine).toBeNull()
    expect(told?.answers.map(({ agrees }) => agrees)).toEqual([false, true])
    expect(await ledger('filing.assent_given')).toMatchObject([{ agrees: 1 }, { agrees: 1 }, { agrees: 0 }])
    const kept = await database.db
      .selectFrom('filing_assent')
      .select('id')
      .where('ask_id', '=', askId)
      .execute()
    expect(kept).toHaveLength(3)
  })

  test('is answered no more after its last day', async () => {
    await chosen()
    const { askId } = await ask()
    await answer(room.minji, askId, true)
    await database.owner
      .updateTable('filing_assent_ask')
      .set({ due_on: addDays(today(), -1) })
      .where('id', '=', askId)
      .execute()
    await expect(answer(room.minji, askId, false)).rejects.toThrow(refused('filing.assent_over'))
    expect((await page(room.minji)).asks[0]).toMatchObject({ isOver: true, yes: 1, mine: { agrees: true } })
  })
})

test('a result and an answer are changed by nobody', async () => {
  await chosen()
  const { db } = database
  const change = (set: { votes: number }) =>
    db.updateTable('filing_candidate').set(set).where('outcome', '=', 'chosen').execute()
  await expect(change({ votes: 9 })).rejects.toThrow('candidacy never changes')
  await expect(
    db.updateTable('filing_election').set({ voters: 9 }).where('filing_id', '=', filingId).execute(),
  ).rejects.toThrow('vote never changes')
  await expect(db.updateTable('filing_assent').set({ agrees: true }).execute()).rejects.toThrow(
    'permission denied',
  )
})
