import { randomBytes, randomUUID } from 'node:crypto'
import { LetterForm } from '#app/shapes/letter.ts'
import type { Db } from '#db/client.ts'
import * as access from '#server/domain/access.ts'
import * as account from '#server/domain/account.ts'
import * as capture from '#server/domain/capture.ts'
import * as card from '#server/domain/card.ts'
import { caseFace } from '#server/domain/case/face.ts'
import * as cases from '#server/domain/case.ts'
import * as frame from '#server/domain/case-frame.ts'
import * as caseStates from '#server/domain/case-state.ts'
import * as chronicle from '#server/domain/chronicle.ts'
import * as citation from '#server/domain/citation.ts'
import * as claims from '#server/domain/claim/read.ts'
import * as unsent from '#server/domain/claim/unsent.ts'
import * as claim from '#server/domain/claim.ts'
import * as contactOwn from '#server/domain/contact/links.ts'
import * as contactRead from '#server/domain/contact/read.ts'
import * as contactTotal from '#server/domain/contact/total.ts'
import * as contact from '#server/domain/contact.ts'
import { looksAtMine } from '#server/domain/desk/looks.ts'
import { myDesk } from '#server/domain/desk.ts'
import * as documentRead from '#server/domain/document/read.ts'
import * as document from '#server/domain/document.ts'
import * as duplicate from '#server/domain/duplicate.ts'
import * as erasure from '#server/domain/erasure.ts'
import * as event from '#server/domain/event.ts'
import { ownPicture } from '#server/domain/evidence/mask-rows.ts'
import { ownUpload } from '#server/domain/evidence/upload-rows.ts'
import * as evidence from '#server/domain/evidence.ts'
import * as exhibit from '#server/domain/exhibit.ts'
import * as exports from '#server/domain/export.ts'
import { factChoices } from '#server/domain/fact/links.ts'
import * as fact from '#server/domain/fact.ts'
import { lockSeated } from '#server/domain/filing/election.ts'
import * as filingNews from '#server/domain/filing/news.ts'
import { lockFiling } from '#server/domain/filing/row.ts'
import * as filing from '#server/domain/filing.ts'
import * as guide from '#server/domain/guide.ts'
import * as answers from '#server/domain/host-answer.ts'
import * as invite from '#server/domain/invite.ts'
import { roomFor as kakaoRoomFor } from '#server/domain/kakao/talk.ts'
import * as kakao from '#server/domain/kakao.ts'
import * as law from '#server/domain/law.ts'
import * as ledgerPage from '#server/domain/ledger/page.ts'
import * as letter from '#server/domain/letter.ts'
import * as member from '#server/domain/member.ts'
import * as mention from '#server/domain/mention.ts'
import * as message from '#server/domain/message.ts'
import { lockForStaff, lockTarget } from '#server/domain/moderation/target.ts'
import * as moderation from '#server/domain/moderation.ts'
import * as notice from '#server/domain/notice.ts'
import * as notify from '#server/domain/notify.ts'
import * as notifySettings from '#server/domain/notify-settings.ts'
import * as order from '#server/domain/order.ts'
import * as otherRoom from '#server/domain/other-room.ts'
import * as picture from '#server/domain/picture.ts'
import * as places from '#server/domain/places.ts'
import * as poll from '#server/domain/poll.ts'
import * as proof from '#server/domain/proof.ts'
import * as reaction from '#server/domain/reaction.ts'
import * as reading from '#server/domain/reading.ts'
import * as receipt from '#server/domain/receipt.ts'
import * as receivers from '#server/domain/receiver.ts'
import { notFound } from '#server/domain/refusal.ts'
import * as report from '#server/domain/report.ts'
import * as respondents from '#server/domain/respondent/read.ts'
import * as respondent from '#server/domain/respondent.ts'
import * as reviewOpen from '#server/domain/review/open.ts'
import * as review from '#server/domain/review.ts'
import * as search from '#server/domain/search.ts'
import * as settlement from '#server/domain/settlement.ts'
import { ownSheet, sheetRow } from '#server/domain/sheet/view.ts'
import * as sheets from '#server/domain/sheet.ts'
import * as so from '#server/domain/so-far.ts'
import { caseCells } from '#server/domain/total/cells.ts'
import * as total from '#server/domain/total.ts'
import { inTransaction } from '#server/domain/transaction.ts'
import * as union from '#server/domain/union.ts'
import type { Viewer } from '#server/domain/viewer.ts'
import { ownVoice } from '#server/domain/voice/own.ts'
import { voiceDesk } from '#server/domain/voice/read.ts'
import * as voice from '#server/domain/voice.ts'
import * as welcome from '#server/domain/welcome.ts'
import type { FileStore } from '#server/files/store.ts'
import { draftOf, entryOf, SORA_PASSWORD } from '#tests/people.ts'
import { drawn, inPieces } from '#tests/pictures.ts'
import { pushAddress, testPush } from '#tests/push.ts'
import {
  type Asker,
  attempt,
  filingDraft,
  hearing,
  joinDraft,
  seenPage,
  sentDocument,
  stepDraft,
  type World,
} from './access-world.ts'
import { buyerDraft } from './claims.ts'
import { caseStateDraft, factEdit, newsLink } from './facts.ts'
import { bring } from './kakao-files.ts'
import { caseDatesDraft, claimLawDraft } from './law-drafts.ts'
import { otherRoomDraft } from './other-rooms.ts'
import { blameDraft, respondentDraft } from './respondents.ts'
import { answer, bringList, HEADING, taken } from './sheets.ts'

/** `ok`, or the code of the refusal. */
export type Outcomes = Record<Asker, string>
export type Row = {
  expected: Outcomes
  ask(db: Db, viewer: Viewer, world: World, asker: Asker): Promise<unknown>
}

const NOT_FOUND = 'shared.not_found'
const outside = { nobody: NOT_FOUND, stranger: NOT_FOUND, removed: NOT_FOUND, otherHost: NOT_FOUND }
const inside: Outcomes = { ...outside, member: 'ok', host: 'ok' }
const staffOnly: Outcomes = { ...outside, member: 'shared.forbidden', host: 'ok' }
const hostOnlyHidden: Outcomes = { ...outside, member: NOT_FOUND, host: 'ok' }
const everybody = all('ok')
const byLink: Outcomes = { ...everybody, removed: 'invite.not_valid' }
const known: Outcomes = { ...everybody, nobody: NOT_FOUND }

function all(outcome: string): Outcomes {
  const one = outcome
  return { nobody: one, stranger: one, removed: one, otherHost: one, member: one, host: one }
}

/** A store that loses nothing: what is rolled back in the database would not come back in it. */
const keeping = (files: FileStore) => ({ files: { ...files, remove: async () => {} } })

const someVoice = () => ({ voiceId: randomUUID() })
const nextOne = { side: 'buyer', filing: randomUUID() } as const

/** Who gets what from every function of the domain that asks who is there. Keys are the functions' names. */
export const matrix: Record<string, Row> = {
  memberIn: { expected: inside, ask: (db, v, { slug }) => access.memberIn(db, v, { slug }) },
  memberWho: {
    expected: staffOnly,
    ask: (db, v, { slug }) => access.memberWho(db, v, { slug }, 'case.edit'),
  },
  channelFor: { expected: inside, ask: (db, v, { channelId }) => access.channelFor(db, v, { channelId }) },
  channelsFor: { expected: inside, ask: (db, v, { slug }) => access.channelsFor(db, v, { slug }) },
  standingOf: {
    expected: inside,
    ask: async (db, viewer, { channelId }) => {
      const [place] = await access.standingOf(db, [{ viewer, ref: { channelId } }])
      if (!place) throw notFound()
    },
  },

  signUp: {
    expected: {
      ...everybody,
      otherHost: 'account.already_has_password',
      host: 'account.already_has_password',
    },
    ask: (db, v, { vault }) =>
      account.signUp(db, v, { email: 'new@example.com', password: SORA_PASSWORD }, { vault }),
  },
  logIn: {
    expected: everybody,
    ask: (db, v, { vault, credentials }) => account.logIn(db, v, credentials, { vault }),
  },
  checkPassword: {
    expected: { ...all('account.needed'), nobody: NOT_FOUND, otherHost: 'ok', host: 'ok' },
    ask: (db, v) => account.checkPassword(db, v, SORA_PASSWORD),
  },
  changePassword: {
    expected: { ...all('account.needed'), nobody: NOT_FOUND, otherHost: 'ok', host: 'ok' },
    ask: (db, v, { vault }) =>
      account.changePassword(
        db,
        v,
        { password: SORA_PASSWORD, newPassword: '아주 새로운 수달 다섯 마리' },
        { vault },
      ),
  },
  checkIdentity: { expected: known, ask: (db, v) => account.checkIdentity(db, v, SORA_PASSWORD) },
  makeRecoveryCode: { expected: known, ask: (db, v) => account.makeRecoveryCode(db, v) },
  recover: {
    expected: all('account.wrong_code'),
    ask: (db, v) => account.recover(db, v, '0000-0000-0000-0000'),
  },
  accountOf: { expected: known, ask: (db, v, { vault }) => account.accountOf(db, v, { vault }) },

  // Both hosts are the only ones with a password in their rooms: nobody could lead after them.
  eraseMember: {
    expected: { ...inside, host: 'erasure.nobody_to_lead' },
    ask: (db, v, { slug, files }) =>
      erasure.eraseMember(db, v, { slug, password: SORA_PASSWORD }, keeping(files)),
  },
  eraseAccount: {
    expected: { ...known, otherHost: 'erasure.nobody_to_lead', host: 'erasure.nobody_to_lead' },
    ask: (db, v, { files }) => erasure.eraseAccount(db, v, { password: SORA_PASSWORD }, keeping(files)),
  },
  erasable: { expected: inside, ask: (db, v, { slug }) => erasure.erasable(db, v, { slug }) },

  openCase: {
    expected: { ...all('account.needed'), otherHost: 'ok', host: 'ok' },
    ask: (db, v, { vault }) => cases.openCase(db, v, draftOf(), { vault }),
  },
  editCase: { expected: staffOnly, ask: (db, v, { slug }) => cases.editCase(db, v, { slug }, draftOf()) },
  caseFacts: { expected: inside, ask: (db, v, { slug }) => cases.caseFacts(db, v, { slug }) },
  caseFrame: { expected: inside, ask: (db, v, { slug }) => frame.caseFrame(db, v, { slug }) },

  openFiling: {
    expected: staffOnly,
    ask: (db, v, { slug }) => filing.openFiling(db, v, { slug, ...filingDraft() }),
  },
  reopenFiling: {
    expected: staffOnly,
    ask: (db, v, { slug, filingId }) =>
      filing.reopenFiling(db, v, { slug, filingId, closesAt: filingDraft().closesAt }),
  },
  filingsIn: { expected: inside, ask: (db, v, { slug }) => filing.filingsIn(db, v, { slug }) },
  filingFor: {
    expected: inside,
    ask: (db, v, { slug, filingId }) => filing.filingFor(db, v, { slug, filingId }),
  },
  filingExports: {
    expected: staffOnly,
    ask: (db, v, { slug, filingId }) => exports.filingExports(db, v, { slug, filingId }),
  },
  joinFiling: {
    expected: inside,
    ask: (db, v, { slug, filingId, vault, claimOf }, who) =>
      filing.joinFiling(db, v, { slug, filingId, draft: joinDraft(claimOf(who)) }, { vault }),
  },
  leaveFiling: {
    expected: inside,
    ask: (db, v, { slug, filingId, claimOf }, who) =>
      filing.leaveFiling(db, v, { slug, filingId, claimId: claimOf(who) }),
  },
  carryOn: {
    expected: { ...inside, member: 'filing.nothing_to_carry', host: 'filing.nothing_to_carry' },
    ask: (db, v, { slug, filingId }) => {
      const { textVersion, textHash } = joinDraft('')
      return filing.carryOn(db, v, { slug, filingId, textVersion, textHash })
    },
  },
  freezeFiling: {
    expected: staffOnly,
    ask: (db, v, { slug, filingId }) => filing.freezeFiling(db, v, { slug, filingId }),
  },
  // The host froze it, and there is no other officer.
  releaseFiling: {
    expected: { ...staffOnly, host: 'filing.second_officer_needed' },
    ask: (db, v, { slug, filingId }) => filing.releaseFiling(db, v, { slug, filingId, version: 1 }),
  },
  openReceiver: {
    expected: { ...staffOnly, host: 'filing.release_needed' },
    ask: (db, v, { slug, filingId }) =>
      receivers.openReceiver(db, v, {
        ...{ slug, filingId },
        draft: {
          ...{ id: randomUUID(), version: 1, name: '김변호', office: '법무법인 예시', reason: '소송 준비' },
          ...{ days: 30, masked: false, password: SORA_PASSWORD },
        },
      }),
  },
  agreeToReceiver: {
    expected: { ...staffOnly, host: 'shared.not_found' },
    ask: (db, v, { slug, filingId }) =>
      receivers.agreeToReceiver(db, v, { slug, filingId, receiverId: randomUUID() }),
  },
  endReceiver: {
    expected: { ...staffOnly, host: 'shared.not_found' },
    ask: (db, v, { slug, filingId }) =>
      receivers.endReceiver(db, v, { slug, filingId, receiverId: randomUUID() }),
  },
  receiversOf: {
    expected: inside,
    ask: (db, v, { slug, filingId }) => receivers.receiversOf(db, v, { slug, filingId }),
  },
  requestFiling: {
    expected: { ...staffOnly, host: 'filing.release_needed' },
    ask: (db, v, { slug, filingId, vault }) =>
      filing.requestFiling(
        db,
        v,
        {
          ...{ slug, filingId },
          order: { version: 1, format: 'csv', masked: false, reason: '접수 준비', password: SORA_PASSWORD },
        },
        { vault },
      ),
  },
  // The member has no label that sees filings.
  grantFilings: {
    expected: { ...staffOnly, host: 'label.needed_to_see' },
    ask: (db, v, { slug, filingId, target: { memberId } }) =>
      filing.grantFilings(db, v, { slug, memberId, filingIds: [filingId] }),
  },
  grantChoices: {
    expected: staffOnly,
    ask: (db, v, { slug, target: { memberId } }) => filing.grantChoices(db, v, { slug, memberId }),
  },
  // Nobody was told anything, which is no secret.
  filingNewsOf: { expected: all('ok'), ask: (db, v) => filingNews.filingNewsOf(db, v) },
  filingNewsUnseen: { expected: all('ok'), ask: (db, v) => filingNews.filingNewsUnseen(db, v) },
  keepFilingStep: {
    expected: staffOnly,
    ask: (db, v, { slug, filingId, vault }) =>
      filing.keepFilingStep(db, v, { slug, filingId, draft: stepDraft() }, { vault }),
  },
  takeBackStep: {
    expected: { ...staffOnly, host: 'shared.not_found' },
    ask: (db, v, { slug, filingId }) => filing.takeBackStep(db, v, { slug, filingId, stepId: randomUUID() }),
  },
  stepHandler: {
    expected: { ...staffOnly, host: 'shared.not_found' },
    ask: (db, v, { slug, filingId, vault }) =>
      filing.stepHandler(db, v, { slug, filingId, stepId: randomUUID() }, { vault }),
  },
  noticeFromStep: {
    expected: { ...staffOnly, host: 'shared.not_found' },
    ask: (db, v, { slug, filingId }) =>
      filing.noticeFromStep(db, v, { slug, filingId, stepId: randomUUID() }),
  },
  payoutPlan: {
    expected: { ...staffOnly, host: 'filing.not_handed_in' },
    ask: (db, v, { slug, filingId }) =>
      filing.payoutPlan(db, v, { slug, filingId, draft: { version: 1, onDay: '2024-09-01', amount: 1000 } }),
  },
  confirmPayout: {
    expected: { ...staffOnly, host: 'filing.not_handed_in' },
    ask: (db, v, { slug, filingId }) => {
      const draft = {
        version: 1,
        onDay: '2024-09-01',
        amount: 1000,
        id: randomUUID(),
        sha256: '0'.repeat(64),
      }
      return filing.confirmPayout(db, v, { slug, filingId, draft })
    },
  },
  filingProgress: {
    expected: inside,
    ask: (db, v, { slug, filingId }) => filing.filingProgress(db, v, { slug, filingId }),
  },
  filingsOfClaim: {
    expected: inside,
    ask: (db, v, { claimOf }, who) => filing.filingsOfClaim(db, v, { claimId: claimOf(who) }),
  },
  openElection: {
    expected: staffOnly,
    ask: (db, v, { slug, filingId }) =>
      filing.openElection(db, v, { slug, filingId, draft: { id: randomUUID(), seats: 1 } }),
  },
  // Only the host's claim is in the filing of the world, and nobody opened a vote.
  standForFiling: {
    expected: { ...inside, member: 'filing.not_in_it', host: 'filing.no_vote_open' },
    ask: (db, v, { slug, filingId }) => filing.standForFiling(db, v, { slug, filingId }),
  },
  withdrawCandidacy: {
    expected: inside,
    ask: (db, v, { slug, filingId }) => filing.withdrawCandidacy(db, v, { slug, filingId }),
  },
  voteForRepresentative: {
    expected: { ...inside, member: 'filing.not_in_it', host: 'filing.no_vote_open' },
    ask: (db, v, { slug, filingId }) =>
      filing.voteForRepresentative(db, v, { slug, filingId, candidateId: randomUUID() }),
  },
  closeVote: {
    expected: { ...staffOnly, host: NOT_FOUND },
    ask: (db, v, { slug, filingId }) => filing.closeVote(db, v, { slug, filingId, electionId: randomUUID() }),
  },
  askAssent: {
    expected: { ...staffOnly, host: 'filing.no_representatives' },
    ask: (db, v, { slug, filingId }) => {
      const draft = {
        id: randomUUID(),
        act: 'accept',
        words: '조정안을 받아들여요',
        dueOn: '2999-01-01',
      } as const
      return filing.askAssent(db, v, { slug, filingId, draft })
    },
  },
  giveAssent: {
    expected: { ...inside, member: 'filing.not_in_it', host: NOT_FOUND },
    ask: (db, v, { slug, filingId }) =>
      filing.giveAssent(db, v, { slug, filingId, askId: randomUUID(), agrees: true }),
  },
  representativesOf: {
    expected: inside,
    ask: (db, v, { slug, filingId }) => filing.representativesOf(db, v, { slug, filingId }),
  },
  lockSeated: {
    expected: inside,
    ask: (db, v, { slug, filingId }) => inTransaction(db, (tx) => lockSeated(tx, v, { slug, filingId })),
  },
  lockFiling: {
    expected: inside,
    ask: (db, v, { slug, filingId }) => inTransaction(db, (tx) => lockFiling(tx, v, { slug, filingId })),
  },

  makeInvite: {
    expected: staffOnly,
    ask: (db, v, { slug, vault }) =>
      invite.makeInvite(db, v, { slug, expiresAt: null, maxUses: null }, { vault }),
  },
  invitesIn: {
    expected: staffOnly,
    ask: (db, v, { slug, vault }) => invite.invitesIn(db, v, { slug }, { vault }),
  },
  linkToShare: {
    expected: inside,
    ask: (db, v, { slug, vault }) => invite.linkToShare(db, v, { slug }, { vault }),
  },
  revokeInvite: {
    expected: staffOnly,
    ask: (db, v, { slug, inviteId }) => invite.revokeInvite(db, v, { slug, inviteId }),
  },
  rotateInvite: {
    expected: staffOnly,
    ask: (db, v, { slug, inviteId, vault }) => invite.rotateInvite(db, v, { slug, inviteId }, { vault }),
  },
  caseByCode: { expected: byLink, ask: (db, v, { code }) => invite.caseByCode(db, v, code) },

  joinCase: {
    expected: byLink,
    ask: (db, v, { code }) => member.joinCase(db, v, { code }, entryOf('새로 온 사람')),
  },
  leaveCase: { expected: inside, ask: (db, v, { slug }) => member.leaveCase(db, v, { slug }) },
  removeMember: {
    expected: staffOnly,
    ask: (db, v, { slug, target }) => member.removeMember(db, v, { slug, memberId: target.memberId }),
  },
  membersIn: { expected: staffOnly, ask: (db, v, { slug }) => member.membersIn(db, v, { slug }) },
  meIn: { expected: inside, ask: (db, v, { slug }) => member.meIn(db, v, { slug }) },
  caseFace: { expected: everybody, ask: (db, v, { slug }) => caseFace(db, v, { slug }) },
  myCases: { expected: everybody, ask: (db, v) => member.myCases(db, v) },

  postMessage: {
    expected: inside,
    ask: (db, v, { channelId }) =>
      message.postMessage(db, v, { channelId, clientId: randomUUID(), body: '저도요', replyTo: null }),
  },
  editMessage: {
    expected: inside,
    ask: (db, v, world, who) =>
      message.editMessage(db, v, { messageId: world.messageOf(who), body: '고친 글' }),
  },
  deleteMessage: {
    expected: inside,
    ask: (db, v, world, who) => message.deleteMessage(db, v, { messageId: world.messageOf(who) }),
  },
  messagesBefore: {
    expected: inside,
    ask: (db, v, { channelId }) => message.messagesBefore(db, v, { channelId, beforeSeq: null }),
  },
  messagesAround: {
    expected: inside,
    ask: (db, v, { channelId }) => message.messagesAround(db, v, { channelId, seq: 1 }),
  },
  messageAt: {
    expected: inside,
    ask: (db, v, { slug, messageOf }, who) => message.messageAt(db, v, { slug, messageId: messageOf(who) }),
  },
  reactTo: {
    expected: inside,
    ask: (db, v, { channelId, messageOf }, who) =>
      reaction.reactTo(db, v, { channelId, messageId: messageOf(who), emoji: '👍', on: true }),
  },
  takePicture: {
    // To those inside it says what is wrong with the file; to all others there is no such room.
    expected: { ...outside, member: 'picture.not_a_picture', host: 'picture.not_a_picture' },
    ask: (db, v, { slug, files }) => {
      const bytes = inPieces(Buffer.from('<html>not a picture</html>'))
      return picture.takePicture(db, v, { slug, kind: 'all', name: 'a.jpg', bytes }, { files })
    },
  },
  openPicture: {
    expected: inside,
    ask: (db, v, { slug, files, pictureOf }, who) =>
      picture.openPicture(db, v, { slug, fileId: pictureOf(who), copy: 'thumb' }, { files }),
  },
  dropPicture: {
    expected: inside,
    ask: (db, v, { slug, files, looseOf }, who) =>
      picture.dropPicture(db, v, { slug, fileId: looseOf(who) }, { files }),
  },
  peopleToMention: {
    expected: inside,
    ask: (db, v, { slug }) => mention.peopleToMention(db, v, { slug, kind: 'all', typed: '민' }),
  },
  ownHeldWords: {
    expected: inside,
    ask: (db, v, { slug, messageOf }, who) =>
      message.ownHeldWords(db, v, { slug, messageIds: [messageOf(who)] }),
  },
  myReactions: {
    expected: inside,
    ask: (db, v, { slug, messageOf }, who) =>
      reaction.myReactions(db, v, { slug, messageIds: [messageOf(who)] }),
  },
  messagesAfter: {
    expected: inside,
    ask: (db, v, { channelId }) => message.messagesAfter(db, v, { channelId, afterSeq: 0 }),
  },
  placeOfDay: {
    expected: inside,
    ask: (db, v, { channelId }) => message.placeOfDay(db, v, { channelId, date: '2026-01-05' }),
  },
  changesAfter: {
    expected: inside,
    ask: (db, v, { channelId }) => message.changesAfter(db, v, { channelId, after: 0 }),
  },
  markRead: {
    expected: inside,
    ask: (db, v, { channelId }) => reading.markRead(db, v, { channelId, seq: 1 }),
  },
  searchMessages: {
    expected: inside,
    ask: (db, v, { slug }) =>
      search.searchMessages(db, v, {
        ...{ slug, cursor: null },
        wish: { terms: ['안녕'], names: [], kinds: [], since: null, until: null },
      }),
  },
  unreadIn: { expected: inside, ask: (db, v, { slug }) => reading.unreadIn(db, v, { slug }) },

  muteMember: {
    expected: staffOnly,
    ask: (db, v, { slug, target }) =>
      member.muteMember(db, v, { slug, memberId: target.memberId, minutes: 10, why: 'spam' }),
  },
  unmuteMember: {
    expected: staffOnly,
    ask: (db, v, { slug, target }) => member.unmuteMember(db, v, { slug, memberId: target.memberId }),
  },
  setAside: { expected: staffOnly, ask: (db, v, { slug }) => member.setAside(db, v, { slug }) },
  readmitMember: {
    expected: staffOnly,
    ask: (db, v, { slug, removedId }) => member.readmitMember(db, v, { slug, memberId: removedId }),
  },
  // The world's respondent has no business number; what a voice may do itself is in voice.test.ts.
  inviteVoice: {
    expected: { ...staffOnly, host: 'voice.no_number' },
    ask: (db, v, { slug, respondentId, vault }) => {
      const sent = { means: 'phone' as const, sentTo: '02-000-0000' }
      return voice.inviteVoice(db, v, { slug, id: randomUUID(), respondentId, ...sent }, { vault })
    },
  },
  revokeVoice: {
    expected: { ...staffOnly, host: NOT_FOUND },
    ask: (db, v, { slug }) => voice.revokeVoice(db, v, { slug, voiceId: randomUUID() }),
  },
  voicesIn: {
    expected: staffOnly,
    ask: (db, v, { slug, vault }) => voice.voicesIn(db, v, { slug }, { vault }),
  },
  voiceByCode: {
    expected: all('voice.not_valid'),
    ask: (db, v, { code }) => voice.voiceByCode(db, v, { code }),
  },
  takeVoice: {
    expected: { ...all('account.needed'), otherHost: 'voice.not_valid', host: 'voice.not_valid' },
    ask: (db, v, { code }) => voice.takeVoice(db, v, { code, businessNumber: '1208147521' }),
  },
  ownVoice: { expected: all(NOT_FOUND), ask: (db, v) => ownVoice(db, v, someVoice()) },
  voiceDesk: { expected: all(NOT_FOUND), ask: (db, v) => voiceDesk(db, v, someVoice()) },
  publishStatement: {
    expected: all(NOT_FOUND),
    ask: (db, v) => voice.publishStatement(db, v, { ...someVoice(), id: randomUUID(), body: '알립니다' }),
  },
  amendStatement: {
    expected: all(NOT_FOUND),
    ask: (db, v) =>
      voice.amendStatement(db, v, { ...someVoice(), id: randomUUID(), version: 1, body: '알립니다' }),
  },
  withdrawStatement: {
    expected: all(NOT_FOUND),
    ask: (db, v) => voice.withdrawStatement(db, v, { ...someVoice(), id: randomUUID() }),
  },
  answerOrders: {
    expected: all(NOT_FOUND),
    ask: (db, v, { vault }) => {
      const said = { id: randomUUID(), orders: ['AL1'], answer: 'ships' as const, note: '' }
      return voice.answerOrders(db, v, { ...someVoice(), ...said }, { vault })
    },
  },
  statementsIn: { expected: inside, ask: (db, v, { slug }) => voice.statementsIn(db, v, { slug }) },
  answersFor: {
    expected: inside,
    ask: (db, v, { claimOf }, who) => voice.answersFor(db, v, { claimId: claimOf(who) }),
  },
  proposeUnion: {
    expected: staffOnly,
    ask: (db, v, { slug, otherSlug }) =>
      union.proposeUnion(db, v, { slug, id: randomUUID(), into: otherSlug }),
  },
  answerUnion: {
    expected: { ...staffOnly, host: NOT_FOUND },
    ask: (db, v, { slug }) => union.answerUnion(db, v, { slug, unionId: randomUUID(), agrees: true }),
  },
  unionsOf: { expected: staffOnly, ask: (db, v, { slug }) => union.unionsOf(db, v, { slug }) },
  carriedClaim: {
    expected: inside,
    ask: (db, v, { claimOf }, who) => union.carriedClaim(db, v, { claimId: claimOf(who) }),
  },
  labelMember: {
    expected: staffOnly,
    ask: (db, v, { slug, target: { memberId } }) =>
      member.labelMember(db, v, { slug, memberId, label: 'observer' }),
  },
  appointCohost: {
    expected: staffOnly,
    ask: (db, v, { slug, target }) => member.appointCohost(db, v, { slug, memberId: target.memberId }),
  },
  dismissCohost: {
    expected: staffOnly,
    ask: (db, v, { slug, target }) => member.dismissCohost(db, v, { slug, memberId: target.memberId }),
  },
  handOver: {
    expected: { ...staffOnly, host: 'role.needs_account' },
    ask: (db, v, { slug, target }) =>
      member.handOver(db, v, { slug, memberId: target.memberId, password: SORA_PASSWORD }),
  },

  reportMessage: {
    expected: inside,
    ask: (db, v, { targetMessageId }) =>
      report.reportMessage(db, v, { messageId: targetMessageId, why: 'spam' }),
  },
  hideMessage: {
    expected: staffOnly,
    ask: (db, v, { targetMessageId }) =>
      moderation.hideMessage(db, v, { messageId: targetMessageId, why: 'spam' }),
  },
  showMessage: {
    expected: staffOnly,
    ask: (db, v, { targetMessageId }) => moderation.showMessage(db, v, { messageId: targetMessageId }),
  },
  keepMessage: {
    expected: staffOnly,
    ask: (db, v, { targetMessageId }) => moderation.keepMessage(db, v, { messageId: targetMessageId }),
  },
  refuseAppeal: {
    expected: staffOnly,
    ask: (db, v, { targetMessageId }) => moderation.refuseAppeal(db, v, { messageId: targetMessageId }),
  },
  logContact: {
    expected: inside,
    ask: (db, v, { slug }) => contact.logContact(db, v, { slug, id: randomUUID(), ...attempt }),
  },
  amendContact: {
    expected: inside,
    ask: (db, v, { slug, contactOf }, who) =>
      contact.amendContact(db, v, {
        ...{ slug, id: randomUUID(), contactId: contactOf(who), version: 1 },
        ...{ ...attempt, happenedOn: '2024-08-16' },
      }),
  },
  settleContact: {
    expected: inside,
    ask: (db, v, { slug, contactOf }, who) =>
      contact.settleContact(db, v, {
        ...{ slug, id: randomUUID(), contactId: contactOf(who), version: 1, outcome: 'answered' },
      }),
  },
  removeContact: {
    expected: inside,
    ask: (db, v, { slug, contactOf }, who) =>
      contact.removeContact(db, v, { slug, contactId: contactOf(who) }),
  },
  myContacts: { expected: inside, ask: (db, v, { slug }) => contactRead.myContacts(db, v, { slug }) },
  contactFor: {
    expected: inside,
    ask: (db, v, { slug, contactOf }, who) =>
      contactRead.contactFor(db, v, { slug, contactId: contactOf(who) }),
  },
  contactLinks: { expected: inside, ask: (db, v, { slug }) => contactOwn.contactLinks(db, v, { slug }) },
  contactTotals: { expected: inside, ask: (db, v, { slug }) => contactTotal.contactTotals(db, v, { slug }) },
  proposeDocument: {
    expected: inside,
    ask: (db, v, { slug }) => document.proposeDocument(db, v, { slug, id: randomUUID(), ...sentDocument }),
  },
  witnessDocument: {
    expected: inside,
    ask: (db, v, { slug, documentId }) =>
      document.witnessDocument(db, v, { slug, documentId, receivedOn: '2024-08-16', sha256: null }),
  },
  unwitnessDocument: {
    expected: inside,
    ask: (db, v, { slug, documentId }) => document.unwitnessDocument(db, v, { slug, documentId }),
  },
  removeDocument: {
    expected: staffOnly,
    ask: (db, v, { slug, documentId }) => document.removeDocument(db, v, { slug, documentId }),
  },
  capturePage: {
    expected: inside,
    ask: (db, v, { slug }) => capture.capturePage(db, v, { slug, id: randomUUID(), ...seenPage }),
  },
  myCaptures: { expected: inside, ask: (db, v, { slug }) => capture.myCaptures(db, v, { slug }) },
  dropCapture: {
    expected: inside,
    ask: (db, v, { slug, captureOf }, who) => capture.dropCapture(db, v, { slug, captureId: captureOf(who) }),
  },
  documentsIn: { expected: inside, ask: (db, v, { slug }) => documentRead.documentsIn(db, v, { slug }) },
  askForReview: {
    expected: { ...inside, member: 'appeal.nothing_hidden', host: 'appeal.nothing_hidden' },
    ask: (db, v, world, who) => moderation.askForReview(db, v, { messageId: world.messageOf(who) }),
  },
  lockTarget: {
    expected: inside,
    ask: (db, v, { targetMessageId }) => inTransaction(db, (tx) => lockTarget(tx, v, targetMessageId)),
  },
  lockForStaff: {
    expected: staffOnly,
    ask: (db, v, { targetMessageId }) => inTransaction(db, (tx) => lockForStaff(tx, v, targetMessageId)),
  },
  lookAt: {
    expected: inside,
    ask: (db, v, { slug, targetMessageId }) => moderation.lookAt(db, v, { slug, messageId: targetMessageId }),
  },
  memberFor: {
    expected: staffOnly,
    ask: (db, v, { slug, target }) => member.memberFor(db, v, { slug, memberId: target.memberId }),
  },
  staffOf: { expected: inside, ask: (db, v, { slug }) => member.staffOf(db, v, { slug }) },
  orderQueue: { expected: staffOnly, ask: (db, v, { slug }) => moderation.orderQueue(db, v, { slug }) },
  moderationLog: { expected: inside, ask: (db, v, { slug }) => moderation.moderationLog(db, v, { slug }) },
  ownReviews: { expected: inside, ask: (db, v, { slug }) => moderation.ownReviews(db, v, { slug }) },

  channelOrder: {
    expected: inside,
    ask: (db, v, { channelId }) => order.channelOrder(db, v, { channelId }),
  },
  voiceIn: { expected: inside, ask: (db, v, { slug }) => order.voiceIn(db, v, { slug, kind: 'all' }) },
  slowChannel: {
    expected: staffOnly,
    ask: (db, v, { slug }) => order.slowChannel(db, v, { slug, kind: 'all', seconds: 10, minutes: 10 }),
  },
  unslowChannel: {
    expected: staffOnly,
    ask: (db, v, { slug }) => order.unslowChannel(db, v, { slug, kind: 'all' }),
  },
  closeChannel: {
    expected: staffOnly,
    ask: (db, v, { slug }) => order.closeChannel(db, v, { slug, kind: 'all', hostsOnly: true }),
  },

  placesOf: { expected: known, ask: (db, v) => places.placesOf(db, v) },
  notificationsOf: { expected: known, ask: (db, v) => notify.notificationsOf(db, v) },
  markNotificationsSeen: { expected: known, ask: (db, v) => notify.markNotificationsSeen(db, v) },
  heardBy: { expected: known, ask: (db, v) => notify.heardBy(db, v) },
  notifySettings: {
    expected: inside,
    ask: (db, v, { slug }) => notifySettings.notifySettings(db, v, { slug, sessionId: null }),
  },
  chooseNotify: {
    expected: inside,
    ask: (db, v, { slug }) =>
      notifySettings.chooseNotify(db, v, {
        slug,
        wishes: { levels: { all: 'nothing' }, quiet: true, quietFrom: 22, quietTo: 7, digest: false },
      }),
  },
  addDevice: {
    expected: inside,
    ask: async (db, v, { slug }) =>
      notifySettings.addDevice(
        db,
        v,
        { slug, sessionId: await sessionOf(db, v), address: pushAddress() },
        { push: testPush() },
      ),
  },
  moveDevice: {
    expected: known,
    ask: async (db, v) =>
      notifySettings.moveDevice(db, v, { sessionId: null, address: pushAddress() }, { push: testPush() }),
  },
  dropDevice: {
    expected: inside,
    ask: (db, v, { slug }) => notifySettings.dropDevice(db, v, { slug, sessionId: 'ab' }),
  },

  submitClaim: {
    expected: inside,
    ask: (db, v, { slug, vault }) => claim.submitClaim(db, v, { slug, draft: buyerDraft() }, { vault }),
  },
  amendClaim: {
    expected: inside,
    ask: (db, v, world, who) =>
      claim.amendClaim(
        db,
        v,
        { claimId: world.claimOf(who), version: 1, draft: buyerDraft() },
        { vault: world.vault },
      ),
  },
  withdrawClaim: {
    expected: inside,
    ask: (db, v, world, who) => claim.withdrawClaim(db, v, { claimId: world.claimOf(who), why: '' }),
  },
  myClaims: { expected: inside, ask: (db, v, { slug }) => claims.myClaims(db, v, { slug }) },
  nextFiling: {
    expected: inside,
    ask: (db, v, { slug }) => claims.nextFiling(db, v, { slug, side: 'buyer' }),
  },
  claimFor: {
    expected: inside,
    ask: (db, v, world, who) => claims.claimFor(db, v, { claimId: world.claimOf(who) }),
  },
  claimHistory: {
    expected: inside,
    ask: (db, v, world, who) => claims.claimHistory(db, v, { claimId: world.claimOf(who) }),
  },
  claimSteps: {
    expected: inside,
    ask: (db, v, world, who) => review.claimSteps(db, v, { claimId: world.claimOf(who) }),
  },
  // Nothing was asked of anybody yet.
  answerAsked: {
    expected: { ...outside, member: 'claim.asked_anew', host: 'claim.asked_anew' },
    ask: (db, v, world, who) =>
      review.answerAsked(db, v, { claimId: world.claimOf(who), step: 1, answers: [] }),
  },
  settleOwnClaim: {
    expected: inside,
    ask: (db, v, world, who) =>
      review.settleOwnClaim(db, v, { claimId: world.claimOf(who), act: 'solve', words: '다 받았어요' }),
  },
  reviewQueue: {
    expected: staffOnly,
    ask: (db, v, { slug }) => review.reviewQueue(db, v, { slug, wish: {} }),
  },
  viewClaim: {
    expected: hostOnlyHidden,
    ask: (db, v, { slug, claimOf }) =>
      review.viewClaim(db, v, { slug, claimId: claimOf('member'), reason: '취합 접수 확인' }),
  },
  // A reason stands before it, for the host too.
  claimInReview: {
    expected: { ...outside, member: NOT_FOUND, host: 'claim.reason_needed' },
    ask: (db, v, { slug, claimOf }) => review.claimInReview(db, v, { slug, claimId: claimOf('member') }),
  },
  officersClaim: {
    expected: hostOnlyHidden,
    ask: (db, v, { slug, claimOf }) => reviewOpen.officersClaim(db, v, { slug, claimId: claimOf('member') }),
  },
  askClaimant: {
    expected: { ...outside, member: NOT_FOUND, host: 'claim.reason_needed' },
    ask: (db, v, { slug, claimOf }) =>
      review.askClaimant(db, v, {
        ...{ slug, claimId: claimOf('member'), version: 1, dueOn: '2099-12-31' },
        things: [{ field: '', words: '주문 내역을 올려 주세요' }],
      }),
  },
  judgeClaim: {
    expected: { ...outside, member: NOT_FOUND, host: 'claim.reason_needed' },
    ask: (db, v, { slug, claimOf }) =>
      review.judgeClaim(db, v, { slug, claimId: claimOf('member'), version: 1, act: 'check', words: '' }),
  },
  unsentClaim: {
    expected: inside,
    ask: (db, v, { slug, vault }) => unsent.unsentClaim(db, v, { slug, form: nextOne }, { vault }),
  },
  keepUnsent: {
    expected: inside,
    ask: (db, v, { slug, vault }) => {
      const values = { fields: { story: '쓰다 만 말' }, items: [], refunds: [], offers: [] }
      return unsent.keepUnsent(db, v, { slug, form: nextOne, base: 0, values }, { vault })
    },
  },
  dropUnsent: {
    expected: inside,
    ask: (db, v, { slug }) => unsent.dropUnsent(db, v, { slug, form: nextOne }),
  },
  duplicatesIn: { expected: staffOnly, ask: (db, v, { slug }) => duplicate.duplicatesIn(db, v, { slug }) },
  setApart: {
    expected: staffOnly,
    ask: (db, v, { slug, claimOf }) =>
      duplicate.setApart(db, v, { slug, claimIds: [claimOf('member'), claimOf('host')] }),
  },
  proposeMerge: {
    expected: staffOnly,
    ask: (db, v, { slug, claimOf }) =>
      duplicate.proposeMerge(db, v, {
        ...{ slug, claimId: claimOf('member'), intoId: claimOf('host'), why: '같은 주문이에요' },
      }),
  },
  dropMerge: {
    expected: staffOnly,
    ask: (db, v, { slug, claimOf }) => duplicate.dropMerge(db, v, { slug, claimId: claimOf('member') }),
  },
  mergeOfOwn: {
    expected: inside,
    ask: (db, v, world, who) => duplicate.mergeOfOwn(db, v, { claimId: world.claimOf(who) }),
  },
  // Nothing is about to be merged.
  answerMerge: {
    expected: { ...outside, member: 'duplicate.not_merging', host: 'duplicate.not_merging' },
    ask: (db, v, world, who) =>
      duplicate.answerMerge(db, v, { claimId: world.claimOf(who), agrees: true, words: '' }),
  },
  receiptFor: {
    expected: inside,
    ask: (db, v, { slug, vault, claimOf }, who) =>
      receipt.receiptFor(db, v, { slug, kind: 'claim', id: claimOf(who) }, { vault }),
  },
  checkpointFor: {
    expected: inside,
    ask: (db, v, { slug, vault }) => proof.checkpointFor(db, v, { slug }, { vault }),
  },
  ledgerGrowth: {
    expected: inside,
    ask: (db, v, { slug, vault }) => proof.ledgerGrowth(db, v, { slug, from: 1 }, { vault }),
  },
  ledgerPage: {
    expected: inside,
    ask: (db, v, { slug, vault }) => ledgerPage.ledgerPage(db, v, { slug, before: null }, { vault }),
  },
  ownIdentity: {
    expected: inside,
    ask: (db, v, world, who) =>
      claims.ownIdentity(db, v, { claimId: world.claimOf(who) }, { vault: world.vault }),
  },
  respondentsIn: { expected: inside, ask: (db, v, { slug }) => respondents.respondentsIn(db, v, { slug }) },
  otherRooms: { expected: inside, ask: (db, v, { slug }) => otherRoom.otherRooms(db, v, { slug }) },
  listOtherRoom: {
    expected: staffOnly,
    ask: (db, v, { slug }) => otherRoom.listOtherRoom(db, v, { slug, ...otherRoomDraft() }),
  },
  unlistOtherRoom: {
    expected: staffOnly,
    ask: (db, v, { slug, otherRoomId }) => otherRoom.unlistOtherRoom(db, v, { slug, roomId: otherRoomId }),
  },
  proposeRespondent: {
    expected: inside,
    ask: (db, v, { slug }) => respondent.proposeRespondent(db, v, { slug, ...respondentDraft() }),
  },
  noteBlame: {
    expected: inside,
    ask: (db, v, { slug, respondentId, otherRespondentId }) =>
      respondent.noteBlame(db, v, { slug, ...blameDraft(respondentId, otherRespondentId) }),
  },
  keepRespondent: {
    expected: staffOnly,
    ask: (db, v, { slug, respondentId }) => respondent.keepRespondent(db, v, { slug, respondentId }),
  },
  keepBlame: {
    expected: staffOnly,
    ask: (db, v, { slug, blameId }) => respondent.keepBlame(db, v, { slug, blameId }),
  },
  removeRespondent: {
    expected: staffOnly,
    ask: (db, v, { slug, respondentId }) => respondent.removeRespondent(db, v, { slug, respondentId }),
  },
  removeBlame: {
    expected: staffOnly,
    ask: (db, v, { slug, blameId }) => respondent.removeBlame(db, v, { slug, blameId }),
  },
  nameRespondents: {
    expected: inside,
    ask: (db, v, world, who) =>
      respondent.nameRespondents(db, v, {
        slug: world.slug,
        claimId: world.claimOf(who),
        respondentIds: [world.respondentId],
      }),
  },
  lettersFor: {
    expected: inside,
    ask: (db, v, world, who) => letter.lettersFor(db, v, { slug: world.slug, claimId: world.claimOf(who) }),
  },
  letterFor: {
    expected: inside,
    ask: (db, v, world, who) =>
      letter.letterFor(db, v, { slug: world.slug, claimId: world.claimOf(who), letterId: 'refund' }),
  },
  letterPdf: {
    expected: inside,
    ask: (db, v, world, who) =>
      letter.letterPdf(db, v, {
        slug: world.slug,
        claimId: world.claimOf(who),
        letterId: 'refund',
        values: LetterForm.parse({}),
      }),
  },
  claimLaw: {
    expected: inside,
    ask: (db, v, world, who) => law.claimLaw(db, v, { claimId: world.claimOf(who), today: '2026-11-22' }),
  },
  claimLawFields: {
    expected: inside,
    ask: (db, v, world, who) => law.claimLawFields(db, v, { claimId: world.claimOf(who) }),
  },
  saveClaimLaw: {
    expected: inside,
    ask: (db, v, world, who) =>
      law.saveClaimLaw(db, v, { claimId: world.claimOf(who), draft: claimLawDraft({ sued: false }) }),
  },
  deadlinesIn: { expected: inside, ask: (db, v, { slug }) => law.deadlinesIn(db, v, { slug }) },
  deadlineCalendar: { expected: inside, ask: (db, v, { slug }) => law.deadlineCalendar(db, v, { slug }) },
  caseDatesFor: { expected: staffOnly, ask: (db, v, { slug }) => law.caseDatesFor(db, v, { slug }) },
  saveCaseDates: {
    expected: staffOnly,
    ask: (db, v, { slug }) =>
      law.saveCaseDates(db, v, { slug, dates: caseDatesDraft({ filing_until: '2026-12-01' }) }),
  },
  ownClaim: { expected: inside, ask: (db, v, world, who) => claims.ownClaim(db, v, world.claimOf(who)) },
  caseTotals: { expected: inside, ask: (db, v, { slug }) => total.caseTotals(db, v, { slug }) },

  writeNotice: {
    expected: staffOnly,
    ask: (db, v, { slug }) =>
      notice.writeNotice(db, v, {
        slug,
        id: randomUUID(),
        channel: 'all',
        title: '안내',
        body: '내용',
        pins: true,
        publishAt: null,
        from: null,
      }),
  },
  editNotice: {
    expected: staffOnly,
    ask: (db, v, { slug, noticeId }) =>
      notice.editNotice(db, v, { slug, noticeId, version: 1, title: '고친 제목', body: '고친 내용' }),
  },
  moveNotice: {
    expected: staffOnly,
    ask: (db, v, { slug, waitingId }) =>
      notice.moveNotice(db, v, { slug, noticeId: waitingId, publishAt: null }),
  },
  cancelNotice: {
    expected: staffOnly,
    ask: (db, v, { slug, waitingId }) => notice.cancelNotice(db, v, { slug, noticeId: waitingId }),
  },
  withdrawNotice: {
    expected: staffOnly,
    ask: (db, v, { slug, noticeId }) => notice.withdrawNotice(db, v, { slug, noticeId }),
  },
  pinNotice: {
    expected: staffOnly,
    ask: (db, v, { slug, noticeId }) => notice.pinNotice(db, v, { slug, noticeId, to: 'off' }),
  },
  acknowledgeNotice: {
    expected: inside,
    ask: (db, v, { noticeId }) => notice.acknowledgeNotice(db, v, { noticeId }),
  },
  noticesIn: { expected: inside, ask: (db, v, { slug }) => notice.noticesIn(db, v, { slug }) },
  noticeFor: {
    expected: inside,
    ask: (db, v, { slug, noticeId }) => notice.noticeFor(db, v, { slug, noticeId }),
  },
  pinnedNotices: {
    expected: inside,
    ask: (db, v, { slug }) => notice.pinnedNotices(db, v, { slug, kind: 'all' }),
  },
  noticeDraftFrom: {
    expected: staffOnly,
    ask: (db, v, world) =>
      notice.noticeDraftFrom(db, v, { slug: world.slug, messageId: world.messageOf('member') }),
  },

  openPoll: {
    expected: inside,
    ask: (db, v, { slug }) =>
      poll.openPoll(db, v, {
        slug,
        id: randomUUID(),
        channel: 'all',
        question: '먼저 낼 곳은?',
        options: ['경찰', '소비자원'],
        multiple: false,
        anonymous: true,
        closesAt: null,
      }),
  },
  closePoll: {
    expected: staffOnly,
    ask: (db, v, { slug, pollId }) => poll.closePoll(db, v, { slug, pollId }),
  },
  vote: { expected: inside, ask: (db, v, { pollId }) => poll.vote(db, v, { pollId, choices: [1] }) },
  pollsIn: { expected: inside, ask: (db, v, { slug }) => poll.pollsIn(db, v, { slug }) },
  pollFor: { expected: inside, ask: (db, v, { slug, pollId }) => poll.pollFor(db, v, { slug, pollId }) },
  pollVoters: {
    expected: inside,
    ask: (db, v, { slug, pollId }) => poll.pollVoters(db, v, { slug, pollId, no: 1 }),
  },
  pollResult: {
    expected: inside,
    ask: (db, v, { slug, pollId }) => poll.pollResult(db, v, { slug, pollId, what: 'people' }),
  },

  addEvent: {
    expected: staffOnly,
    ask: (db, v, { slug }) => event.addEvent(db, v, { slug, id: randomUUID(), channel: 'all', ...hearing }),
  },
  changeEvent: {
    expected: staffOnly,
    ask: (db, v, { slug, eventId }) =>
      event.changeEvent(db, v, { slug, eventId, ...hearing, title: '바뀐 마감' }),
  },
  cancelEvent: {
    expected: staffOnly,
    ask: (db, v, { slug, eventId }) => event.cancelEvent(db, v, { slug, eventId }),
  },
  eventsIn: { expected: inside, ask: (db, v, { slug }) => event.eventsIn(db, v, { slug }) },
  nextEvents: {
    expected: inside,
    ask: (db, v, { slug }) => event.nextEvents(db, v, { slug, today: '2026-11-22', limit: 3 }),
  },
  eventFor: {
    expected: inside,
    ask: (db, v, { slug, eventId }) => event.eventFor(db, v, { slug, eventId }),
  },
  calendarOf: {
    expected: inside,
    ask: (db, v, { slug }) => event.calendarOf(db, v, { slug, eventId: null }),
  },
  cardsIn: {
    expected: inside,
    ask: (db, v, { slug, pollId }) => card.cardsIn(db, v, { slug, refs: [{ kind: 'poll', id: pollId }] }),
  },

  guideFor: { expected: inside, ask: (db, v, { slug }) => guide.guideFor(db, v, { slug }) },
  markStepDone: {
    expected: inside,
    ask: (db, v, { slug, vault }) =>
      guide.markStepDone(db, v, { slug, step: 'relief', receipt: '2026-1' }, { vault }),
  },
  markStepUndone: {
    expected: inside,
    ask: (db, v, { slug }) => guide.markStepUndone(db, v, { slug, step: 'relief' }),
  },
  ownStepReceipt: {
    expected: inside,
    ask: (db, v, { slug, vault }) => guide.ownStepReceipt(db, v, { slug, step: 'relief' }, { vault }),
  },
  adviseStep: {
    expected: staffOnly,
    ask: (db, v, { slug }) =>
      guide.adviseStep(db, v, { slug, step: 'relief', version: 0, body: '함께 내요.' }),
  },
  myDesk: { expected: inside, ask: (db, v, { slug }) => myDesk(db, v, { slug }) },
  looksAtMine: { expected: inside, ask: (db, v, { slug }) => looksAtMine(db, v, { slug }) },
  soFar: { expected: inside, ask: (db, v, { slug }) => so.soFar(db, v, { slug }) },

  hostAnswers: { expected: inside, ask: (db, v, { slug }) => answers.hostAnswers(db, v, { slug }) },
  saveHostAnswer: {
    expected: staffOnly,
    ask: (db, v, { slug }) =>
      answers.saveHostAnswer(db, v, {
        slug,
        id: randomUUID(),
        keywords: ['배송'],
        question: '언제 오나요?',
        answer: '아직 몰라요.',
      }),
  },
  removeHostAnswer: {
    expected: staffOnly,
    ask: (db, v, { slug, answerId }) => answers.removeHostAnswer(db, v, { slug, id: answerId }),
  },
  postHostAnswer: {
    expected: inside,
    ask: (db, v, { channelId, answerId }) =>
      answers.postHostAnswer(db, v, { id: answerId, channelId, clientId: randomUUID() }),
  },
  welcomeText: { expected: staffOnly, ask: (db, v, { slug }) => welcome.welcomeText(db, v, { slug }) },
  writeWelcome: {
    expected: staffOnly,
    ask: (db, v, { slug }) => welcome.writeWelcome(db, v, { slug, body: '어서 오세요' }),
  },
  welcomeFor: { expected: inside, ask: (db, v, { slug }) => welcome.welcomeFor(db, v, { slug }) },
  readWelcome: { expected: inside, ask: (db, v, { slug }) => welcome.readWelcome(db, v, { slug }) },

  requestExport: {
    expected: staffOnly,
    ask: (db, v, { slug }) =>
      exports.requestExport(db, v, {
        slug,
        password: SORA_PASSWORD,
        format: 'xlsx',
        shape: 'claims',
        side: null,
        reason: '한국소비자원 접수',
      }),
  },
  citableMessages: {
    expected: inside,
    ask: (db, v, { slug, ...world }, asker) =>
      citation.citableMessages(db, v, { slug, messageIds: [world.messageOf(asker)] }),
  },
  citationsAsked: { expected: inside, ask: (db, v, { slug }) => citation.citationsAsked(db, v, { slug }) },
  answerCitation: {
    // Nobody here was asked: whose words they are is tested in fact.test.ts.
    expected: { ...outside, member: NOT_FOUND, host: NOT_FOUND },
    ask: (db, v, { slug }) => citation.answerCitation(db, v, { slug, citationId: randomUUID(), given: true }),
  },
  keepFact: {
    expected: inside,
    ask: (db, v, { slug, ...world }, asker) =>
      fact.keepFact(db, v, {
        ...{ slug, id: randomUUID(), messages: [world.messageOf(asker)], body: '공지가 올라왔어요' },
        ...{ happenedOn: '2024-08-16', happenedTime: null },
      }),
  },
  caseStateFor: {
    expected: inside,
    ask: (db, v, { slug }) => caseStates.caseStateFor(db, v, { slug }),
  },
  setCaseState: {
    expected: staffOnly,
    ask: (db, v, { slug }) => caseStates.setCaseState(db, v, { slug, ...caseStateDraft() }),
  },
  endCaseState: {
    expected: staffOnly,
    ask: (db, v, { slug, stateId }) =>
      caseStates.endCaseState(db, v, { slug, stateId, endedOn: '2024-09-01' }),
  },
  removeCaseState: {
    expected: staffOnly,
    ask: (db, v, { slug, stateId }) => caseStates.removeCaseState(db, v, { slug, stateId }),
  },
  factsIn: { expected: inside, ask: (db, v, { slug }) => fact.factsIn(db, v, { slug }) },
  chronicleFile: {
    expected: inside,
    ask: (db, v, { slug }) => chronicle.chronicleFile(db, v, { slug, form: 'docx', all: true }),
  },
  factFor: { expected: inside, ask: (db, v, { slug, factId }) => fact.factFor(db, v, { slug, factId }) },
  factChoices: { expected: inside, ask: (db, v, { slug }) => factChoices(db, v, { slug }) },
  amendFact: {
    expected: staffOnly,
    ask: (db, v, { slug, factId }) => fact.amendFact(db, v, { slug, factId, version: 1, ...factEdit() }),
  },
  addSources: {
    expected: inside,
    ask: (db, v, { slug, factId }) => fact.addSources(db, v, { slug, factId, ...newsLink }),
  },
  dropSource: {
    expected: { ...outside, member: 'shared.forbidden', host: 'ok' },
    ask: (db, v, { slug, factId, factSourceId }) =>
      fact.dropSource(db, v, { slug, factId, sourceId: factSourceId }),
  },
  judgeFact: {
    expected: staffOnly,
    ask: (db, v, { slug, factId }) => fact.judgeFact(db, v, { slug, factId, state: 'confirmed' }),
  },
  settlePromise: {
    // The world's fact promises nothing: what became of one is tested in timeline.test.ts.
    expected: { ...staffOnly, host: 'fact.not_promise' },
    ask: (db, v, { slug, factId }) => fact.settlePromise(db, v, { slug, factId, outcome: 'kept', why: '' }),
  },
  publishFact: {
    expected: { ...staffOnly, host: 'fact.not_judged' },
    ask: (db, v, { slug, factId }) => fact.publishFact(db, v, { slug, factId, names: 'ask' }),
  },
  unpublishFact: {
    expected: staffOnly,
    ask: (db, v, { slug, factId }) => fact.unpublishFact(db, v, { slug, factId }),
  },
  markDifferent: {
    expected: staffOnly,
    ask: (db, v, { slug, factId, otherFactId }) =>
      fact.markDifferent(db, v, { slug, factId, otherId: otherFactId, differ: true }),
  },
  removeFact: {
    expected: hostOnlyHidden,
    ask: (db, v, { slug, factId }) => fact.removeFact(db, v, { slug, factId }),
  },
  keepEvidence: {
    expected: inside,
    ask: (db, v, { slug, ...world }, asker) =>
      evidence.keepEvidence(db, v, {
        ...{ slug, id: randomUUID(), messages: [world.messageOf(asker)], title: '안내', shows: '' },
      }),
  },
  beginUpload: {
    expected: inside,
    ask: (db, v, { slug, vault }) => {
      const draft = { id: randomUUID(), evidenceId: randomUUID(), name: 'a.jpg', bytes: 5, sha256: null }
      return evidence.beginUpload(db, v, { slug, ...draft }, { vault })
    },
  },
  uploadState: {
    expected: inside,
    ask: (db, v, { slug, evidenceOf, ...deps }, who) =>
      evidence.uploadState(db, v, { slug, uploadId: evidenceOf(who).uploadId }, deps),
  },
  ownPicture: {
    expected: inside,
    ask: (db, v, { slug, evidenceOf }, who) => ownPicture(db, v, { slug, fileId: evidenceOf(who).fileId }),
  },
  ownUpload: {
    expected: inside,
    ask: (db, v, { slug, evidenceOf }, who) => ownUpload(db, v, { slug, uploadId: evidenceOf(who).uploadId }),
  },
  receivePart: {
    expected: inside,
    ask: (db, v, { slug, evidenceOf, ...deps }, who) => {
      const bytes = inPieces(Buffer.from('abc'))
      return evidence.receivePart(db, v, { slug, uploadId: evidenceOf(who).uploadId, at: 0, bytes }, deps)
    },
  },
  dropUpload: {
    expected: inside,
    ask: (db, v, { slug, evidenceOf, files }, who) =>
      evidence.dropUpload(db, v, { slug, uploadId: evidenceOf(who).uploadId }, keeping(files)),
  },
  takeWhole: {
    expected: inside,
    ask: (db, v, { slug, ...deps }) => {
      const file = { evidenceId: randomUUID(), id: randomUUID(), name: 'a.txt' }
      return evidence.takeWhole(db, v, { slug, ...file, bytes: inPieces(Buffer.from('abc')) }, deps)
    },
  },
  describeEvidence: {
    expected: inside,
    ask: (db, v, { slug, evidenceOf, claimOf }, who) => {
      const said = { kind: 'receipt' as const, title: '영수증', madeBy: '', sourceUrl: '', shows: '' }
      const claims = [claimOf(who)]
      const { evidenceId } = evidenceOf(who)
      return evidence.describeEvidence(db, v, { slug, evidenceId, ...said, claims })
    },
  },
  evidenceFor: {
    expected: inside,
    ask: (db, v, { slug, evidenceOf }, who) =>
      evidence.evidenceFor(db, v, { slug, evidenceId: evidenceOf(who).evidenceId }),
  },
  viewEvidence: {
    expected: hostOnlyHidden,
    ask: (db, v, { slug, evidenceOf }) =>
      evidence.viewEvidence(db, v, {
        slug,
        evidenceId: evidenceOf('member').evidenceId,
        reason: '취합 접수 준비',
      }),
  },
  myGallery: {
    expected: inside,
    ask: (db, v, { slug, vault }) =>
      evidence.myGallery(db, v, { slug, wish: { page: 1, q: '메모' } }, { vault }),
  },
  caseGallery: {
    expected: staffOnly,
    ask: (db, v, { slug }) => evidence.caseGallery(db, v, { slug, wish: { page: 1 } }),
  },
  evidenceNeeds: { expected: inside, ask: (db, v, { slug }) => evidence.evidenceNeeds(db, v, { slug }) },
  keptForFilings: { expected: inside, ask: (db, v, { slug }) => evidence.keptForFilings(db, v, { slug }) },
  exhibitsIn: { expected: staffOnly, ask: (db, v, { slug }) => exhibit.exhibitsIn(db, v, { slug }) },
  giveExhibit: {
    expected: staffOnly,
    ask: (db, v, { slug, evidenceOf }) => {
      const { evidenceId } = evidenceOf('member')
      return exhibit.giveExhibit(db, v, { slug, evidenceId, series: 'claimant' })
    },
  },
  giveAllExhibits: {
    expected: staffOnly,
    ask: (db, v, { slug }) => exhibit.giveAllExhibits(db, v, { slug }),
  },
  viewExhibits: {
    expected: staffOnly,
    ask: (db, v, { slug }) => exhibit.viewExhibits(db, v, { slug, reason: '소장 준비' }),
  },
  // Nobody said why yet.
  exhibitListFile: {
    expected: { ...staffOnly, host: 'evidence.reason_needed' },
    ask: (db, v, { slug }) => exhibit.exhibitListFile(db, v, { slug, format: 'csv', filing: null }),
  },
  openOriginal: {
    expected: inside,
    ask: (db, v, { slug, evidenceOf, ...deps }, who) => {
      const wish = { slug, fileId: evidenceOf(who).fileId, rangeIn: () => null, saves: true }
      return evidence.openOriginal(db, v, wish, deps)
    },
  },
  openCopy: {
    expected: inside,
    ask: (db, v, { slug, evidenceOf, ...deps }, who) =>
      evidence.openCopy(db, v, { slug, fileId: evidenceOf(who).fileId, copy: 'thumb' }, deps),
  },
  wordsOfFile: {
    expected: inside,
    ask: (db, v, { slug, evidenceOf, ...deps }, who) =>
      evidence.wordsOfFile(db, v, { slug, fileId: evidenceOf(who).textId }, deps),
  },
  maskPicture: {
    expected: inside,
    ask: async (db, v, { slug, evidenceOf, ...deps }, who) => {
      const { fileId } = evidenceOf(who)
      const bytes = inPieces(await drawn('jpeg'))
      const wish = { slug, fileId, id: randomUUID(), covers: [], toRoom: false }
      return evidence.maskPicture(db, v, { ...wish, bytes }, deps)
    },
  },
  maskingFor: {
    expected: inside,
    ask: (db, v, { slug, evidenceOf }, who) =>
      evidence.maskingFor(db, v, { slug, fileId: evidenceOf(who).fileId }),
  },
  showInRoom: {
    expected: inside,
    ask: (db, v, { slug, evidenceOf }, who) =>
      evidence.showInRoom(db, v, { slug, fileId: evidenceOf(who).fileId, toRoom: false }),
  },
  openMasked: {
    expected: inside,
    ask: (db, v, { slug, evidenceOf, ...deps }) =>
      evidence.openMasked(db, v, { slug, fileId: evidenceOf('member').fileId, copy: 'thumb' }, deps),
  },
  picturesInRoom: {
    expected: inside,
    ask: (db, v, { slug }) => evidence.picturesInRoom(db, v, { slug, page: 1 }),
  },
  myEvidence: { expected: inside, ask: (db, v, { slug }) => evidence.myEvidence(db, v, { slug }) },
  dropEvidence: {
    expected: { ...outside, member: NOT_FOUND, host: NOT_FOUND },
    ask: (db, v, { slug }) => evidence.dropEvidence(db, v, { slug, evidenceId: randomUUID() }),
  },
  requestTalk: {
    expected: inside,
    ask: (db, v, { slug }) =>
      exports.requestTalk(db, v, {
        slug,
        channel: 'all',
        format: 'txt',
        fromOn: null,
        toOn: null,
        id: undefined,
      }),
  },
  requestOwnData: {
    expected: inside,
    ask: (db, v, { slug }) => exports.requestOwnData(db, v, { slug, id: undefined }),
  },
  myExports: { expected: inside, ask: (db, v, { slug }) => exports.myExports(db, v, { slug }) },
  exportsIn: { expected: staffOnly, ask: (db, v, { slug }) => exports.exportsIn(db, v, { slug }) },
  exportFor: {
    expected: hostOnlyHidden,
    ask: (db, v, { exportId }) => exports.exportFor(db, v, { exportId }),
  },
  cancelExport: {
    expected: hostOnlyHidden,
    ask: (db, v, { exportId }) => exports.cancelExport(db, v, { exportId }),
  },
  openExportFile: {
    expected: hostOnlyHidden,
    ask: (db, v, { exportId, files }) => exports.openExportFile(db, v, { exportId }, { files }),
  },

  receiveSheet: {
    expected: staffOnly,
    ask: (db, v, { slug, files, vault }) => bringList({ db, files, vault }, v, { slug, bytes: anyList }),
  },
  caseCells: { expected: inside, ask: (db, v, { slug }) => caseCells(db, v, { slug }) },
  // The claims here are buyers'.
  receiveSettlement: {
    expected: { ...outside, member: 'settlement.other_kind', host: 'settlement.other_kind' },
    ask: (db, v, world, who) => {
      const file = { name: '정산.csv', bytes: inPieces(Buffer.from('정산금액\n1000')) }
      const arrival = { claimId: world.claimOf(who), ...file, order: () => ({ id: randomUUID() }) }
      return settlement.receiveSettlement(db, v, arrival, world)
    },
  },
  settlementFor: {
    expected: inside,
    ask: (db, v, world, who) => settlement.settlementFor(db, v, { claimId: world.claimOf(who) }, world),
  },
  settlementLines: {
    expected: inside,
    ask: (db, v, world, who) => settlement.settlementLines(db, v, { claimId: world.claimOf(who) }),
  },
  matchSettlement: {
    expected: { ...outside, member: 'settlement.gone', host: 'settlement.gone' },
    ask: (db, v, world, who) =>
      settlement.matchSettlement(db, v, { claimId: world.claimOf(who), fields: [] }),
  },
  dropSettlement: {
    expected: inside,
    ask: (db, v, world, who) => settlement.dropSettlement(db, v, { claimId: world.claimOf(who) }),
  },
  bringSettlement: {
    expected: { ...outside, member: 'settlement.other_kind', host: 'settlement.other_kind' },
    ask: (db, v, world, who) => {
      const ref = { claimId: world.claimOf(who), sheetId: randomUUID(), version: 1 }
      return settlement.bringSettlement(db, v, ref, world)
    },
  },
  sheetsIn: { expected: staffOnly, ask: (db, v, { slug }) => sheets.sheetsIn(db, v, { slug }) },
  sheetFor: {
    expected: staffOnly,
    ask: (db, v, { slug, sheet }) => sheets.sheetFor(db, v, { slug, sheetId: sheet.sheetId }),
  },
  sheetRow: {
    expected: staffOnly,
    ask: (db, v, { slug, sheet }) => sheetRow(db, v, { slug, sheetId: sheet.sheetId }),
  },
  ownSheet: {
    expected: staffOnly,
    ask: (db, v, { slug, sheet }) => ownSheet(db, v, { slug, sheetId: sheet.sheetId }),
  },
  previewSheet: {
    expected: staffOnly,
    ask: (db, v, { slug, sheet, files }) =>
      sheets.previewSheet(db, v, { slug, sheetId: sheet.sheetId }, { files }),
  },
  sheetProblems: {
    expected: staffOnly,
    ask: (db, v, { slug, sheet }) => sheets.sheetProblems(db, v, { slug, sheetId: sheet.sheetId }),
  },
  // It was brought already.
  matchSheet: {
    expected: { ...staffOnly, host: 'sheet.not_now' },
    ask: (db, v, { slug, sheet: { sheetId }, files }) =>
      sheets.matchSheet(
        db,
        v,
        { slug, sheetId, match: { side: 'buyer', kind: 'refund', fields: [] } },
        { files },
      ),
  },
  bringSheet: {
    expected: staffOnly,
    ask: (db, v, { slug, sheet }) => sheets.bringSheet(db, v, { slug, sheetId: sheet.sheetId }),
  },
  removeSheet: {
    expected: staffOnly,
    ask: (db, v, { slug, sheet }) => sheets.removeSheet(db, v, { slug, sheetId: sheet.sheetId }),
  },
  sheetLinks: {
    expected: staffOnly,
    ask: (db, v, { slug, sheet: { sheetId }, vault }) =>
      sheets.sheetLinks(db, v, { slug, sheetId, origin: 'https://moa.example.com' }, { vault }),
  },
  // Whoever has the link learns that something waits, and nothing of it.
  waitingFor: {
    expected: { ...everybody, removed: NOT_FOUND },
    ask: (db, v, { sheet }) => sheets.waitingFor(db, v, { code: sheet.code }),
  },
  waitingBehind: {
    expected: inside,
    ask: (db, v, { sheet, vault }) =>
      sheets.waitingBehind(db, v, { code: sheet.code, digits: '0001' }, { vault }),
  },
  takeOver: {
    expected: inside,
    ask: (db, v, { sheet: { code, claimId }, vault, files }) =>
      taken({ db, vault, files }, v, { code, digits: '0001', claims: [claimId] }),
  },

  receiveKakao: { expected: inside, ask: (db, v, world) => bring({ ...world, db }, v, anyTalk(world)) },
  kakaoImports: { expected: inside, ask: (db, v, { slug }) => kakao.kakaoImports(db, v, { slug }) },
  kakaoImportFor: {
    expected: inside,
    ask: (db, v, { slug, kakaoOf }, who) =>
      kakao.kakaoImportFor(db, v, { slug, importId: kakaoOf(who).importId }),
  },
  withdrawKakao: {
    expected: inside,
    ask: (db, v, { slug, kakaoOf }, who) =>
      kakao.withdrawKakao(db, v, { slug, importId: kakaoOf(who).importId }),
  },
  openKakaoFile: {
    expected: inside,
    ask: (db, v, { slug, kakaoOf, files }, who) =>
      kakao.openKakaoFile(db, v, { slug, importId: kakaoOf(who).importId }, { files }),
  },
  kakaoRooms: { expected: inside, ask: (db, v, { slug }) => kakao.kakaoRooms(db, v, { slug }) },
  roomFor: {
    expected: inside,
    ask: (db, v, { slug, kakaoRoomId: roomId }) => kakaoRoomFor(db, v, { slug, roomId }),
  },
  kakaoTalk: {
    expected: inside,
    ask: (db, v, { slug, kakaoRoomId: roomId }) => kakao.kakaoTalk(db, v, { slug, roomId }),
  },
  claimKakaoName: {
    expected: inside,
    ask: (db, v, { slug, kakaoRoomId: roomId, vault }) =>
      kakao.claimKakaoName(db, v, { slug, roomId, name: '나리' }, { vault }),
  },
  disclaimKakaoName: {
    expected: inside,
    ask: (db, v, { slug, kakaoRoomId: roomId, kakaoOf }, who) =>
      kakao.disclaimKakaoName(db, v, { slug, roomId, no: kakaoOf(who).nameNo }),
  },
  pickKakaoLines: {
    expected: inside,
    ask: (db, v, { slug, kakaoOf }, who) =>
      kakao.pickKakaoLines(db, v, { slug, roomId: kakaoOf(who).pairRoomId, places: [], shown: [] }),
  },
}

const anyList = `${HEADING}\n${answer(9)}`

const anyTalk = ({ slug }: World) => ({
  slug,
  bytes: '2024년 8월 17일 오후 1:00, 나리 : 안녕하세요',
})

/** A session of the viewer's, as a request of theirs would come with. */
async function sessionOf(db: Db, { accountId }: Viewer): Promise<string> {
  if (!accountId) return ''
  const id = randomBytes(32)
  const row = { id, account_id: accountId, expires_at: new Date(Date.now() + 60_000) }
  await db.insertInto('session').values(row).execute()
  return id.toString('hex')
}

/** What belongs to one person only: no other member, and no host, gets at it through its id. */
export const ownOnly = [
  'editMessage',
  'deleteMessage',
  'askForReview',
  'dropPicture',
  'uploadState',
  'describeEvidence',
  'maskPicture',
  'maskingFor',
  'showInRoom',
  'ownUpload',
  'ownPicture',
  'receivePart',
  'dropUpload',
  'amendClaim',
  'withdrawClaim',
  'claimFor',
  'joinFiling',
  'leaveFiling',
  'filingsOfClaim',
  'claimHistory',
  'carriedClaim',
  'answersFor',
  'claimSteps',
  'answerAsked',
  'settleOwnClaim',
  'mergeOfOwn',
  'answerMerge',
  'receiveSettlement',
  'settlementFor',
  'settlementLines',
  'matchSettlement',
  'dropSettlement',
  'bringSettlement',
  'amendContact',
  'settleContact',
  'removeContact',
  'contactFor',
  'claimLaw',
  'claimLawFields',
  'saveClaimLaw',
  'dropCapture',
  'withdrawKakao',
  'openKakaoFile',
  'disclaimKakaoName',
  'pickKakaoLines',
  'ownIdentity',
  'ownClaim',
  'nameRespondents',
  'lettersFor',
  'letterFor',
  'letterPdf',
]

/** Functions nobody's rights decide about, each with the reason. */
export const withoutViewer: Record<string, string> = {
  citableFor: 'reads for a member who was asked for before',
  cite: 'writes for a member who was asked for before',
  messageHash: 'pure',
  deadlinesFor: 'reckons for a member who was asked for before',
  readSheetNow: 'job: reads a list for the officer who brought it',
  clearSheet: 'job: removes what a list may no longer leave behind',
  indexClaimsFromBefore: 'job: indexes claims filed before their review; answers a number',
  forgetOldSettlements: 'job: forgets sheets nobody brought; answers a number',
  sweepSheets: 'job: reads on what was cut off, removes lists whose time is over',
  confirmedFacts: 'reads for a case whose membership was asked before',
  openPromises: 'reads for a case whose membership was asked before',
  caseState: 'public: how the shop stands, with dates and sources; names no person',
  publicCaseState: 'public: the same by address',
  standingOf: 'pure',
  signsOf: 'public: warning signs the staff published',
  publicSigns: 'public: the same over all cases, counted',
  publicFact: 'public: one of them, by itself',
  publicStory: 'public: the same with addresses and hashes of what it rests on',
  publicFacts: 'public: what the staff published, without nicknames and messages',
  askAboutPromises: 'job: asks the staff and who put it in about promises that have passed',
  pushPromises: 'job: pushes a number to the member it concerns, and no word of what',
  keptSlug: 'public: the address a room that ended goes on at',
  carryUnion: 'job: carries people and claims where both hosts agreed',
  findCases: 'public: anybody may look for a room; answers names of shops and numbers from five people on',
  similarCases: 'public: anybody may look for a room; answers names of shops and numbers',
  publiclyCounted: 'pure: a number as anybody may know it',
  publicly: 'pure: what of sums anybody may see',
  sideOf: 'pure: one side of what was read',
  statesOf: 'builds the question that caseState asks',
  roomRows: 'builds the question that otherRooms and caseFace ask',
  withHost: 'pure: the host of a link',
  publicCase: 'public: facts of the shop, tested to hold no names of people',
  publicGuideStep: 'public: a step and how many did it, from five people on',
  publicCells: 'public: how claims divide, from five people on',
  shownOf: 'pure: what of some cells anybody may see',
  publicTotals: 'public: sums from five people on',
  carryOutMerges: 'job: withdraws what nobody objected to in time; answers a number',
  newGuest: 'makes an account that is in no case',
  may: 'pure: the table of acts',
  ensureMay: 'pure: takes a member that was already found',
  ensureMayClaim: 'pure: takes a member that was already found',
  notFound: 'pure: makes a refusal',
  isRefusal: 'pure: looks at an error',
  Refusal: 'the class of refusals',
  genesisHash: 'pure: a hash of an id',
  canonicalJson: 'pure: writes JSON',
  record: 'internal: takes a transaction and a member that was already found',
  ledgerTip: 'internal: checkpoints and exports; answers a number and a hash',
  firstBrokenEntry: 'internal: verification; answers a number',
  checkpointLedger: 'job: signs where a chain ends',
  checkpointLedgers: 'job: the same for every case',
  signerFingerprints: "public: whose signatures are this server's",
  proveEntries: 'internal: the same for entries of what the caller already asked for',
  sealPackage: 'internal: packages of those who may have their files',
  signedTree: 'internal: receipts and the ledger page; answers a root and its signature',
  treeHolding: 'internal: proofs of packages; answers a signed root',
  firstBrokenCheckpoint: 'internal: verification; answers a number',
  caseKey: 'internal: behind ownIdentity and the export job only',
  ensureVaultFits: 'start: checks the master key',
  rewrapKeys: 'command: rotates the master key',
  shredCase: 'command: makes a case unreadable',
  remindDeadlines: 'job: reminds each member of their own',
  pushReminders: 'job: pushes days left to the member they concern, and no word of what',
  publishDueNotice: 'job: publishes in the name of staff, and asks again whether they still are',
  publishOverdueNotices: 'job: the same for all whose time has come',
  closeDuePoll: 'job: closes a poll whose time has come',
  closeOverduePolls: 'job: the same for all',
  recountCards: 'job: counts again',
  moveTotals: 'internal: takes a transaction of a claim that was already allowed',
  recountTotals: 'job: counts again',
  buildExportNow: 'job: acts for the host who asked and asks again whether they still are',
  readKakaoNow: 'job: reads as whoever brought the file and asks whether they are still there',
  clearKakao: 'job: removes what a withdrawn or failed import leaves behind',
  reviveKakao: 'job: asks again for what was cut off',
  eraseWords: 'job: removes what is left of a member who was erased, and of nobody else',
  sweepExports: 'job: removes files past their end',
  readOn: 'job: notes down who is named, answered or given a notice; asks for membership of each',
  sweepReach: 'job: finds channels to read on',
  forgetNotifications: 'job: forgets what was told long ago',
  askForDigests: 'job: asks for the mails of those who wish one',
  sendDigest: 'job: mails numbers to a present member; the opening of the address is recorded',
  pushToMember: 'job: pushes numbers to a present member',
  pushToCrowd: 'job: pushes numbers to present members',
  pushKey: 'start: the key that signs pushes',
  sweepFiles: 'job: removes files that no row names',
  outOfRoom: 'pure: makes a refusal of an error',
  lookAtFile: 'job: draws copies of an original',
  scanFile: 'job: asks a scanner about an original',
  clearEvidence: 'job: removes files of what was withdrawn',
  sweepEvidence: 'job: removes files that stopped coming',
  sweepPictures: 'job: removes pictures that no message has',
  together: 'pure: groups look-ups into one',
  throughLane: 'internal: groups what was already asked for into transactions',
  stateOf: 'internal: memory of a database handle',
  onCommitted: 'internal: the listeners of a database handle',
  sayCommitted: 'internal: what another process of ours committed',
  received: 'outside: by the secret of a receiver; docs/receivers.md',
  openReceived: 'outside: by the secret of a receiver; docs/receivers.md',
  secretHash: 'pure: what is kept of a secret',
  announce: 'internal: takes a transaction',
  inTransaction: 'internal: opens a transaction',
  openVault: 'pure: keys',
  seal: 'pure: keys',
  unseal: 'pure: keys',
  blindIndex: 'pure: keys',
  codeHash: 'pure: keys',
  SealBroken: 'the class of broken seals',
}
