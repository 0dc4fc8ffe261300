import { randomBytes, randomUUID } from 'node:crypto'
import type { ChannelKind, Role, Side } from '#app/shapes/case.ts'
import type { Db } from '#db/client.ts'
import { genesisHash } from '#server/domain/ledger.ts'
import type { Viewer } from '#server/domain/viewer.ts'

// A case with channels and people, written straight into the tables: what is tested here is the chat alone.

export type TestCase = { id: string; slug: string; channels: Record<ChannelKind, string> }
export type TestPerson = {
  memberId: string
  accountId: string
  nickname: string
  viewer: Viewer & { accountId: string }
}

export async function makeCase(owner: Db): Promise<TestCase> {
  const id = randomUUID()
  const slug = randomBytes(5).toString('hex')
  await owner
    .insertInto('case')
    .values({
      id,
      slug,
      shop_name: '바다상회',
      shop_key: '바다상회',
      shop_jamo: '바다상회',
      troubles: ['closed'],
      admits: ['buyer', 'seller'],
    })
    .execute()
  await owner
    .insertInto('case_head')
    .values({ case_id: id, ledger_hash: genesisHash(id) })
    .execute()
  const kinds = ['all', 'buyer', 'seller', 'staff'] as const
  const rows = kinds.map((kind) => ({ id: randomUUID(), case_id: id, kind }))
  await owner.insertInto('channel').values(rows).execute()
  const channels = Object.fromEntries(rows.map((row) => [row.kind, row.id])) as TestCase['channels']
  return { id, slug, channels }
}

/** Adds people to a case in one go. */
export async function makePeople(
  owner: Db,
  caseId: string,
  count: number,
  as: { side?: Side; role?: Role; nickname?: string; joinedAt?: Date } = {},
): Promise<TestPerson[]> {
  const people = Array.from({ length: count }, () => {
    const accountId = randomUUID()
    const nickname = as.nickname ?? `이웃${randomBytes(4).toString('hex')}`
    return { memberId: randomUUID(), accountId, nickname, viewer: { accountId, hasPassword: false } }
  })
  await owner
    .insertInto('account')
    .values(people.map(({ accountId }) => ({ id: accountId })))
    .execute()
  const rows = people.map(({ memberId, accountId, nickname }) => ({
    id: memberId,
    case_id: caseId,
    account_id: accountId,
    nickname,
    nickname_key: nickname,
    side: as.side ?? ('buyer' as const),
    role: as.role ?? ('member' as const),
    rules_version: '1',
    ...(as.joinedAt && { joined_at: as.joinedAt }),
  }))
  await owner.insertInto('member').values(rows).execute()
  return people
}

export async function makePerson(
  owner: Db,
  caseId: string,
  as: { side?: Side; role?: Role; nickname?: string; joinedAt?: Date } = {},
): Promise<TestPerson> {
  const [person] = await makePeople(owner, caseId, 1, as)
  if (!person) throw new Error('nobody was made')
  return person
}
