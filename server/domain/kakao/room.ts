import type { ChannelKind } from '#app/shapes/case.ts'
import type { KakaoFormat } from '#app/shapes/kakao.ts'
import { maskPersonalData } from '#app/shapes/personal-data.ts'
import { mendText } from '#app/shapes/text.ts'
import type { Tx } from '#db/client.ts'
import { comparableName } from '#server/imports/kakao/media.ts'
import { TalkReader } from '#server/imports/kakao/reader.ts'
import { blindIndex, type CaseKey } from '../vault.ts'
import type { TalkFile } from './file.ts'
import { isBot } from './names.ts'

// Which conversation a file is of. Two files are of the same when their rooms are called the same and may be seen by the
// same people; a talk of two belongs to whoever brought it.

/** Names that decide between a group and a talk of two. */
const A_GROUP = 3
/** The column's own limit, in code points. */
const NAME_MAX = 60

/** What a look through the file tells. `people` stops at `A_GROUP`; `title` '' when the file gives no name. */
export type Sighting = { format: KakaoFormat | null; title: string; people: string[]; isPair: boolean }

/**
 * Looks until three different people are seen, which in a group is soon; only a talk of two is read to its end for this.
 */
export async function sight(file: TalkFile, signal: AbortSignal | undefined): Promise<Sighting> {
  const reader = new TalkReader()
  const people = new Map<string, string>()
  const see = (names: readonly string[]) => {
    for (const name of names) if (!isBot(name)) people.set(comparableName(name), name)
  }
  const look = (entries: ReturnType<TalkReader['end']>) => {
    for (const entry of entries) {
      if (entry.type === 'message') see([entry.sender])
      else if (entry.type === 'notice') see(entry.names)
      if (people.size >= A_GROUP) return
    }
  }
  for await (const piece of file.text()) {
    signal?.throwIfAborted()
    look(reader.push(piece))
    if (people.size >= A_GROUP) break
  }
  if (people.size < A_GROUP) look(reader.end())
  const { format = null, room } = reader
  return { format, title: room ?? '', people: [...people.values()], isPair: people.size < A_GROUP }
}

type Wish = {
  caseId: string
  audience: ChannelKind
  ownerId: string | null
  typed: string
  sighting: Sighting
}

/** The room a file belongs to, made when it is the first of it. */
export async function roomOf(tx: Tx, key: CaseKey, wish: Wish): Promise<string> {
  const { caseId, audience, ownerId, typed, sighting } = wish
  const called = typed === '' ? sighting.title : typed
  const row = await tx
    .insertInto('kakao_room')
    .values({
      case_id: caseId,
      audience,
      owner_id: ownerId,
      name_key: blindIndex(key, 'kakao', `room|${comparableName(called)}`),
      name: ownerId === null ? shownName(typed, sighting) : '',
    })
    .onConflict((conflict) =>
      conflict.columns(['case_id', 'audience', 'owner_id', 'name_key']).doUpdateSet((eb) => ({
        name: eb
          .case()
          .when('kakao_room.name', '=', '')
          .then(eb.ref('excluded.name'))
          .else(eb.ref('kakao_room.name'))
          .end(),
      })),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Rooms that nobody named are called after the people in them, so such a name is not shown. */
function shownName(typed: string, { title, people }: Sighting): string {
  if (typed !== '') return typed
  const isOfPeople = title.includes(',') || people.some((name) => title.includes(comparableName(name)))
  return isOfPeople ? '' : maskPersonalData(mendText(title)).text.slice(0, NAME_MAX).trim()
}
