import { sql } from 'kysely'
import { channelsOf, type Role, type Side } from '#app/shapes/case.ts'
import { MESSAGE_MENTIONS_MAX, type Mention } from '#app/shapes/live.ts'
import { endsName, mentionSpots, namesAt, staffWords } from '#app/shapes/mention.ts'
import type { Tx } from '#db/client.ts'
import type { LockedChannel } from './batch.ts'

// Whom messages name. What a browser says it picked is believed only where the words really hold that name.

/** Words with who wrote them, and the members the writer picked from a list while typing. */
export type Naming = { body: string; authorId: string; picked: readonly string[] }

type Named = { id: string; nickname: string; side: Side; role: Role }

/**
 * The members each text names, in the order of its words, at most `MESSAGE_MENTIONS_MAX` and never its author: present,
 * and able to read the channel. One query for all texts, none when no text holds an @.
 */
export async function mentionsIn(
  tx: Tx,
  channel: LockedChannel,
  texts: readonly Naming[],
): Promise<Mention[][]> {
  const candidates = texts.map(({ body }) =>
    mentionSpots(body).map((spot) => ({ spot, names: namesAt(body, spot) })),
  )
  const names = [...new Set(candidates.flat().flatMap((each) => each.names))]
  if (names.length === 0) return texts.map(() => [])
  const people = await peopleCalled(tx, channel, names)
  const byName = new Map(people.map((each) => [each.nickname.toLowerCase(), each]))
  const staff = people.filter(({ role }) => role !== 'member')
  return texts.map((text, at) => {
    const found = new Map<string, Mention>()
    for (const { spot, names: here } of candidates[at] ?? []) {
      for (const mention of namedAt(text, spot, here, { byName, staff })) {
        if (mention.id !== text.authorId && found.size < MESSAGE_MENTIONS_MAX) found.set(mention.id, mention)
      }
    }
    return [...found.values()]
  })
}

type Known = { byName: ReadonlyMap<string, Named>; staff: readonly Named[] }

function namedAt(text: Naming, spot: number, names: readonly string[], known: Known): Mention[] {
  for (const name of names) {
    const person = known.byName.get(name.toLowerCase())
    const ends = endsName(text.body, spot + name.length)
    if (person && (ends || text.picked.includes(person.id))) return [{ id: person.id, name }]
    if (ends && isStaffWord(name)) return known.staff.map(({ id }) => ({ id, name }))
  }
  return []
}

function isStaffWord(name: string): boolean {
  return staffWords.some((word) => word === name)
}

/** Those of the names whose owners may read the channel; all who run the case too when one of the names calls them. */
async function peopleCalled(tx: Tx, channel: LockedChannel, names: readonly string[]): Promise<Named[]> {
  const { rows } = await sql<Named>`
    select id, nickname, side, role from member
    where case_id = ${channel.caseId} and left_at is null and lower(nickname) collate "C" = any(${names.map((name) => name.toLowerCase())}::text[])
    union
    select id, nickname, side, role from member
    where case_id = ${channel.caseId} and left_at is null and role <> 'member' and ${names.some(isStaffWord)}`.execute(
    tx,
  )
  return rows.filter(({ side, role }) => channelsOf(side, role).includes(channel.kind))
}
