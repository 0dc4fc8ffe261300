import type { Db } from '#db/client.ts'
import { setCaseState } from '#server/domain/case-state.ts'
import {
  addSources,
  judgeFact,
  keepFact,
  markDifferent,
  publishFact,
  settlePromise,
} from '#server/domain/fact.ts'
import { listOtherRoom } from '#server/domain/other-room.ts'
import { noteBlame, proposeRespondent } from '#server/domain/respondent.ts'
import {
  blames,
  type ChronicleEntry,
  chronicle,
  otherRooms,
  respondents,
  states,
} from './allets/chronicle.ts'
import { hostNickname } from './allets/people.ts'
import { randomFrom, uuid } from './allets/random.ts'
import { type Room, viewerOf } from './around.ts'

const SEED = 831
/** The day on which the heads in the other rooms were counted. */
const COUNTED_ON = '2024-08-23'

/** The demo case by the clock, as its host keeps it: firms, how the shop stands, every entry, and where else people meet. */
export async function keepChronicle(db: Db, room: Room): Promise<void> {
  const host = viewerOf(room, hostNickname)
  const { slug } = room
  const random = randomFrom(SEED)
  const id = () => uuid(random)
  const firms = new Map(respondents.map(({ as }) => [as, id()]))
  const firm = (as: string | undefined) => (as === undefined ? null : (firms.get(as) ?? null))
  for (const { as, role, name, hours = '' } of respondents) {
    await proposeRespondent(db, host, {
      ...{ slug, id: firms.get(as) ?? id(), role, name, hours, businessNumber: null, mailOrderNumber: '' },
      ...{ phone: '', address: '', web: '', source: hours ? '쇼핑몰 아래쪽 사업자 정보' : '' },
    })
  }
  for (const { by, of, ...said } of blames) {
    const pair = { speakerId: firm(by) ?? '', blamedId: firm(of) ?? '' }
    await noteBlame(db, host, { slug, id: id(), ...pair, ...said, url: '' })
  }
  for (const { nextOn = null, ...state } of states) {
    await setCaseState(db, host, { slug, id: id(), ...state, nextOn, url: '' })
  }
  const kept = new Map<string, string>()
  for (const entry of chronicle) {
    const factId = id()
    await keepEntry(db, room, { factId, speakerId: firm(entry.speaker), entry })
    if (entry.as) kept.set(entry.as, factId)
    const otherId = entry.differs && kept.get(entry.differs)
    if (otherId) await markDifferent(db, host, { slug, factId, otherId, differ: true })
  }
  for (const other of otherRooms) {
    await listOtherRoom(db, host, { slug, id: id(), ...other, countedOn: COUNTED_ON, kakaoRoomId: null })
  }
}

type Kept = { factId: string; speakerId: string | null; entry: ChronicleEntry }

async function keepEntry(db: Db, room: Room, { factId, speakerId, entry }: Kept): Promise<void> {
  const host = viewerOf(room, hostNickname)
  const ref = { slug: room.slug, factId }
  const { on, at, kind, sign, says, role, due, outcome, asOf, state = 'confirmed' } = entry
  await keepFact(db, host, {
    ...{ slug: room.slug, id: factId, body: says, happenedOn: on, happenedTime: at ?? null, kind },
    ...{ sign: sign ?? null, asOf: asOf ?? false, speakerId, speaker: '', speakerRole: role ?? '' },
    ...{ dueOn: due ?? null, dueTime: null },
  })
  const url = `https://news.example.com/allets/${on}`
  await addSources(db, host, { ...ref, url, captureIds: [], evidenceIds: [] })
  if (outcome) await settlePromise(db, host, { ...ref, outcome, why: '' })
  if (state === 'claimed') return
  await judgeFact(db, host, { ...ref, state, why: '' })
  await publishFact(db, host, { ...ref, names: 'keep' })
}
