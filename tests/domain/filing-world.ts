import { randomInt, randomUUID } from 'node:crypto'
import type { ClaimDraft } from '#app/shapes/claim.ts'
import type { FilingDraft, FilingOrder } from '#app/shapes/filing.ts'
import type { Db } from '#db/client.ts'
import { submitClaim } from '#server/domain/claim.ts'
import { describeEvidence, takeWhole } from '#server/domain/evidence.ts'
import { buildExportNow, openExportFile } from '#server/domain/export.ts'
import { freezeFiling, joinFiling, openFiling, releaseFiling, requestFiling } from '#server/domain/filing.ts'
import type { Vault } from '#server/domain/vault.ts'
import type { FileStore } from '#server/files/store.ts'
import type { TestDatabase } from '#tests/database.ts'
import { accountHolder, joined, type Person, SORA_PASSWORD, type TestCase } from '#tests/people.ts'
import { inPieces } from '#tests/pictures.ts'
import { filingDraft, joinDraft } from './access-world.ts'

// Frozen filings and the files made of them, for the tests of every form of them.

export type Ground = { database: TestDatabase; vault: Vault; files: FileStore; room: TestCase }
type Joining = { person: Person; draft: ClaimDraft; saidYes?: string[] }

/** A filing these claims are in, frozen by Sora after `before` and agreed to by a second officer. */
export async function frozenFiling(
  { database: { db, owner }, vault, room }: Pick<Ground, 'database' | 'vault' | 'room'>,
  joining: readonly Joining[],
  changes: Partial<FilingDraft> = {},
  before: (claimIds: readonly string[]) => Promise<unknown> = async () => {},
): Promise<{ filingId: string; claimIds: string[] }> {
  const draft = { ...filingDraft(), ...changes }
  const { slug } = room
  const { filingId } = await openFiling(db, room.sora.viewer, { slug, ...draft })
  const claimIds: string[] = []
  for (const { person, draft: claim, saidYes = [] } of joining) {
    const { claimId } = await submitClaim(db, person.viewer, { slug, draft: claim }, { vault })
    const agreed = { ...joinDraft(claimId, draft, claim.identity.name), saidYes }
    await joinFiling(db, person.viewer, { slug, filingId, draft: agreed }, { vault })
    claimIds.push(claimId)
  }
  await before(claimIds)
  await freezeFiling(db, room.sora.viewer, { slug, filingId })
  const second = await accountHolder(db, vault)
  const nari = await joined(db, room.code, `나리 ${randomInt(1e9)}`, 'helper')
  await owner
    .updateTable('member')
    .set({ role: 'cohost', account_id: second.accountId ?? '' })
    .where('id', '=', nari.memberId)
    .execute()
  await releaseFiling(db, second, { slug, filingId, version: 1 })
  return { filingId, claimIds }
}

/** A piece of evidence of one file for a claim. Returns the file's id. */
export async function proved(
  { database: { db }, vault, files, room: { slug } }: Ground,
  who: Person,
  { claimId, name, bytes, title }: { claimId: string; name: string; bytes: Buffer; title: string },
): Promise<string> {
  const [evidenceId, id] = [randomUUID(), randomUUID()]
  const file = { slug, evidenceId, id, name, bytes: inPieces(bytes) }
  await takeWhole(db, who.viewer, file, { vault, files })
  await describeEvidence(db, who.viewer, {
    ...{ slug, evidenceId, kind: 'receipt', title, madeBy: '국민카드', madeOn: '2024-08-10', sourceUrl: '' },
    ...{ rights: undefined, shows: '129,000원을 냈어요', claims: [claimId] },
  })
  return id
}

/** The id of an export of a filing that Sora asked for. */
export async function asked(
  { database: { db }, vault, room }: Pick<Ground, 'database' | 'vault' | 'room'>,
  filingId: string,
  order: Partial<FilingOrder> = {},
): Promise<string> {
  const whole = { version: 1, format: 'csv', masked: false, reason: '소비자원에 내려고 해요' } as const
  const { exportId } = await requestFiling(
    db,
    room.sora.viewer,
    {
      slug: room.slug,
      filingId,
      order: { ...whole, password: SORA_PASSWORD, ...order },
    },
    { vault },
  )
  return exportId
}

/** The bytes of a file of a filing, asked for, built and fetched. */
export async function fileOf(
  ground: Ground,
  filingId: string,
  order: Partial<FilingOrder> = {},
): Promise<{ bytes: Buffer; name: string; type: string }> {
  const { database, vault, files, room } = ground
  const exportId = await asked(ground, filingId, order)
  await buildExportNow(database.db, { exportId, lastTry: false }, { files, vault })
  return fetched(database.db, room.sora, exportId, files)
}

export async function fetched(db: Db, who: Person, exportId: string, files: FileStore) {
  const { stream, name, type } = await openExportFile(db, who.viewer, { exportId }, { files })
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return { bytes: Buffer.concat(chunks), name, type }
}
