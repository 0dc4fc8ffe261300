import { createHash, randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import type { FilingDraft, JoinDraft } from '#app/shapes/filing.ts'
import type { StepDraft } from '#app/shapes/filing-progress.ts'
import type { Db } from '#db/client.ts'
import { channelFor } from '#server/domain/access.ts'
import { logIn, signUp } from '#server/domain/account.ts'
import { capturePage } from '#server/domain/capture.ts'
import { submitClaim } from '#server/domain/claim.ts'
import { logContact } from '#server/domain/contact.ts'
import { proposeDocument } from '#server/domain/document.ts'
import { addEvent } from '#server/domain/event.ts'
import { beginUpload, lookAtFile, maskPicture, takeWhole } from '#server/domain/evidence.ts'
import { consentNow } from '#server/domain/filing/consent.ts'
import { freezeFiling, joinFiling, openFiling, reopenFiling } from '#server/domain/filing.ts'
import { saveHostAnswer } from '#server/domain/host-answer.ts'
import { makeInvite } from '#server/domain/invite.ts'
import { kakaoTalk } from '#server/domain/kakao.ts'
import { removeMember } from '#server/domain/member.ts'
import { postMessage } from '#server/domain/message.ts'
import { writeNotice } from '#server/domain/notice.ts'
import { listOtherRoom } from '#server/domain/other-room.ts'
import { openPoll } from '#server/domain/poll.ts'
import { waitingBehind } from '#server/domain/sheet.ts'
import type { Vault } from '#server/domain/vault.ts'
import { nobody, type Viewer } from '#server/domain/viewer.ts'
import { FileMissing, type FileStore } from '#server/files/store.ts'
import type { TestDatabase } from '#tests/database.ts'
import { joined, openTestCase, type Person, SORA_PASSWORD, testVault } from '#tests/people.ts'
import { drawn, inPieces } from '#tests/pictures.ts'
import { buyerDraft } from './claims.ts'
import { factsOf } from './facts.ts'
import { importedAtOnce } from './kakao-files.ts'
import { otherRoomDraft } from './other-rooms.ts'
import { respondentsOf } from './respondents.ts'
import { answer, broughtAtOnce, HEADING, linkCodes } from './sheets.ts'

/** Who asks, from the outside in. `otherHost` is the host of another case, `member` a plain one, and a buyer. */
export const askers = ['nobody', 'stranger', 'removed', 'otherHost', 'member', 'host'] as const
export type Asker = (typeof askers)[number]

/** One case with something of everybody's in it. Those who were ever inside have a message and a claim of their own. */
export type World = {
  vault: Vault
  files: FileStore
  slug: string
  /** The room of `otherHost`. */
  otherSlug: string
  caseId: string
  code: string
  inviteId: string
  channelId: string
  exportId: string
  /** A keyword answer, a published and a waiting notice, an open poll and a schedule entry, all of the host's. */
  answerId: string
  noticeId: string
  waitingId: string
  pollId: string
  eventId: string
  /** Two facts of the host's, and a source of the first. */
  factId: string
  otherFactId: string
  factSourceId: string
  /** How the case stands, as the host said. */
  stateId: string
  /** A document of the host's. */
  documentId: string
  /** An open filing of the host's, with a version the second officer is still to agree to. */
  filingId: string
  /** Two respondents and a statement that the host keeps. */
  respondentId: string
  otherRespondentId: string
  blameId: string
  /** Another room of the group's that the host listed. */
  otherRoomId: string
  /** A plain member who is none of the askers, with a message. */
  target: Person
  targetMessageId: string
  /** The member who was removed. */
  removedId: string
  credentials: { email: string; password: string }
  viewers: Record<Asker, Viewer>
  /** The asker's own message and claim; the member's for those who have none. */
  messageOf(asker: Asker): string
  claimOf(asker: Asker): string
  /** An entry of the asker's contact log that waits for an answer. */
  contactOf(asker: Asker): string
  /** A page the asker saw. */
  captureOf(asker: Asker): string
  /** A KakaoTalk room of everybody's, and what of it is the asker's own: a file, the number of a name, a talk of two. */
  kakaoRoomId: string
  kakaoOf(asker: Asker): KakaoThings
  /** A list that the host brought, the link of somebody in it (whose phone ends in `0001`), and what waits for them. */
  sheet: { sheetId: string; code: string; claimId: string }
  /** A picture of the asker's, in a message, and one that no message has. */
  pictureOf(asker: Asker): string
  looseOf(asker: Asker): string
  /** A piece of evidence of the asker's with a picture in it, masked and shown to the room, and a file on its way. */
  evidenceOf(asker: Asker): EvidenceThings
}

export type EvidenceThings = { evidenceId: string; fileId: string; textId: string; uploadId: string }

export type KakaoThings = { importId: string; nameNo: number; pairRoomId: string }

/** `parts` are those of a whole server, when the world is asked through one. */
export async function makeWorld(
  { db, owner }: Pick<TestDatabase, 'db' | 'owner'>,
  parts: { vault?: Vault; files?: FileStore } = {},
): Promise<World> {
  const vault = parts.vault ?? testVault()
  const files = parts.files ?? filesInMemory()
  const room = await openTestCase(db, vault)
  const other = await openTestCase(db, vault)
  const { slug, caseId, sora, minji } = room
  const { id: channelId } = await channelFor(db, sora.viewer, { slug, kind: 'all' })
  const removed = await joined(db, room.code, '내보낼 사람', 'buyer')
  const things = new Map<string, Things>()
  const kakao = new Map<string, KakaoThings & { roomId: string }>()
  const evidence = new Map<string, EvidenceThings>()
  for (const person of [sora, minji, removed]) {
    const own = await thingsOf(db, vault, { slug, channelId, person })
    const { memberId } = person
    const pictureId = await storedPicture(owner, files, { channelId, memberId, messageId: own.messageId })
    const looseId = await storedPicture(owner, files, { channelId, memberId, messageId: null })
    things.set(memberId, { ...own, pictureId, looseId })
    kakao.set(memberId, await kakaoOf({ db, vault, files }, slug, person))
    evidence.set(memberId, await evidenceOf({ db, vault, files }, slug, person))
  }
  const said = { channelId, clientId: randomUUID(), body: '안녕하세요', replyTo: null }
  const { id: targetMessageId } = await postMessage(db, room.taeho.viewer, said)
  await removeMember(db, sora.viewer, { slug, memberId: removed.memberId })
  const invite = await makeInvite(db, sora.viewer, { slug, expiresAt: null, maxUses: null }, { vault })
  const credentials = { email: `matrix.${caseId}@example.com`, password: SORA_PASSWORD }
  await signUp(db, nobody, credentials, { vault })
  await logIn(db, nobody, credentials, { vault })
  const own = (asker: Asker) =>
    asker === 'host' ? sora.memberId : asker === 'removed' ? removed.memberId : minji.memberId
  const talk = (asker: Asker) =>
    kakao.get(own(asker)) ?? { importId: '', nameNo: 0, pairRoomId: '', roomId: '' }
  const thing = (asker: Asker, part: keyof Things) => things.get(own(asker))?.[part] ?? ''
  return {
    vault,
    files,
    slug,
    otherSlug: other.slug,
    caseId,
    code: room.code,
    inviteId: invite.id,
    channelId,
    exportId: await readyExport(owner, files, { caseId, memberId: sora.memberId }),
    ...(await cardsOf(db, slug, sora.viewer)),
    filingId: await filingOf({ db, vault }, slug, sora.viewer, things.get(sora.memberId)?.claimId ?? ''),
    ...(await respondentsOf(db, slug, sora.viewer)),
    otherRoomId: await listedRoom(db, slug, sora.viewer),
    ...(await factsOf(db, slug, sora.viewer, things.get(sora.memberId)?.messageId ?? '')),
    documentId: (await proposeDocument(db, sora.viewer, { slug, id: randomUUID(), ...sentDocument }))
      .documentId,
    target: room.taeho,
    targetMessageId,
    removedId: removed.memberId,
    credentials,
    viewers: {
      nobody,
      stranger: room.jun,
      removed: removed.viewer,
      otherHost: other.sora.viewer,
      member: minji.viewer,
      host: sora.viewer,
    },
    messageOf: (asker) => thing(asker, 'messageId'),
    claimOf: (asker) => thing(asker, 'claimId'),
    contactOf: (asker) => thing(asker, 'contactId'),
    captureOf: (asker) => thing(asker, 'captureId'),
    kakaoRoomId: talk('host').roomId,
    kakaoOf: talk,
    sheet: await sheetOf({ db, vault, files }, slug, sora.viewer),
    pictureOf: (asker) => thing(asker, 'pictureId'),
    looseOf: (asker) => thing(asker, 'looseId'),
    evidenceOf: (asker) =>
      evidence.get(own(asker)) ?? { evidenceId: '', fileId: '', textId: '', uploadId: '' },
  }
}

type Things = {
  messageId: string
  claimId: string
  contactId: string
  captureId: string
  pictureId: string
  looseId: string
}

async function thingsOf(
  db: Db,
  vault: Vault,
  { slug, channelId, person }: { slug: string; channelId: string; person: Person },
): Promise<{ messageId: string; claimId: string; contactId: string; captureId: string }> {
  const words = { channelId, clientId: randomUUID(), body: '안녕하세요', replyTo: null }
  const { id: messageId } = await postMessage(db, person.viewer, words)
  const { claimId } = await submitClaim(db, person.viewer, { slug, draft: buyerDraft() }, { vault })
  const { contactId } = await logContact(db, person.viewer, { slug, id: randomUUID(), ...attempt })
  const { captureId } = await capturePage(db, person.viewer, { slug, id: randomUUID(), ...seenPage })
  return { messageId, claimId, contactId, captureId }
}

/** Something of each that stands in the conversation as a card. */
async function cardsOf(db: Db, slug: string, viewer: Viewer) {
  const ids = {
    answerId: randomUUID(),
    noticeId: randomUUID(),
    waitingId: randomUUID(),
    pollId: randomUUID(),
    eventId: randomUUID(),
  }
  const channel = 'all' as const
  const answer = { keywords: ['환불'], question: '환불은 언제 되나요?', answer: '아직 정해지지 않았어요.' }
  await saveHostAnswer(db, viewer, { slug, id: ids.answerId, ...answer })
  const notice = { slug, channel, title: '접수 안내', body: '함께 내요.', pins: true, from: null }
  await writeNotice(db, viewer, { ...notice, id: ids.noticeId, publishAt: null })
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString()
  await writeNotice(db, viewer, { ...notice, id: ids.waitingId, publishAt: tomorrow })
  const poll = { question: '먼저 낼 곳은?', options: ['경찰', '소비자원'], multiple: false, anonymous: false }
  await openPoll(db, viewer, { slug, channel, id: ids.pollId, ...poll, closesAt: null })
  await addEvent(db, viewer, { slug, channel, id: ids.eventId, ...hearing })
  return ids
}

/** A try to reach the company that waits for an answer. */
export const attempt = {
  ...({ channel: 'mail', direction: 'out', outcome: 'waiting' } as const),
  ...{ happenedOn: '2024-08-16', happenedTime: '10:00', whom: '고객센터', gist: '환불을 부탁했어요' },
  ...{ reply: null, evidenceId: null, claimId: null },
}

/** A page somebody saw. */
export const seenPage = {
  ...{ url: 'https://shop.example.com/notice/31', seenOn: '2024-08-16', seenAt: '10:00' },
  ...{ sha256: 'a1'.repeat(32), evidenceId: null },
}

/** A mail that the shop sent to everybody. */
export const sentDocument = {
  ...{ kind: 'mail' as const, title: '일괄 취소 안내', sender: '고객센터', sentOn: '2024-08-16' },
  ...{ sha256: null, evidenceId: null },
}

/** A schedule entry's words. */
export const hearing = {
  title: '접수 마감',
  startsOn: '2026-12-03',
  startsAt: null,
  endsOn: null,
  endsAt: null,
  place: '한국소비자원',
  link: '',
  note: '',
}

/** A file of a group that everybody knows and one of a talk of two, both read. */
async function kakaoOf(
  parts: { db: Db; vault: Vault; files: FileStore },
  slug: string,
  { viewer, nickname }: Person,
): Promise<KakaoThings & { roomId: string }> {
  const day = '--------------- 2024년 8월 17일 토요일 ---------------'
  const said = [nickname, '나리', '도토리'].map((name) => `[${name}] [오후 1:00] 안녕하세요`)
  const lines = ['모두의 방 님과 카카오톡 대화', day, ...said].join('\n')
  const pair = ['나리 님과 카카오톡 대화', day, ...said.slice(0, 2)].join('\n')
  const brought = await importedAtOnce(parts, viewer, { slug, bytes: lines, ownName: nickname })
  const ofTwo = await importedAtOnce(parts, viewer, { slug, bytes: pair })
  const roomId = brought.room?.id ?? ''
  const { lines: talk } = await kakaoTalk(parts.db, viewer, { slug, roomId })
  const nameNo = talk.find(({ who }) => who?.mine)?.who?.no ?? 0
  return { importId: brought.id, nameNo, pairRoomId: ofTwo.room?.id ?? '', roomId }
}

async function evidenceOf(
  { db, ...deps }: { db: Db; vault: Vault; files: FileStore },
  slug: string,
  { viewer }: Person,
): Promise<EvidenceThings> {
  const [evidenceId, fileId, textId, uploadId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  const bytes = inPieces(await drawn('jpeg'))
  await takeWhole(db, viewer, { slug, evidenceId, id: fileId, name: '영수증.jpg', bytes }, deps)
  await lookAtFile(db, { fileId }, deps)
  const words = { slug, evidenceId, id: textId, name: '메모.txt', bytes: inPieces(Buffer.from('메모')) }
  await takeWhole(db, viewer, words, deps)
  const masked = { slug, fileId, id: randomUUID(), covers: [], toRoom: true }
  await maskPicture(db, viewer, { ...masked, bytes: inPieces(await drawn('jpeg')) }, deps)
  const coming = { id: uploadId, evidenceId, name: '영상.mp4', bytes: 5, sha256: null }
  await beginUpload(db, viewer, { slug, ...coming }, deps)
  return { evidenceId, fileId, textId, uploadId }
}

/** A picture whose bytes the store has. */
async function storedPicture(
  owner: Db,
  files: FileStore,
  place: { channelId: string; memberId: string; messageId: string | null },
): Promise<string> {
  const id = randomUUID()
  const put = async () => (await files.put(Readable.from([Buffer.from('abc')]))).key
  await owner
    .insertInto('message_file')
    .values({
      id,
      channel_id: place.channelId,
      member_id: place.memberId,
      message_id: place.messageId,
      kind: 'picture',
      name: '영수증.jpg',
      type: 'image/jpeg',
      bytes: 3,
      width: 4,
      height: 3,
      sha256: Buffer.alloc(32),
      original_key: await put(),
      shown_key: await put(),
      thumb_key: await put(),
    })
    .execute()
  return id
}

/** A finished list of the host's, whose bytes the store has. */
async function readyExport(
  owner: Db,
  files: FileStore,
  { caseId, memberId }: { caseId: string; memberId: string },
): Promise<string> {
  const { key, bytes, sha256 } = await files.put(Readable.from([Buffer.from('abc')]))
  const row = await owner
    .insertInto('export')
    .values({
      case_id: caseId,
      requested_by: memberId,
      format: 'xlsx',
      shape: 'claims',
      reason: '접수 준비',
      state: 'ready',
      file_key: key,
      size_bytes: bytes,
      sha256: Buffer.from(sha256),
      ready_at: new Date(),
      expires_at: new Date(Date.now() + 600_000),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** A store in memory. */
export function filesInMemory(): FileStore {
  const kept = new Map<string, Buffer>()
  return {
    async put(bytes) {
      const chunks: Uint8Array[] = []
      for await (const chunk of bytes) chunks.push(chunk)
      const whole = Buffer.concat(chunks)
      const key = randomUUID()
      kept.set(key, whole)
      return { key, bytes: whole.length, sha256: createHash('sha256').update(whole).digest() }
    },
    async open(key, range) {
      const whole = kept.get(key)
      if (!whole) throw new FileMissing()
      return Readable.from([range ? whole.subarray(range.from, range.to) : whole])
    },
    async remove(key) {
      kept.delete(key)
    },
    async *oldKeys() {},
    removeParts: async () => 0,
    check: async () => {},
  }
}

/** A filing as its form opens it. */
export const filingDraft = (): FilingDraft => ({
  id: randomUUID(),
  destination: 'kca_collective',
  side: 'buyer',
  title: '집단분쟁조정 1차',
  recipient: '한국소비자원',
  words: '',
  closesAt: new Date(Date.now() + 86_400_000).toISOString(),
})

/** A step as an officer writes it down. */
export const stepDraft = (changes: Partial<StepDraft> = {}): StepDraft => ({
  ...{ id: randomUUID(), version: 1, kind: 'handed_in', onDay: '2024-09-01', receiptNo: '2026-집단-0001' },
  ...{ words: '', dueOn: null, verdict: null, amount: null, refused: [], handler: '' },
  ...changes,
})

/** What a member sends who read the consent of a filing drafted so. The name is that of `buyerDraft`. */
export function joinDraft(
  claimId: string,
  filing: FilingDraft = filingDraft(),
  typedName = '김민지',
): JoinDraft {
  const { version, hash } = consentNow(filing)
  return { claimId, textVersion: version, textHash: hash, agree: true, typedName, saidYes: [] }
}

async function filingOf(
  parts: { db: Db; vault: Vault },
  slug: string,
  viewer: Viewer,
  claimId: string,
): Promise<string> {
  const { db } = parts
  const draft = filingDraft()
  const { filingId } = await openFiling(db, viewer, { slug, ...draft })
  await joinFiling(db, viewer, { slug, filingId, draft: joinDraft(claimId, draft) }, parts)
  await freezeFiling(db, viewer, { slug, filingId })
  await reopenFiling(db, viewer, { slug, filingId, closesAt: draft.closesAt })
  return filingId
}

async function sheetOf(parts: { db: Db; vault: Vault; files: FileStore }, slug: string, viewer: Viewer) {
  const bytes = `${HEADING}\n${answer(1)}\n${answer(2)}`
  const sheetId = await broughtAtOnce(parts, viewer, { slug, bytes })
  const code = (await linkCodes(parts, viewer, { slug, sheetId })).get('구매자1') ?? ''
  const { claims } = await waitingBehind(parts.db, viewer, { code, digits: '0001' }, parts)
  return { sheetId, code, claimId: claims[0]?.id ?? '' }
}

async function listedRoom(db: Db, slug: string, host: Viewer): Promise<string> {
  const draft = otherRoomDraft()
  await listOtherRoom(db, host, { slug, ...draft })
  return draft.id
}
