import type { Readable } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import { sql } from 'kysely'
import {
  type ReceivedForm,
  type ReceivedView,
  type ReceivedWhat,
  ReceiverSecret,
} from '#app/shapes/receiver.ts'
import { destinationWords } from '#app/text/ko/destinations.ts'
import { filingList } from '#app/text/ko/filing-list.ts'
import type { Db } from '#db/client.ts'
import type { FileStore } from '#server/files/store.ts'
import { NOT_IN_NAMES } from '../export/view.ts'
import { openFilingList } from '../filing/list.ts'
import { frozenFor } from '../filing/pinned.ts'
import { record } from '../ledger.ts'
import { secretHash } from '../receiver.ts'
import { notFound } from '../refusal.ts'
import { inTransaction } from '../transaction.ts'
import type { Vault } from '../vault.ts'

// What the holder of a secret reads. There is no account and no membership behind it: every answer begins at the row the
// secret's hash is kept in, and is on record before anything is given.

type Grant = {
  receiverId: string
  caseId: string
  filingId: string
  version: number
  masked: boolean
  madeBy: string
  name: string
  office: string
  expiresAt: Date
  newestVersion: number
}

/** Rows between two turns for everybody else. */
const ROWS_A_TURN = 100

const types = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const satisfies Record<ReceivedForm, string>

/**
 * What a receiver sees of the version they were let in to. Recorded each time. `shared.not_found` for a secret that is
 * wrong, not agreed to yet, past its end or ended, and once who gave it runs the case no more.
 */
export async function received(
  db: Db,
  { secret, what }: { secret: string; what: 'page' | 'state' },
): Promise<ReceivedView> {
  const grant = await grantBehind(db, secret)
  await recordLook(db, grant, what)
  const {
    caseId: _,
    filingId,
    destination,
    side: __,
    recipient: ___,
    ...frozen
  } = await frozenFor(db, grant.filingId, grant.version)
  const { name, office, masked, expiresAt, newestVersion } = grant
  return {
    ...{ ...frozen, name, office, masked, newestVersion, expiresAt: expiresAt.toISOString() },
    listName: destinationWords[destination].listName,
    steps: await stepsOf(db, grant),
  }
}

/** A list to be sent, as `ExportFile`. */
export type ReceivedFile = { stream: Readable; bytes: number; name: string; type: string }

/**
 * The list of the version in one of its forms, the same bytes as an officer fetches. Recorded before a name is opened.
 * Refuses `shared.not_found` as `received`.
 */
export async function openReceived(
  db: Db,
  { secret, form }: { secret: string; form: ReceivedForm },
  { vault, files }: { vault: Vault; files: FileStore },
): Promise<ReceivedFile> {
  const grant = await grantBehind(db, secret)
  await recordLook(db, grant, form)
  const { shopName, destination, frozenAt } = await frozenFor(db, grant.filingId, grant.version)
  const { key, bytes } = await written(db, grant, form, { vault, files })
  const stream = await files.open(key)
  // Who reads slowly holds a file and no connection to the database.
  stream.once('close', () => void files.remove(key))
  const { version, masked } = grant
  const shop = shopName.replace(NOT_IN_NAMES, '')
  const listName = destinationWords[destination].listName
  const name = filingList.fileName(shop, listName, { version, masked, at: new Date(frozenAt) })
  return { stream, bytes, name: `${name}.${form}`, type: types[form] }
}

async function written(
  db: Db,
  { filingId, caseId, version, masked, madeBy }: Grant,
  format: ReceivedForm,
  { vault, files }: { vault: Vault; files: FileStore },
) {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (snapshot) => {
      const of = { filingId, caseId, version, masked, format, memberId: madeBy }
      const list = await openFilingList(snapshot, of, { vault, files, outside: db })
      return files.put(
        list.bytes(async (done) => {
          if (done % ROWS_A_TURN === 0) await turn()
        }),
      )
    })
}

async function grantBehind(db: Db, secret: string): Promise<Grant> {
  if (!ReceiverSecret.safeParse(secret).success) throw notFound()
  const row = await db
    .selectFrom('receiver as r')
    .innerJoin('member as maker', 'maker.id', 'r.made_by')
    .innerJoin('filing', 'filing.id', 'r.filing_id')
    .select(['r.id as receiverId', 'r.case_id as caseId', 'r.filing_id as filingId', 'r.version', 'r.masked'])
    .select(['r.made_by as madeBy', 'r.name', 'r.office', 'r.expires_at as expiresAt'])
    .select('filing.version as newestVersion')
    .where('r.secret_sha256', '=', secretHash(secret))
    .where('r.ended_at', 'is', null)
    .where('r.expires_at', '>', sql<Date>`now()`)
    .where((eb) => eb.or([eb('r.needs_second', '=', false), eb('r.agreed_at', 'is not', null)]))
    .where('maker.left_at', 'is', null)
    .where('maker.role', '<>', 'member')
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}

async function recordLook(db: Db, { receiverId, caseId, filingId, version }: Grant, what: ReceivedWhat) {
  await inTransaction(db, async (tx) => {
    await tx.insertInto('receiver_look').values({ receiver_id: receiverId, what }).execute()
    const data = { receiverId, filingId, version, what }
    await record(tx, caseId, null, { kind: 'receiver.looked', data })
  })
}

function stepsOf(db: Db, { filingId, version }: Grant): Promise<ReceivedView['steps']> {
  return db
    .selectFrom('filing_step')
    .select(['id', 'kind', 'on_day as onDay', 'due_on as dueOn'])
    .where('filing_id', '=', filingId)
    .where('version', '=', version)
    .where('taken_back_at', 'is', null)
    .orderBy('on_day')
    .orderBy('made_at')
    .execute()
}
