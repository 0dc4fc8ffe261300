import type { LiveStage, StepAct } from '#app/shapes/claim-stage.ts'
import type { FactState } from '#app/shapes/fact.ts'
import type { GuideStepId } from '#app/shapes/guide.ts'
import type { GoneReason } from '#app/shapes/live.ts'

/** Every kind of act that is recorded, with the ids and numbers it keeps. A kind missing here does not compile. */
export type LedgerEntry =
  | { kind: 'case.opened'; data: { caseId: string } }
  | { kind: 'case.edited'; data: { sha256: string } }
  | { kind: 'member.joined'; data: { memberId: string; inviteId: string | null } }
  | { kind: 'member.left'; data: { memberId: string } }
  | { kind: 'member.removed' | 'member.sent_out'; data: { memberId: string; why?: GoneReason } }
  | { kind: 'member.readmitted' | 'member.unmuted'; data: { memberId: string } }
  | { kind: 'member.muted'; data: { memberId: string; why: GoneReason; until: number } }
  | { kind: 'member.moved'; data: { memberId: string } }
  | { kind: `member.${'made_host' | 'made_cohost' | 'dismissed' | 'labelled'}`; data: { memberId: string } }
  | { kind: `voice.${'invited' | 'verified'}`; data: { voiceId: string; respondentId: string } }
  | { kind: 'voice.revoked'; data: { voiceId: string } }
  | { kind: 'voice.said'; data: { voiceId: string; statementId: string; version: number; sha256: string } }
  | { kind: 'voice.withdrew'; data: { voiceId: string; statementId: string } }
  | { kind: 'voice.answered'; data: { voiceId: string; answerId: string; orders: number } }
  | {
      kind: `union.${'proposed' | 'refused' | 'agreed' | 'done'}`
      data: { unionId: string; fromId: string; intoId: string }
    }
  | {
      kind: 'claim.carried'
      data: { claimId: string; receiptNo: number; version: number; sha256: string; fromId: string }
    }
  | { kind: `filing.${'granted' | 'ungranted'}`; data: { filingId: string; memberId: string } }
  | { kind: 'member.erased'; data: { memberId: string } }
  | { kind: 'member.address_opened'; data: { memberId: string } }
  | { kind: 'channel.slowed'; data: { channelId: string; seconds: number; until: number } }
  | { kind: 'channel.unslowed' | 'channel.closed' | 'channel.opened'; data: { channelId: string } }
  | { kind: 'invite.made'; data: { inviteId: string } }
  | { kind: 'invite.revoked'; data: { inviteId: string } }
  | { kind: 'fact.kept'; data: { factId: string; messages: number } }
  | { kind: 'fact.judged'; data: { factId: string; state: Exclude<FactState, 'claimed'> } }
  | { kind: 'fact.amended'; data: { factId: string; version: number; sha256: string } }
  | { kind: 'fact.settled'; data: { factId: string; kept: 0 | 1 } }
  | { kind: 'fact.published' | 'fact.unpublished' | 'fact.removed'; data: { factId: string } }
  | { kind: 'chronicle.made'; data: { facts: number; sha256: string } }
  | { kind: 'fact.sourced'; data: { factId: string; sources: number } }
  | { kind: 'fact.unsourced'; data: { factId: string; sourceId: string } }
  | { kind: 'fact.differs' | 'fact.agrees'; data: { factId: string; otherId: string } }
  | { kind: 'evidence.kept'; data: { evidenceId: string; messages: number } }
  | { kind: 'evidence.dropped'; data: { evidenceId: string } }
  | { kind: 'evidence.sealed'; data: { evidenceId: string; fileId: string; bytes: number; sha256: string } }
  | { kind: 'evidence.described'; data: { evidenceId: string; sha256: string } }
  | { kind: 'evidence.viewed'; data: { evidenceId: string } }
  | { kind: 'evidence.masked'; data: { evidenceId: string; fileId: string; version: number; sha256: string } }
  | { kind: 'evidence.shown' | 'evidence.unshown'; data: { evidenceId: string; fileId: string } }
  | { kind: 'evidence.downloaded' | 'evidence.damaged'; data: { evidenceId: string; fileId: string } }
  | { kind: 'exhibit.given'; data: { evidenceId: string | null; files: number; sha256: string } }
  | { kind: 'exhibit.viewed'; data: { viewId: string } }
  | { kind: 'exhibit.listed'; data: { rows: number } }
  | { kind: 'evidence.quarantined'; data: { evidenceId: string; fileId: string } }
  | { kind: 'contact.logged'; data: { contactId: string; version: 1; sha256: string } }
  | { kind: 'contact.amended'; data: { contactId: string; version: number; sha256: string } }
  | { kind: 'contact.removed'; data: { contactId: string } }
  | { kind: 'capture.kept'; data: { captureId: string; sha256: string } }
  | { kind: 'capture.dropped'; data: { captureId: string } }
  | { kind: 'document.proposed' | 'document.removed'; data: { documentId: string } }
  | { kind: 'document.witnessed' | 'document.unwitnessed'; data: { documentId: string; memberId: string } }
  | { kind: 'citation.answered'; data: { citationId: string; messageId: string; given: 0 | 1 } }
  | { kind: 'message.deleted'; data: { messageId: string; seq: number } }
  | { kind: 'message.hidden' | 'message.held'; data: { messageId: string; sha256: string; why: GoneReason } }
  | { kind: 'message.shown' | 'message.released'; data: { messageId: string } }
  | { kind: 'report.made'; data: { messageId: string; why: GoneReason } }
  | { kind: 'report.dismissed'; data: { messageId: string } }
  | { kind: 'appeal.made'; data: { messageId: string } }
  | { kind: 'appeal.refused'; data: { messageId: string } }
  | { kind: 'claim.submitted'; data: { claimId: string; receiptNo: number; version: 1; sha256: string } }
  | { kind: 'claim.amended'; data: { claimId: string; version: number; sha256: string } }
  | { kind: 'claim.withdrawn'; data: { claimId: string; version: number; sha256: string } }
  | { kind: 'claim.viewed'; data: { claimId: string } }
  | { kind: 'claim.set_apart'; data: { claimId: string; otherId: string } }
  | {
      kind: 'claim.merge_proposed' | 'claim.merge_objected' | 'claim.merge_dropped' | 'claim.merged'
      data: { claimId: string; intoId: string }
    }
  | {
      kind: 'claim.moved'
      data: { claimId: string; no: number; act: StepAct; stage: LiveStage; version: number }
    }
  | { kind: 'claim.dated'; data: { claimId: string; fields: number } }
  | { kind: 'guide.done' | 'guide.undone' | 'guide.receipt_shown'; data: { step: GuideStepId } }
  | { kind: 'guide.advised'; data: { step: GuideStepId; version: number; sha256: string } }
  | { kind: 'case.state_set'; data: { stateId: string; sha256: string } }
  | { kind: 'case.state_ended' | 'case.state_removed'; data: { stateId: string } }
  | { kind: 'case.dated'; data: { days: number; sha256: string } }
  | { kind: 'room.listed' | 'room.unlisted'; data: { roomId: string } }
  | { kind: 'claim.respondents_named'; data: { claimId: string; respondents: number } }
  | { kind: 'respondent.proposed' | 'respondent.kept' | 'respondent.removed'; data: { respondentId: string } }
  | { kind: 'blame.noted' | 'blame.kept' | 'blame.removed'; data: { blameId: string } }
  | { kind: 'claim.identity_shown'; data: { claimId: string; version: number } }
  | { kind: 'export.requested'; data: { exportId: string } }
  | { kind: 'export.built'; data: { exportId: string; rows: number; sha256: string } }
  | { kind: 'export.failed'; data: { exportId: string } }
  | { kind: 'export.cancelled'; data: { exportId: string } }
  | { kind: 'receiver.opened'; data: { receiverId: string; filingId: string; version: number; days: number } }
  | { kind: 'receiver.agreed'; data: { receiverId: string; filingId: string; version: number } }
  | { kind: 'receiver.ended'; data: { receiverId: string; filingId: string; version: number } }
  | { kind: 'receiver.looked'; data: { receiverId: string; filingId: string; version: number; what: string } }
  | { kind: 'export.downloaded'; data: { exportId: string } }
  | { kind: 'filing.opened'; data: { filingId: string; sha256: string } }
  | { kind: 'filing.joined'; data: { filingId: string; consentId: string; claimId: string; sha256: string } }
  | { kind: 'filing.left'; data: { filingId: string; consentId: string; claimId: string } }
  | {
      kind: 'filing.frozen'
      data: {
        filingId: string
        version: number
        people: number
        claims: number
        remaining: number
        sha256: string
      }
    }
  | { kind: 'filing.released'; data: { filingId: string; version: number } }
  | { kind: 'filing.reopened'; data: { filingId: string; version: number } }
  | {
      kind: 'filing.identities_shown' | 'filing.evidence_given'
      data: { exportId: string; filingId: string; version: number }
    }
  | { kind: 'filing.step_kept'; data: { filingId: string; version: number; stepId: string; sha256: string } }
  | { kind: 'filing.step_taken_back' | 'filing.handler_shown'; data: { filingId: string; stepId: string } }
  | {
      kind: 'filing.paid_out'
      data: {
        filingId: string
        version: number
        payoutId: string
        amount: number
        claims: number
        sha256: string
      }
    }
  | { kind: 'filing.vote_opened'; data: { filingId: string; electionId: string; seats: number } }
  | {
      kind: 'filing.candidate_stood' | 'filing.candidate_withdrew'
      data: { filingId: string; electionId: string; candidateId: string }
    }
  | {
      kind: 'filing.vote_closed'
      data: { filingId: string; electionId: string; voters: number; chosen: number; sha256: string }
    }
  | { kind: 'filing.assent_asked'; data: { filingId: string; askId: string; sha256: string } }
  | {
      kind: 'filing.assent_given'
      data: { filingId: string; askId: string; agrees: 0 | 1; sha256: string }
    }
  | { kind: 'notice.scheduled'; data: { noticeId: string; version: number; at: number } }
  | { kind: 'notice.cancelled'; data: { noticeId: string } }
  | { kind: 'notice.published'; data: { noticeId: string; version: number; sha256: string } }
  | { kind: 'notice.edited'; data: { noticeId: string; version: number; sha256: string } }
  | { kind: 'notice.withdrawn'; data: { noticeId: string } }
  | { kind: 'notice.pinned'; data: { noticeId: string; place: number } }
  | { kind: 'notice.unpinned'; data: { noticeId: string } }
  | { kind: 'poll.opened'; data: { pollId: string; sha256: string } }
  | { kind: 'poll.closed'; data: { pollId: string; voters: number; sha256: string } }
  | { kind: 'event.added'; data: { eventId: string; sha256: string } }
  | { kind: 'event.changed'; data: { eventId: string; sequence: number; sha256: string } }
  | { kind: 'event.cancelled'; data: { eventId: string; sequence: number } }
  | { kind: 'answer.saved'; data: { answerId: string; sha256: string } }
  | { kind: 'answer.removed'; data: { answerId: string } }
  | { kind: 'welcome.written'; data: { sha256: string } }
  | {
      kind: 'kakao.imported'
      data: {
        importId: string
        sha256: string
        lines: number
        messages: number
        system: number
        skipped: number
      }
    }
  | { kind: 'kakao.withdrawn'; data: { importId: string } }
  | { kind: 'kakao.named'; data: { roomId: string; nameNo: number } }
  | { kind: 'kakao.unnamed'; data: { roomId: string; nameNo: number } }
  | { kind: 'sheet.brought'; data: { sheetId: string; sha256: string; claims: number; fresh: number } }
  | { kind: 'sheet.removed' | 'sheet.links_shown'; data: { sheetId: string; waiting: number } }
  | { kind: 'sheet.taken'; data: { claims: number; same: number } }
  | {
      kind: 'claim.settlement_brought'
      data: { claimId: string; version: number; lines: number; amount: number; sha256: string }
    }
  | { kind: 'claims.indexed'; data: { claims: number } }
  | { kind: 'package.sealed'; data: { packageId: string; files: number; sha256: string } }
  | { kind: 'kakao.picked'; data: { roomId: string; shown: number; hidden: number } }

export type LedgerKind = LedgerEntry['kind']
