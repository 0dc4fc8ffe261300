import { randomInt, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type MessageView, reactionEmoji } from '#app/shapes/live.ts'
import { reasons } from '#app/shapes/order.ts'
import { goneName } from '#app/text/ko/erasure.ts'
import { eraseMember } from '#server/domain/erasure.ts'
import { readmitMember, removeMember } from '#server/domain/member/remove.ts'
import { appointCohost, dismissCohost, joinCase, leaveCase } from '#server/domain/member.ts'
import { deleteMessage, editMessage, postMessage } from '#server/domain/message.ts'
import { hideMessage, showMessage } from '#server/domain/moderation.ts'
import { openPoll } from '#server/domain/poll.ts'
import { reactTo } from '#server/domain/reaction.ts'
import { isRefusal } from '#server/domain/refusal.ts'
import { reportMessage } from '#server/domain/report.ts'
import { diskStore } from '#server/files/disk.ts'
import { freshLoad } from '#tests/chaos/stored.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { entryOf, joined, openTestCase, type Person, type TestCase, testVault } from '#tests/people.ts'
import { Reader } from './reader.ts'
import { startServer, type TestServer } from './server.ts'

// Whatever happens in a channel: who applied what was pushed shows what a fresh load shows. A failure names its seed;
// STATE_SEED=… plays it again, as far as a real database and real sockets keep time.

const SEEDS = process.env.STATE_SEED
  ? [Number(process.env.STATE_SEED)]
  : Array.from({ length: 3 }, () => randomInt(2 ** 32))
const ROUNDS = 30
/** People at the start, who all act in each round. */
const CROWD = 8

/** Nobody brings a file. */
const files = diskStore('nowhere', testVault())

let base: TestDatabase
let server: TestServer

beforeAll(async () => {
  base = await freshDatabase()
  server = await startServer(base.db)
})
afterAll(() => server.stop())

test.each(SEEDS)('seed %i: what was pushed is what a fresh load shows', async (seed) => {
  const random = randomFrom(seed)
  const play = await Play.open(random)
  const faithful = await play.reader()
  const [losing, wandering] = [await play.reader(), await play.reader()]
  losing.loses = 0.3
  wandering.loses = 0.1
  const readers = [faithful, losing, wandering]
  for (let round = 0; round < ROUNDS; round += 1) {
    await Promise.all([
      ...play.inside.map((person) => play.act(person)),
      wandering.wander(),
      play.comeAndGo(),
    ])
    if (round % 10 === 5) readers.push(await play.reader())
  }
  await play.end()
  const fresh = await freshLoad(base.db, play.room.sora.viewer, play.channelId)
  expect(fresh.length).toBeGreaterThan(ROUNDS)
  for (const reader of readers) {
    await reader.catchUp()
    const { messages, hasOlder, hasNewer } = reader.state
    const from = fresh.findIndex(({ id }) => id === messages[0]?.id)
    expect(withoutOffices(messages)).toEqual(withoutOffices(fresh.slice(from, from + messages.length)))
    expect({ hasOlder, hasNewer }).toEqual({
      hasOlder: from > 0,
      hasNewer: from + messages.length < fresh.length,
    })
  }
  expect(faithful.state.messages).toHaveLength(fresh.length)
  const left = fresh.filter(({ author }) => play.erased.includes(author.id))
  expect(
    left.filter(({ body, card, author }) => (body !== null && !card) || author.nickname !== goneName),
  ).toEqual([])
  expect([...play.acts].sort()).toEqual([...new Set(weighted)].sort())
})

/** The office an author has is told as it was when the message was read; all else is as it is now. */
function withoutOffices(messages: readonly MessageView[]) {
  return messages.map(({ author: { role: _, ...author }, ...message }) => ({ ...message, author }))
}

/** What people do, as often as they stand here. */
const weighted = [
  ...['post', 'post', 'post', 'answer', 'answer', 'edit', 'delete', 'react', 'react', 'unreact'],
  ...['hide', 'show', 'report', 'report', 'report', 'poll', 'office'],
] as const
type Act = (typeof weighted)[number]

/** A case in which things happen at random. */
class Play {
  readonly acts = new Set<Act>()
  readonly erased: string[] = []
  inside: Person[] = []
  readonly #outside: Person[] = []
  readonly #reacting: Promise<unknown>[] = []
  readonly #messages: { id: string; by: Person }[] = []
  #joined = 0

  private constructor(
    readonly room: TestCase,
    readonly channelId: string,
    readonly random: () => number,
  ) {}

  static async open(random: () => number): Promise<Play> {
    const room = await openTestCase(base.db, testVault())
    const { id } = await base.db
      .selectFrom('channel')
      .select('id')
      .where('case_id', '=', room.caseId)
      .where('kind', '=', 'all')
      .executeTakeFirstOrThrow()
    const play = new Play(room, id, random)
    for (let n = 0; n < CROWD; n += 1) await play.#join()
    return play
  }

  /** A reader who is a member of its own and does nothing else. */
  async reader(): Promise<Reader> {
    const { accountId, memberId, nickname } = await this.#newcomer()
    const viewer = { accountId, hasPassword: false }
    const browser = await server.browser({ accountId, memberId, nickname, viewer })
    return Reader.open({
      ...{ db: base.db, viewer, memberId, browser },
      ...{ channelId: this.channelId, random: this.random },
    })
  }

  /** Waits for what is still to be stored. */
  async end(): Promise<void> {
    await Promise.all(this.#reacting)
  }

  /** One person does one thing; being refused is part of life. */
  async act(person: Person): Promise<void> {
    const act = this.#any(weighted)
    if (!act) return
    try {
      await this.#do(act, person)
      this.acts.add(act)
    } catch (error) {
      if (!isRefusal(error)) throw error
    }
  }

  /** Somebody joins, leaves, is sent out, is let in again, or leaves for good. */
  async comeAndGo(): Promise<void> {
    const { slug } = this.room
    const dice = this.random()
    if (dice < 0.4) return this.#join()
    const index = Math.floor(this.random() * this.inside.length)
    const [gone] = dice < 0.7 && this.inside.length > CROWD / 2 ? this.inside.splice(index, 1) : []
    if (gone && this.random() < 0.25) {
      await eraseMember(base.db, gone.viewer, { slug, password: '' }, { files })
      this.erased.push(gone.memberId)
      return
    }
    if (gone) {
      const isSentOut = this.random() < 0.5
      if (isSentOut) await removeMember(base.db, this.room.sora.viewer, { slug, memberId: gone.memberId })
      else await leaveCase(base.db, gone.viewer, { slug })
      this.#outside.push(gone)
      return
    }
    const back = this.#outside.shift()
    if (!back) return
    await readmitMember(base.db, this.room.sora.viewer, { slug, memberId: back.memberId })
    await joinCase(base.db, back.viewer, { code: this.room.code }, entryOf(back.nickname))
    this.inside.push(back)
  }

  async #do(act: Act, person: Person): Promise<void> {
    const { viewer } = person
    const host = this.room.sora.viewer
    const own = this.#any(this.#messages.filter(({ by }) => by === person))?.id ?? randomUUID()
    const any = this.#any(this.#messages)?.id ?? randomUUID()
    const why = this.#any(reasons) ?? 'other'
    const reaction = { channelId: this.channelId, messageId: any, emoji: this.#any(reactionEmoji) ?? '👍' }
    switch (act) {
      case 'post':
        return this.#post(person, null)
      case 'answer':
        return this.#post(person, any)
      case 'edit':
        return void (await editMessage(base.db, viewer, { messageId: own, body: this.#words() }))
      case 'delete':
        return void (await deleteMessage(base.db, viewer, { messageId: own }))
      case 'react':
        return this.#react(viewer, { ...reaction, on: true })
      case 'unreact':
        return this.#react(viewer, { ...reaction, on: false })
      case 'hide':
        return hideMessage(base.db, host, { messageId: any, why })
      case 'show':
        return showMessage(base.db, host, { messageId: any })
      case 'report':
        return reportMessage(base.db, viewer, { messageId: any, why })
      case 'poll':
        return this.#poll(viewer)
      case 'office':
        return this.#office(person)
    }
  }

  async #post(by: Person, replyTo: string | null): Promise<void> {
    const draft = { channelId: this.channelId, clientId: randomUUID(), body: this.#words(), replyTo }
    this.#messages.push({ id: (await postMessage(base.db, by.viewer, draft)).id, by })
  }

  /** Reactions are stored once a second; nobody waits for them but the end. */
  #react(viewer: Person['viewer'], wish: Parameters<typeof reactTo>[2]): void {
    this.#reacting.push(
      reactTo(base.db, viewer, wish).catch((error: unknown) => {
        if (!isRefusal(error)) throw error
      }),
    )
  }

  async #poll(viewer: Person['viewer']): Promise<void> {
    await openPoll(base.db, viewer, {
      ...{ slug: this.room.slug, id: randomUUID(), channel: 'all', question: this.#words() },
      ...{ options: ['네', '아니요'], multiple: false, anonymous: false, closesAt: null },
    })
  }

  /** Makes somebody a co-host, or a member again. */
  async #office({ memberId }: Person): Promise<void> {
    const whom = { slug: this.room.slug, memberId }
    if (this.random() < 0.5) return appointCohost(base.db, this.room.sora.viewer, whom)
    return dismissCohost(base.db, this.room.sora.viewer, whom)
  }

  async #join(): Promise<void> {
    this.inside.push(await this.#newcomer())
  }

  async #newcomer(): Promise<Person> {
    this.#joined += 1
    return joined(base.db, this.room.code, `이웃${this.#joined}`, 'buyer')
  }

  #words(): string {
    return `말 ${this.random()}`
  }

  #any<T>(all: readonly T[]): T | undefined {
    return all[Math.floor(this.random() * all.length)]
  }
}

/** The same numbers for the same seed (a linear congruential generator). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
