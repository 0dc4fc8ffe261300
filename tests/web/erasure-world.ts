import { randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { addDays, seoulDate } from '#app/shapes/civil-date.ts'
import type { Db } from '#db/client.ts'
import { signUp } from '#server/domain/account.ts'
import { capturePage } from '#server/domain/capture.ts'
import { answerCitation, citationsAsked } from '#server/domain/citation.ts'
import { keepUnsent } from '#server/domain/claim/unsent.ts'
import { amendClaim, submitClaim, withdrawClaim } from '#server/domain/claim.ts'
import { amendContact, logContact } from '#server/domain/contact.ts'
import { proposeDocument, witnessDocument } from '#server/domain/document.ts'
import { addEvent } from '#server/domain/event.ts'
import {
  beginUpload,
  describeEvidence,
  keepEvidence,
  lookAtFile,
  maskPicture,
  receivePart,
  takeWhole,
} from '#server/domain/evidence.ts'
import { requestExport, requestOwnData, requestTalk } from '#server/domain/export.ts'
import { judgeFact, keepFact } from '#server/domain/fact.ts'
import type { FilingRef } from '#server/domain/filing/row.ts'
import {
  askAssent,
  closeVote,
  freezeFiling,
  giveAssent,
  joinFiling,
  openElection,
  openFiling,
  representativesOf,
  standForFiling,
  voteForRepresentative,
} from '#server/domain/filing.ts'
import { adviseStep, markStepDone } from '#server/domain/guide.ts'
import { appointCohost, joinCase } from '#server/domain/member.ts'
import { deleteMessage, editMessage, postMessage } from '#server/domain/message.ts'
import { askForReview, hideMessage } from '#server/domain/moderation.ts'
import { writeNotice } from '#server/domain/notice.ts'
import { readOn } from '#server/domain/notify/read-on.ts'
import { addDevice, chooseNotify } from '#server/domain/notify-settings.ts'
import { takePicture } from '#server/domain/picture.ts'
import { openPoll } from '#server/domain/poll.ts'
import { reactTo } from '#server/domain/reaction.ts'
import { markRead } from '#server/domain/reading.ts'
import { reportMessage } from '#server/domain/report.ts'
import { noteBlame, proposeRespondent } from '#server/domain/respondent.ts'
import { answerAsked, askClaimant, settleOwnClaim, viewClaim } from '#server/domain/review.ts'
import { bringSettlement, receiveSettlement } from '#server/domain/settlement.ts'
import { nobody, type Viewer } from '#server/domain/viewer.ts'
import {
  attempt,
  filingDraft,
  hearing,
  joinDraft,
  seenPage,
  sentDocument,
} from '#tests/domain/access-world.ts'
import { buyerDraft, sellerDraft } from '#tests/domain/claims.ts'
import { importedAtOnce } from '#tests/domain/kakao-files.ts'
import { blameDraft, respondentDraft, respondentsOf } from '#tests/domain/respondents.ts'
import { until } from '#tests/live/server.ts'
import { entryOf, openTestCase, type Person, SORA_PASSWORD, type TestCase } from '#tests/people.ts'
import { drawn, inPieces } from '#tests/pictures.ts'
import { pushAddress, testPush } from '#tests/push.ts'
import type { TestServer } from '#tests/server.ts'

// Somebody who did everything there is to do in a room, each word of theirs a canary; and what of it is the room's.

export const canary = {
  nickname: '카나리할미새',
  word: '꿩알찌르레기',
  name: '이꾀꼬리',
  phone: '01000007373',
  email: 'hwangjo.r.i@example.com',
  accountEmail: 'kanari.bird@example.com',
} as const
/** In what they wrote for the room, which stays. */
export const ROOM_WORD = '모두의알림말'

export type Bird = { room: TestCase; bird: Person; channelId: string; cookie: string; messageId: string }

export async function plantBird(server: TestServer): Promise<Bird> {
  const { db, owner, vault } = server
  const room = await openTestCase(db, vault)
  const { accountId } = await signUp(
    db,
    nobody,
    { email: canary.accountEmail, password: SORA_PASSWORD },
    { vault },
  )
  const viewer: Viewer = { accountId, hasPassword: true }
  const { memberId } = await joinCase(db, viewer, { code: room.code }, entryOf(canary.nickname, 'both'))
  // Nobody is new any more: nothing of theirs is held.
  await sql`update member set joined_at = now() - interval '1 day'`.execute(owner)
  const bird = { viewer, accountId, memberId, nickname: canary.nickname }
  const cookie = await server.signedIn(accountId)
  const { id: channelId } = await db
    .selectFrom('channel')
    .select('id')
    .where('case_id', '=', room.caseId)
    .where('kind', '=', 'all')
    .executeTakeFirstOrThrow()
  const place = { server, room, bird, channelId }
  const messageId = await speak(place)
  await keep(place, messageId)
  await claim(place)
  await lock(place)
  await wish(place)
  await serve(place)
  await bringTalk(place)
  await takeAlong(place)
  return { room, bird, channelId, cookie, messageId }
}

type Place = { server: TestServer; room: TestCase; bird: Person; channelId: string }

const post = (
  { server, channelId }: Place,
  who: Person,
  body: string,
  more: { replyTo?: string; files?: string[] } = {},
) => postMessage(server.db, who.viewer, { channelId, clientId: randomUUID(), body, replyTo: null, ...more })

/** Messages of every fate, and what others made of them. Returns the one that is quoted, named and kept by others. */
async function speak(place: Place): Promise<string> {
  const { server, room, bird, channelId } = place
  const { db, files } = server
  const where = { slug: room.slug, kind: 'all' as const }
  const bytes = () => inPieces(Buffer.from(picture))
  const picture = await drawn('png')
  const shown = await takePicture(
    db,
    bird.viewer,
    { ...where, name: `${canary.word}.png`, bytes: bytes() },
    { files },
  )
  await takePicture(db, bird.viewer, { ...where, name: `${canary.word}2.png`, bytes: bytes() }, { files })
  const { id } = await post(place, bird, `${canary.word} 보세요 https://${'kkwong'}.example.com/a`, {
    files: [shown.id],
  })
  await editMessage(db, bird.viewer, { messageId: id, body: `${canary.word} 고쳤어요` })
  const { id: answerId } = await post(place, room.taeho, `@${canary.nickname}님 고마워요 @방장`, {
    replyTo: id,
  })
  await post(place, bird, `${canary.word} @태호 답이에요`, { replyTo: answerId })
  const gone = await post(place, bird, `${canary.word} 지울 말`)
  await deleteMessage(db, bird.viewer, { messageId: gone.id })
  const hidden = await post(place, bird, `${canary.word} 가려질 말`)
  await hideMessage(db, room.sora.viewer, { messageId: hidden.id, why: 'abuse' })
  await askForReview(db, bird.viewer, { messageId: hidden.id })
  await reportMessage(db, room.hana.viewer, { messageId: id, why: 'other' })
  await reportMessage(db, bird.viewer, { messageId: answerId, why: 'spam' })
  const emoji = '👍' as const
  await reactTo(db, bird.viewer, { channelId, messageId: answerId, emoji, on: true })
  await reactTo(db, room.hana.viewer, { channelId, messageId: id, emoji, on: true })
  await readOn(db, { channelId })
  return id
}

/** Words taken over: by others with and without consent, by the bird itself; a fact the staff confirmed. */
async function keep({ server, room, bird }: Place, messageId: string): Promise<void> {
  const { db } = server
  const { slug } = room
  const proposal = respondentDraft({ name: canary.word })
  await proposeRespondent(db, bird.viewer, { slug, ...proposal })
  const { respondentId, otherRespondentId } = await respondentsOf(db, slug, room.sora.viewer)
  const blame = blameDraft(respondentId, otherRespondentId, { quote: canary.word })
  await noteBlame(db, bird.viewer, { slug, ...blame })
  const evidence = { slug, messages: [messageId], title: '남의 글', shows: '' }
  await keepEvidence(db, room.taeho.viewer, { ...evidence, id: randomUUID() })
  for (const { id } of await citationsAsked(db, bird.viewer, { slug })) {
    await answerCitation(db, bird.viewer, { citationId: id, given: true, slug })
  }
  await keepEvidence(db, room.hana.viewer, { ...evidence, id: randomUUID() })
  await keepEvidence(db, bird.viewer, {
    ...evidence,
    id: randomUUID(),
    title: canary.word,
    shows: canary.word,
  })
  const said = { whom: canary.word, gist: canary.word }
  const id = randomUUID()
  await logContact(db, bird.viewer, { slug, id, ...attempt, ...said })
  await amendContact(db, bird.viewer, {
    slug,
    contactId: id,
    version: 1,
    id: randomUUID(),
    ...attempt,
    ...said,
  })
  const url = `https://shop.example.com/?tel=${canary.phone}`
  await capturePage(db, bird.viewer, { slug, id: randomUUID(), ...seenPage, url })
  const { documentId } = await proposeDocument(db, bird.viewer, {
    ...{ slug, id: randomUUID(), ...sentDocument, title: `${ROOM_WORD} 메일` },
  })
  await witnessDocument(db, room.hana.viewer, { slug, documentId, receivedOn: '2024-08-17', sha256: null })
  const day = { slug, messages: [messageId], happenedOn: '2024-08-16', happenedTime: null }
  await keepFact(db, bird.viewer, { ...day, id: randomUUID(), body: `${canary.word} 아직 모르는 일` })
  const { factId } = await keepFact(db, bird.viewer, {
    ...day,
    id: randomUUID(),
    body: `${ROOM_WORD} 확인된 일`,
  })
  await judgeFact(db, room.sora.viewer, { slug, factId, state: 'confirmed' })
}

async function claim({ server, room, bird }: Place): Promise<void> {
  const { db, vault } = server
  const { slug } = room
  const draft = () =>
    buyerDraft({
      story: canary.word,
      orderNumber: `${canary.word}-${randomUUID().slice(0, 8)}`,
      cardIssuer: canary.word,
      items: [{ name: canary.word, quantity: 1, amount: 129_000 }],
      identity: { name: canary.name, phone: canary.phone, email: canary.email },
    })
  const { claimId } = await submitClaim(db, bird.viewer, { slug, draft: draft() }, { vault })
  await amendClaim(db, bird.viewer, { claimId, version: 1, draft: draft() }, { vault })
  const other = await submitClaim(db, bird.viewer, { slug, draft: draft() }, { vault })
  await withdrawClaim(db, bird.viewer, { claimId: other.claimId, why: canary.word })
  const ref = { slug, claimId }
  const half = { fields: { story: canary.word }, items: [], refunds: [], offers: [] }
  await keepUnsent(
    db,
    bird.viewer,
    { slug, form: { side: 'buyer', filing: randomUUID() }, base: 0, values: half },
    { vault },
  )
  await viewClaim(db, room.sora.viewer, { ...ref, reason: `${canary.word} 확인` })
  const things = [{ field: '', words: `${canary.word} 내역을 올려 주세요` }]
  await askClaimant(db, room.sora.viewer, { ...ref, version: 2, dueOn: '2099-08-30', things })
  await answerAsked(db, bird.viewer, { claimId, step: 1, answers: [canary.word] })
  await settleOwnClaim(db, bird.viewer, { claimId, act: 'solve_partly', words: canary.word })
  const step = 'consult_1372' as const
  await markStepDone(db, bird.viewer, { slug, step, receipt: canary.phone }, { vault })
  await settle({ server, room, bird })
}

/** A claim filled from a settlement sheet, and another sheet that waits beside it. */
async function settle({
  server: { db, vault },
  room: { slug },
  bird,
}: Omit<Place, 'channelId'>): Promise<void> {
  const identity = { name: canary.name, phone: canary.phone, email: canary.email }
  const draft = sellerDraft({ identity, story: canary.word })
  const { claimId } = await submitClaim(db, bird.viewer, { slug, draft }, { vault })
  const sheet = `주문번호,상품명,정산금액\n${canary.word}-7,${canary.word},129000`
  const bring = async (id: string) => {
    const arrival = { claimId, name: `${canary.word}.csv`, bytes: inPieces(Buffer.from(sheet)) }
    await receiveSettlement(db, bird.viewer, { ...arrival, order: () => ({ id }) }, { vault })
    return id
  }
  const sheetId = await bring(randomUUID())
  await bringSettlement(db, bird.viewer, { claimId, sheetId, version: 1 }, { vault })
  await bring(randomUUID())
}

/** A photo in the locker, described, masked, for a claim and in a frozen filing, and one that has not wholly come. */
async function lock({ server, room, bird }: Place): Promise<void> {
  const { db } = server
  const evidenceId = randomUUID()
  const file = { slug: room.slug, evidenceId, id: randomUUID(), name: `${canary.word}.png` }
  await takeWhole(db, bird.viewer, { ...file, bytes: inPieces(await drawn('png')) }, server)
  await lookAtFile(db, { fileId: file.id }, server)
  const masked = { slug: room.slug, fileId: file.id, id: randomUUID(), covers: [], toRoom: true }
  await maskPicture(db, bird.viewer, { ...masked, bytes: inPieces(await drawn('png')) }, server)
  const coming = { ...file, id: randomUUID(), bytes: 9, sha256: null }
  await beginUpload(db, bird.viewer, coming, server)
  const part = { slug: room.slug, uploadId: coming.id, at: 0, bytes: inPieces(Buffer.from('abc')) }
  await receivePart(db, bird.viewer, part, server)
  await pin(server, { room, bird, evidenceId })
}

async function pin(
  { db, vault }: TestServer,
  { room: { slug, sora }, bird, evidenceId }: { room: TestCase; bird: Person; evidenceId: string },
): Promise<void> {
  const { id: claimId } = await db
    .selectFrom('claim')
    .select('id')
    .where('member_id', '=', bird.memberId)
    .where('state', '=', 'submitted')
    .executeTakeFirstOrThrow()
  const words = { title: canary.word, madeBy: canary.word, shows: canary.word, sourceUrl: '' }
  const of = { kind: 'receipt' as const, madeOn: undefined, rights: undefined, claims: [claimId] }
  await describeEvidence(db, bird.viewer, { slug, evidenceId, ...words, ...of })
  const draft = filingDraft()
  const { filingId } = await openFiling(db, sora.viewer, { slug, ...draft })
  const joining = { slug, filingId, draft: joinDraft(claimId, draft, canary.name) }
  await joinFiling(db, bird.viewer, joining, { vault })
  await represent(db, bird, { slug, filingId }, sora)
  await freezeFiling(db, sora.viewer, { slug, filingId })
}

/** Stands for all in a filing, votes for oneself, and answers what everybody is asked. */
async function represent(db: Db, bird: Person, ref: FilingRef, officer: Person): Promise<void> {
  const electionId = randomUUID()
  await openElection(db, officer.viewer, { ...ref, draft: { id: electionId, seats: 1 } })
  await standForFiling(db, bird.viewer, ref)
  const { election } = await representativesOf(db, bird.viewer, ref)
  const candidateId = election?.candidates[0]?.id ?? ''
  await voteForRepresentative(db, bird.viewer, { ...ref, candidateId })
  await closeVote(db, officer.viewer, { ...ref, electionId })
  const dueOn = addDays(seoulDate(new Date()), 7)
  const draft = { id: randomUUID(), act: 'accept' as const, words: ROOM_WORD, dueOn }
  const { askId } = await askAssent(db, officer.viewer, { ...ref, draft })
  await giveAssent(db, bird.viewer, { ...ref, askId, agrees: true })
}

async function wish({ server, room, bird, channelId }: Place): Promise<void> {
  const { db } = server
  const { slug } = room
  const levels = { all: 'everything' } as const
  const wishes = { levels, quiet: true, quietFrom: 22, quietTo: 7, digest: true }
  await chooseNotify(db, bird.viewer, { slug, wishes })
  await markRead(db, bird.viewer, { channelId, seq: 3 })
  const session = await db
    .selectFrom('session')
    .select('id')
    .where('account_id', '=', bird.accountId)
    .executeTakeFirstOrThrow()
  const address = { ...pushAddress(), endpoint: `https://fcm.googleapis.com/fcm/send/${randomUUID()}` }
  const sessionId = session.id.toString('hex')
  await addDevice(
    db,
    bird.viewer,
    { slug, sessionId, address },
    { push: { ...testPush(), allows: () => true } },
  )
}

/** What was done for the room: as its co-host, and as any member. */
async function serve({ server, room, bird }: Place): Promise<void> {
  const { db } = server
  const { slug } = room
  await appointCohost(db, room.sora.viewer, { slug, memberId: bird.memberId })
  await adviseStep(db, bird.viewer, { slug, step: 'relief', version: 0, body: ROOM_WORD })
  const notice = { title: `${ROOM_WORD} 공지`, body: ROOM_WORD, pins: true, publishAt: null, from: null }
  await writeNotice(db, bird.viewer, { slug, id: randomUUID(), channel: 'all', ...notice })
  const poll = { question: `${ROOM_WORD} 투표`, options: ['네', '아니요'], multiple: false, anonymous: false }
  await openPoll(db, bird.viewer, { slug, id: randomUUID(), channel: 'all', ...poll, closesAt: null })
  await addEvent(db, bird.viewer, {
    slug,
    channel: 'all',
    id: randomUUID(),
    ...hearing,
    title: `${ROOM_WORD} 일정`,
  })
}

/** A group's talk, of which another member has a part too, and a talk of two. */
async function bringTalk({ server, room, bird }: Place): Promise<void> {
  const { slug } = room
  const day = '--------------- 2024년 8월 17일 토요일 ---------------'
  const said = [canary.nickname, '나리', '도토리'].map((name) => `[${name}] [오후 1:00] 안녕하세요`)
  const head = '모두의 방 님과 카카오톡 대화'
  const own = `[${canary.nickname}] [오후 1:01] ${canary.word}`
  const name = `${canary.word}.txt`
  const whole = [head, day, ...said, own].join('\n')
  await importedAtOnce(server, bird.viewer, { slug, name, bytes: whole, ownName: canary.nickname })
  await importedAtOnce(server, room.hana.viewer, { slug, bytes: [head, day, ...said].join('\n') })
  const pair = [`${canary.word} 님과 카카오톡 대화`, day, ...said.slice(0, 2), own].join('\n')
  await importedAtOnce(server, bird.viewer, { slug, name, bytes: pair, roomName: canary.word })
}

/** Files that hold the bird's words or name, made by it and by others, ready to be fetched. */
async function takeAlong({ server, room, bird }: Place): Promise<void> {
  const { db } = server
  const { slug } = room
  const talk = {
    slug,
    channel: 'all' as const,
    format: 'txt' as const,
    fromOn: null,
    toOn: null,
    id: undefined,
  }
  const list = { format: 'csv', shape: 'claims', side: 'buyer', reason: '소비자원에 내려고 해요' } as const
  await requestOwnData(db, bird.viewer, { slug, id: undefined })
  await requestTalk(db, bird.viewer, talk)
  await requestTalk(db, room.taeho.viewer, talk)
  await requestExport(db, room.sora.viewer, { slug, ...list, password: SORA_PASSWORD })
  await until(async () => {
    const rows = await db.selectFrom('export').select('state').where('case_id', '=', room.caseId).execute()
    return rows.length === 4 && rows.every(({ state }) => state === 'ready')
  })
}

/** The canaries as they may lie in a database: as they are, and as bytes. */
const spellings = Object.values(canary).flatMap((word) => [word, Buffer.from(word).toString('hex')])

/** Tables that hold a canary anywhere in any column, the queue's own too. */
export async function tablesThatSing({ owner }: Pick<TestServer, 'owner'>): Promise<string[]> {
  const tables = await sql<{ schema: string; name: string }>`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
    order by 1, 2`.execute(owner)
  const singing: string[] = []
  for (const { schema, name } of tables.rows) {
    const anyOf = sql.join(
      spellings.map((word) => sql`strpos(t::text, ${word}) > 0`),
      sql` or `,
    )
    const query: RawBuilder<{ n: number }> = sql`
      select count(*) as n from ${sql.table(`${schema}.${name}`)} as t where ${anyOf}`
    if (((await query.execute(owner)).rows[0]?.n ?? 0) > 0) singing.push(name)
  }
  return singing
}

/** Where every file of the store is that a row of the room names. */
export async function fileKeys({ owner }: Pick<TestServer, 'owner'>, memberId: string): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select unnest(array[original_key, shown_key, thumb_key]) as key from message_file where member_id = ${memberId}
    union all select file_key from evidence_part join evidence_upload as up on up.id = upload_id
      where member_id = ${memberId}
    union all select unnest(array[shown_key, thumb_key]) from evidence_look
      join evidence_upload as up on up.id = file_id where member_id = ${memberId}
    union all select unnest(array[shown_key, thumb_key]) from evidence_mask
      join evidence_upload as up on up.id = derived_from where member_id = ${memberId}
    union all select file_key from kakao_import where member_id = ${memberId} and file_key is not null
    union all select file_key from export where file_key is not null`.execute(owner)
  return rows.map(({ key }) => key)
}
