import { createHash } from 'node:crypto'
import type { MessageView } from '#app/shapes/live.ts'
import type { Db } from '#db/client.ts'
import { firstBrokenEntry } from '#server/domain/ledger.ts'
import { changesAfter } from '#server/domain/message.ts'
import { recountTotals } from '#server/domain/total.ts'
import type { Viewer } from '#server/domain/viewer.ts'
import type { FileStore } from '#server/files/store.ts'
import type { Stored, StoredChannel } from './invariants.ts'

/** A channel of a case that is at rest, and a member who may read it. */
export type Place = { caseId: string; channelId: string; reader: Viewer }

/** Reads all that the invariants speak of, for these cases; others may still be written to. */
export async function readStored(db: Db, files: FileStore, places: readonly Place[]): Promise<Stored> {
  const cases = new Set(places.map((place) => place.caseId))
  const differences = (await recountTotals(db)).filter(({ caseId }) => cases.has(caseId))
  return {
    channels: await Promise.all(places.map((place) => readChannel(db, place))),
    miscounted: differences.map(({ caseId, of, had, has }) => `${of} of ${caseId}: ${had}, counted ${has}`),
    brokenLedgers: await brokenLedgers(db, cases),
    badFiles: await badFiles(db, files),
  }
}

async function readChannel(db: Db, { channelId, reader }: Place): Promise<StoredChannel> {
  const { head } = await db
    .selectFrom('channel')
    .select('head')
    .where('id', '=', channelId)
    .executeTakeFirstOrThrow()
  const rows = await db
    .selectFrom('message')
    .select(['id', 'client_id as clientId', 'author_id as authorId', 'seq', 'rev'])
    .where('channel_id', '=', channelId)
    .orderBy('seq')
    .execute()
  return { channelId, head, rows, views: await freshLoad(db, reader, channelId) }
}

/** The whole channel as a browser that knows nothing would load it, in order of seq. */
export async function freshLoad(db: Db, reader: Viewer, channelId: string): Promise<MessageView[]> {
  const views: MessageView[] = []
  for (let after = 0, more = true; more; ) {
    const page = await changesAfter(db, reader, { channelId, after })
    views.push(...page.changes)
    after = page.to
    more = page.more
  }
  return views.sort((a, b) => a.seq - b.seq)
}

async function brokenLedgers(db: Db, cases: ReadonlySet<string>): Promise<string[]> {
  const broken: string[] = []
  for (const id of cases) {
    const at = await firstBrokenEntry(db, id)
    if (at !== null) broken.push(`case ${id} at entry ${at}`)
  }
  return broken
}

async function badFiles(db: Db, files: FileStore): Promise<string[]> {
  const lists = await db
    .selectFrom('export')
    .select(['file_key as key', 'sha256'])
    .where('file_key', 'is not', null)
    .execute()
  const pictures = await db.selectFrom('message_file').select(['original_key as key', 'sha256']).execute()
  const bad: string[] = []
  for (const { key, sha256 } of [...lists, ...pictures]) {
    const found = await hashOf(files, key ?? '').catch((error: unknown) => String(error))
    if (found !== Buffer.from(sha256 ?? []).toString('hex')) bad.push(`${key}: ${found}`)
  }
  return bad
}

async function hashOf(files: FileStore, key: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of await files.open(key)) hash.update(chunk)
  return hash.digest('hex')
}
