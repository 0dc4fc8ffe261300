import { addDays, seoulDate } from '#app/shapes/civil-date.ts'
import type { Db } from '#db/client.ts'
import { addEvent } from '#server/domain/event.ts'
import { judgeFact, keepFact, publishFact } from '#server/domain/fact.ts'
import { saveHostAnswer } from '#server/domain/host-answer.ts'
import { writeNotice } from '#server/domain/notice.ts'
import { openPoll, vote } from '#server/domain/poll.ts'
import { reactTo } from '#server/domain/reaction.ts'
import type { Viewer } from '#server/domain/viewer.ts'
import { writeWelcome } from '#server/domain/welcome.ts'
import { answers, event, facts, notices, poll, reactions, welcome } from './allets/around.ts'
import { hostNickname, newcomers } from './allets/people.ts'
import { pick, randomFrom, uuid } from './allets/random.ts'

/** The demo case, and who is in it. */
export type Room = { slug: string; people: ReadonlyMap<string, Viewer> }
/** A line that others may refer to. */
type Said = { as: string; channelId: string; messageId: string }

const SEED = 816
const channel = 'all' as const

/** Whom a nickname of the story belongs to. */
export function viewerOf(room: Room, nickname: string): Viewer {
  const viewer = room.people.get(nickname)
  if (!viewer) throw new Error(`Nobody in the story is called ${nickname}`)
  return viewer
}

/** What the host prepares before anybody comes, and the way to do what follows a named line of the talk. */
export async function aroundTalk(db: Db, room: Room): Promise<(said: Said) => Promise<void>> {
  const random = randomFrom(SEED)
  const host = viewerOf(room, hostNickname)
  const { slug } = room
  const id = () => uuid(random)
  await writeWelcome(db, host, { slug, body: welcome })
  for (const { keywords, ...words } of answers) {
    await saveHostAnswer(db, host, { slug, id: id(), keywords: [...keywords], ...words })
  }
  return async ({ as, channelId, messageId }) => {
    for (const { after, ...words } of notices) {
      if (after !== as) continue
      const draft = { slug, id: id(), channel, ...words, publishAt: null, from: null }
      await writeNotice(db, host, draft)
    }
    for (const { after, ...words } of facts) {
      if (after !== as) continue
      const { factId } = await keepFact(db, host, { slug, id: id(), messages: [messageId], ...words })
      await judgeFact(db, host, { slug, factId, state: 'confirmed' })
      await publishFact(db, host, { slug, factId, names: 'keep' })
    }
    if (poll.after === as) await takePoll(db, room, id(), random)
    if (event.after === as) await setDay(db, room, id())
    for (const { after, emoji, count } of reactions) {
      if (after !== as) continue
      for (const [nickname] of newcomers.slice(0, count)) {
        await reactTo(db, viewerOf(room, nickname), { channelId, messageId, emoji, on: true })
      }
    }
  }
}

async function takePoll(db: Db, room: Room, id: string, random: () => number): Promise<void> {
  const { question, options } = poll
  const draft = { slug: room.slug, id, channel, question, options, multiple: false, anonymous: false }
  await openPoll(db, viewerOf(room, hostNickname), { ...draft, closesAt: null })
  for (const [nickname, side] of newcomers) {
    if (side === 'helper') continue
    await vote(db, viewerOf(room, nickname), { pollId: id, choices: [pick(random, [1, 1, 2, 2, 3])] })
  }
}

async function setDay(db: Db, room: Room, id: string): Promise<void> {
  const { after: _, inDays, ...words } = event
  const startsOn = addDays(seoulDate(Date.now()), inDays)
  const draft = { slug: room.slug, id, channel, ...words, startsOn, endsOn: startsOn, link: '' }
  await addEvent(db, viewerOf(room, hostNickname), draft)
}
