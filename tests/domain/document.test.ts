import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '#db/client.ts'
import { documentsIn } from '#server/domain/document/read.ts'
import {
  proposeDocument,
  removeDocument,
  unwitnessDocument,
  witnessDocument,
} from '#server/domain/document.ts'
import { freshDatabase } from '#tests/database.ts'
import { openTestCase, type Person, type TestCase, testVault } from '#tests/people.ts'
import { sentDocument } from './access-world.ts'

let db: Db
let room: TestCase
let slug: string

beforeAll(async () => {
  db = (await freshDatabase()).db
})
beforeEach(async () => {
  room = await openTestCase(db, testVault())
  slug = room.slug
})

const code = (wanted: string) => ({ code: wanted })
const hashOf = (digit: string) => digit.repeat(64)
const propose = (who: Person, more: { sha256?: string; sentOn?: string } = {}, id: string = randomUUID()) =>
  proposeDocument(db, who.viewer, { slug, id, ...sentDocument, ...more })
const witness = (who: Person, documentId: string, sha256: string | null = null, receivedOn = '2024-08-17') =>
  witnessDocument(db, who.viewer, { slug, documentId, receivedOn, sha256 })
const seenBy = async (who: Person) => (await documentsIn(db, who.viewer, { slug }))[0]

describe('a document that many received', () => {
  test('stands once, with how many received it, from when to when and with which copies', async () => {
    const { documentId } = await propose(room.minji, { sha256: hashOf('a') })
    await witness(room.taeho, documentId, hashOf('a'))
    await witness(room.hana, documentId, hashOf('b'), '2024-08-19')
    await witness(room.sora, documentId)
    expect(await seenBy(room.hana)).toMatchObject({
      ...{ id: documentId, title: '일괄 취소 안내', by: '민지', witnesses: 4, same: 2, other: 1 },
      ...{ firstOn: '2024-08-16', lastOn: '2024-08-19', mine: { match: 'other', receivedOn: '2024-08-19' } },
    })
    expect((await seenBy(room.sora))?.mine?.match).toBe('unknown')
  })

  test('proposed by two with the same copy, at the same time too, is one with both as witnesses', async () => {
    const sha256 = hashOf('c')
    const both = await Promise.all([propose(room.minji, { sha256 }), propose(room.taeho, { sha256 })])
    expect(new Set(both.map(({ documentId }) => documentId)).size).toBe(1)
    expect(both.map(({ wasThere }) => wasThere).sort()).toEqual([false, true])
    expect(await documentsIn(db, room.sora.viewer, { slug })).toMatchObject([{ witnesses: 2, same: 2 }])
  })

  test('confirmed twice, and from two devices at once, counts once; the last day stays', async () => {
    const { documentId } = await propose(room.minji)
    await Promise.all([witness(room.taeho, documentId), witness(room.taeho, documentId)])
    await witness(room.taeho, documentId, null, '2024-08-20')
    expect(await seenBy(room.taeho)).toMatchObject({ witnesses: 2, mine: { receivedOn: '2024-08-20' } })
    const said = await db
      .selectFrom('ledger')
      .select('seq')
      .where('case_id', '=', room.caseId)
      .where('actor', '=', room.taeho.memberId)
      .where('kind', '=', 'document.witnessed')
      .execute()
    expect(said).toHaveLength(2)
  })

  test('sent twice is one, and an id of somebody else’s is not found', async () => {
    const id = randomUUID()
    await propose(room.minji, {}, id)
    await propose(room.minji, {}, id)
    expect(await documentsIn(db, room.sora.viewer, { slug })).toHaveLength(1)
    await expect(propose(room.taeho, {}, id)).rejects.toMatchObject(code('shared.not_found'))
  })

  test('is taken back by a witness, and by its proposer while nobody else received it', async () => {
    const { documentId } = await propose(room.minji)
    await witness(room.taeho, documentId)
    const remove = (who: Person) => removeDocument(db, who.viewer, { slug, documentId })
    await expect(remove(room.minji)).rejects.toMatchObject(code('document.others_received'))
    await expect(remove(room.taeho)).rejects.toMatchObject(code('shared.forbidden'))
    const back = () => unwitnessDocument(db, room.taeho.viewer, { slug, documentId })
    await back()
    await back()
    expect(await seenBy(room.taeho)).toMatchObject({ witnesses: 1, mine: null })
    await remove(room.minji)
    expect(await documentsIn(db, room.sora.viewer, { slug })).toEqual([])
    await expect(witness(room.hana, documentId)).rejects.toMatchObject(code('shared.not_found'))
  })

  test('cannot have come yet, nor be of another case', async () => {
    await expect(propose(room.minji, { sentOn: '2100-01-01' })).rejects.toMatchObject(
      code('document.in_future'),
    )
    const { documentId } = await propose(room.minji)
    await expect(witness(room.taeho, documentId, null, '2100-01-01')).rejects.toMatchObject(
      code('document.in_future'),
    )
    const other = await openTestCase(db, testVault())
    const attempt = { slug: other.slug, documentId, receivedOn: '2024-08-17', sha256: null }
    await expect(witnessDocument(db, other.minji.viewer, attempt)).rejects.toMatchObject(
      code('shared.not_found'),
    )
  })
})
