import { sql } from 'kysely'
import { ownText } from '#app/text/ko/talk-export.ts'
import type { Db, Tx } from '#db/client.ts'
import { type ZipPart, zipStream } from '#server/exports/zip.ts'
import type { FileStore } from '#server/files/store.ts'
import type { Member } from '../access.ts'
import { ownUnsent } from '../claim/unsent.ts'
import { openingOf } from '../evidence/file-row.ts'
import { bytesOf } from '../evidence/parts.ts'
import { ownSteps } from '../guide/receipt.ts'
import { record } from '../ledger.ts'
import type { Vault } from '../vault.ts'
import type { OpenList } from './list.ts'
import { ownClaims } from './own-claims.ts'
import { ownEvidence, ownMasks } from './own-evidence.ts'
import { ownKakao, ownKakaoPlaces } from './own-kakao.ts'
import { wholeRows } from './own-rows.ts'

// Everything of one's own in a case, as one ZIP: the records as JSON (version 1, keys as in docs/protocol.md) and the
// originals of the pictures, of the KakaoTalk files and of the locker. Nobody else's words are in it but those in such a file.

type Deps = { files: FileStore; vault: Vault }
type Reader = (db: Db, member: Member, deps: Deps) => Promise<unknown>

/** What a member has, by the key it stands under. A table that holds something of a member belongs to one of them. */
const sections: Record<string, Reader> = {
  me: (db, member) =>
    db
      .selectFrom('member')
      .select(['id', 'nickname', 'side', 'role', 'rules_version', 'joined_at'])
      .where('id', '=', member.id)
      .executeTakeFirst(),
  messages: (db, member) =>
    db
      .selectFrom('message')
      .innerJoin('channel', 'channel.id', 'message.channel_id')
      .select(['message.id', 'channel.kind as channel', 'message.seq', 'message.body', 'message.gone'])
      .select(['message.gone_why', 'message.reply_to', 'message.mentions', 'message.files', 'message.card'])
      .select(['message.created_at', 'message.edited_at', 'message.gone_at'])
      .where('message.author_id', '=', member.id)
      .orderBy('message.created_at')
      .execute(),
  reactions: (db, member) =>
    db
      .selectFrom('message_reaction')
      .select(['message_id', 'emoji', 'at'])
      .where('member_id', '=', member.id)
      .orderBy('at')
      .execute(),
  read: (db, member) =>
    db
      .selectFrom('read_mark')
      .innerJoin('channel', 'channel.id', 'read_mark.channel_id')
      .select(['channel.kind as channel', 'read_mark.seq'])
      .where('read_mark.member_id', '=', member.id)
      .execute(),
  claims: ownClaims,
  unsent: ownUnsent,
  contacts: (db, member) =>
    db
      .selectFrom('contact')
      .innerJoin('contact_version as v', 'v.contact_id', 'contact.id')
      .select(['contact.id', 'v.version', 'v.channel', 'v.direction', 'v.outcome', 'v.happened_at'])
      .select(['v.day_only', 'v.whom', 'v.gist', 'v.reply', 'v.evidence_id', 'v.claim_id'])
      .select(['v.made_at', 'contact.removed_at'])
      .where('contact.member_id', '=', member.id)
      .orderBy('v.made_at')
      .execute(),
  guide: ownSteps,
  invites: (db, member) =>
    db
      .selectFrom('invite')
      .select(['id', 'created_at', 'expires_at', 'max_uses', 'uses', 'revoked_at'])
      .where('created_by', '=', member.id)
      .execute(),
  exports: (db, member) =>
    db
      .selectFrom('export')
      .select([
        'id',
        'kind',
        'format',
        'shape',
        'side',
        'from_on',
        'to_on',
        'reason',
        'state',
        'requested_at',
      ])
      .where('requested_by', '=', member.id)
      .orderBy('requested_at')
      .execute(),
}

/** Every table something of a member is taken from; a test holds it against the schema. */
export const ownTables: readonly string[] = [
  ...[
    'member',
    'message',
    'message_reaction',
    'read_mark',
    'claim',
    'claim_unsent',
    'claim_version',
    'contact',
    'guide_done',
    'invite',
    'export',
  ],
  ...[
    'evidence_upload',
    'evidence_mask',
    'message_file',
    'notice',
    'kakao_import',
    'kakao_room',
    'kakao_name',
    ...Object.keys(wholeRows),
  ],
]

/** Opens everything of a present member's own. Identities must have been recorded as shown before. */
export async function openOwnData(snapshot: Db, member: Member, deps: Deps): Promise<OpenList> {
  const data: Record<string, unknown> = { format: 'moa.own.v1', caseId: member.caseId }
  for (const [key, read] of Object.entries(sections)) data[key] = await read(snapshot, member, deps)
  for (const [table, column] of Object.entries(wholeRows)) {
    const whose = sql`${sql.ref(column)} = ${member.id}::uuid`
    data[table] = (await sql`select * from ${sql.table(table)} where ${whose}`.execute(snapshot)).rows
  }
  const pictures = await picturesOf(snapshot, member)
  data.pictures = pictures.map(({ name, original_key: _, sha256, ...picture }) => ({
    ...{ ...picture, file: name, sha256: sha256.toString('hex') },
  }))
  const brought = await ownKakao(snapshot, member)
  data.kakao = {
    ...(await ownKakaoPlaces(snapshot, member)),
    imports: brought.map(({ key: _, ...each }) => each),
  }
  const locked = await ownEvidence(snapshot, member)
  data.evidenceFiles = locked.map(({ row }) => row)
  const masks = await ownMasks(snapshot, member)
  data.maskedCopies = masks.map(({ row }) => row)
  const stored = [
    ...pictures.map(({ name, original_key: key }) => ({ name, key })),
    ...brought.flatMap(inZip),
  ]
  const originals: Original[] = [
    ...stored.map(({ name, key }) => ({ name, open: () => deps.files.open(key) })),
    ...locked.flatMap(({ row, sealed }) => {
      if (row.file === null) return []
      return [{ name: row.file, open: async () => bytesOf(await openingOf(snapshot, sealed, deps)) }]
    }),
    ...masks.map(({ row, key, sealed }) => ({
      name: row.file,
      open: async () => deps.files.open(key, undefined, (await openingOf(snapshot, sealed, deps)).secret),
    })),
  ]
  return {
    rows: originals.length + 1,
    bytes: (onRow) => zipStream(partsOf(data, originals, onRow)),
  }
}

/** A file that goes along: its name in the ZIP, opened when its turn has come. */
type Original = { name: string; open: () => Promise<AsyncIterable<Uint8Array>> }

function inZip({ file, key }: { file: string | null; key: string | null }) {
  return file === null || key === null ? [] : [{ name: file, key }]
}

async function* partsOf(
  data: unknown,
  originals: readonly Original[],
  onRow: (done: number) => Promise<void>,
): AsyncGenerator<ZipPart> {
  yield { name: ownText.dataName, data: Buffer.from(`${JSON.stringify(data, null, 2)}\n`) }
  await onRow(1)
  for (const [at, { name, open }] of originals.entries()) {
    yield { name, data: await open() }
    await onRow(at + 2)
  }
}

/** Records that the member's identities are shown to themselves, as every opening of one is. Before `openOwnData`. */
export async function recordOwnIdentities(tx: Tx, member: Member): Promise<void> {
  const rows = await tx
    .selectFrom('claim')
    .innerJoin('claim_identity', 'claim_identity.claim_id', 'claim.id')
    .select(['claim.id as claimId', 'claim_identity.version'])
    .where('claim.member_id', '=', member.id)
    .orderBy('claim.receipt_no')
    .orderBy('claim_identity.version')
    .execute()
  for (const data of rows) await record(tx, member.caseId, member.id, { kind: 'claim.identity_shown', data })
}

const endings: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/heic': 'heic',
}

async function picturesOf(db: Db, member: Member) {
  const rows = await db
    .selectFrom('message_file')
    .select([
      'id',
      'message_id',
      'name as givenName',
      'type',
      'bytes',
      'sha256',
      'original_key',
      'created_at',
    ])
    .where('member_id', '=', member.id)
    .where('message_id', 'is not', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map((row, at) => ({ ...row, name: ownText.pictureName(at + 1, endings[row.type] ?? 'bin') }))
}
