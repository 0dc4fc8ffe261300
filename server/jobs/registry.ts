import type { Db } from '#db/client.ts'
import { recountCards } from '#server/domain/card.ts'
import { checkpointLedgers } from '#server/domain/checkpoint.ts'
import { indexClaimsFromBefore } from '#server/domain/claim/index-before.ts'
import { forgetOldUnsent } from '#server/domain/claim/unsent.ts'
import { askForDigests, sendDigest } from '#server/domain/digest.ts'
import { carryOutMerges } from '#server/domain/duplicate.ts'
import { eraseWords } from '#server/domain/erasure.ts'
import { clearEvidence, lookAtFile, scanFile, sweepEvidence } from '#server/domain/evidence.ts'
import { buildExportNow, sweepExports } from '#server/domain/export.ts'
import { askAboutPromises, pushPromises } from '#server/domain/fact.ts'
import { pushFilingNews, remindFilings } from '#server/domain/filing/news.ts'
import { clearKakao, readKakaoNow, reviveKakao } from '#server/domain/kakao.ts'
import { publishDueNotice, publishOverdueNotices } from '#server/domain/notice.ts'
import { pushClaimNews } from '#server/domain/notify/claim-news.ts'
import { forgetNotifications, readOn, sweepReach } from '#server/domain/notify.ts'
import { sweepPictures } from '#server/domain/picture.ts'
import { closeDuePoll, closeOverduePolls } from '#server/domain/poll.ts'
import { pushToCrowd, pushToMember } from '#server/domain/push.ts'
import { pushReminders, remindDeadlines } from '#server/domain/reminder.ts'
import { forgetOldSettlements } from '#server/domain/settlement.ts'
import { clearSheet, readSheetNow, sweepSheets } from '#server/domain/sheet.ts'
import { sweepFiles } from '#server/domain/stored-file.ts'
import { recountCells } from '#server/domain/total/cells.ts'
import { recountTotals } from '#server/domain/total.ts'
import { carryUnion } from '#server/domain/union.ts'
import type { Vault } from '#server/domain/vault.ts'
import type { Scanner } from '#server/files/clamd.ts'
import type { FileStore } from '#server/files/store.ts'
import type { Mailer } from '#server/mail/mailer.ts'
import type { Push } from '#server/push/push.ts'
import { sweepSessions } from '#server/web/session.ts'
import type { JobKind, JobPayload } from './kinds.ts'
import type { Scribe } from './scribe.ts'

/** All that jobs stand on; opened and closed by the process. */
export type JobParts = {
  db: Db
  vault: Vault
  files: FileStore
  push: Push
  mail: Mailer | null
  scan: Scanner | null
  /** Writes exports beside this process; unless there is one, they are written in it. */
  scribe?: Scribe | undefined
}

/** What a run knows besides: whether another try follows a failure, and the wish to break off. */
export type JobRun = JobParts & { lastTry: boolean; signal: AbortSignal | undefined }

export type Work = { [K in JobKind]: (payload: JobPayload<K>, run: JobRun) => Promise<unknown> }

/** Each job is one domain call. */
export const registry: Work = {
  'export.build': ({ exportId }, { db, lastTry, scribe, ...deps }) =>
    scribe ? scribe({ exportId, lastTry }, deps.signal) : buildExportNow(db, { exportId, lastTry }, deps),
  'export.sweep': (_, { db, files }) => sweepExports(db, { files }),
  'totals.recount': async (_, { db }) => {
    await recountTotals(db)
    await recountCells(db)
  },
  'ledger.checkpoint': ({ caseId }, { db, vault }) => checkpointLedgers(db, { caseId }, { vault }),
  'notify.channel': ({ channelId }, { db }) => readOn(db, { channelId }),
  'notify.sweep': (_, { db }) => sweepReach(db),
  'notify.forget': (_, { db }) => forgetNotifications(db),
  'push.member': (about, { db, push }) => pushToMember(db, about, { push }),
  'push.crowd': (about, { db, push }) => pushToCrowd(db, about, { push }),
  'claim.push': ({ memberId }, { db, push }) => pushClaimNews(db, { memberId }, { push }),
  'claim.index': (_, { db, vault, signal }) => indexClaimsFromBefore(db, { vault, signal }),
  'claim.forget': (_, { db }) => forgetOldUnsent(db),
  'claim.merge': (_, { db }) => carryOutMerges(db),
  'notice.publish': ({ noticeId }, { db }) => publishDueNotice(db, { noticeId }),
  'poll.close': ({ pollId }, { db }) => closeDuePoll(db, { pollId }),
  'due.sweep': async (_, { db }) => {
    await publishOverdueNotices(db)
    await closeOverduePolls(db)
  },
  'cards.recount': (_, { db }) => recountCards(db),
  'kakao.read': ({ importId }, { db, lastTry, ...deps }) => readKakaoNow(db, { importId, lastTry }, deps),
  'kakao.clear': ({ importId }, { db, files }) => clearKakao(db, { importId }, { files }),
  'kakao.revive': (_, { db }) => reviveKakao(db),
  'case.carry': ({ unionId }, { db, vault }) => carryUnion(db, { unionId }, { vault }),
  'sheet.read': ({ sheetId }, { db, lastTry, ...deps }) => readSheetNow(db, { sheetId, lastTry }, deps),
  'sheet.clear': ({ sheetId }, { db, files }) => clearSheet(db, { sheetId }, { files }),
  'sheet.sweep': async (_, { db }) => (await sweepSheets(db)) + (await forgetOldSettlements(db)),
  'member.erase': ({ memberId }, { db, files }) => eraseWords(db, { memberId }, { files }),
  'picture.sweep': (_, { db, files }) => sweepPictures(db, { files }),
  'evidence.look': ({ fileId }, { db, vault, files }) => lookAtFile(db, { fileId }, { vault, files }),
  'evidence.scan': ({ fileId }, { db, vault, files, scan }) =>
    scanFile(db, { fileId }, { vault, files, scan }),
  'evidence.clear': ({ evidenceId }, { db, files }) => clearEvidence(db, { evidenceId }, { files }),
  'evidence.sweep': (_, { db, vault, files, scan }) => sweepEvidence(db, { vault, files, scan }),
  'file.sweep': (_, { db, files }) => sweepFiles(db, { files }),
  'digest.daily': (_, { db, mail }) => (mail ? askForDigests(db) : Promise.resolve()),
  'digest.send': (about, { db, vault, mail }) => sendDigest(db, about, { vault, mail }),
  'deadline.remind': (_, { db }) => remindDeadlines(db),
  'filing.remind': (_, { db }) => remindFilings(db),
  'filing.push': ({ filingId }, { db, push }) => pushFilingNews(db, { filingId }, { push }),
  'deadline.push': ({ memberId }, { db, push }) => pushReminders(db, { memberId }, { push }),
  'promise.ask': (_, { db }) => askAboutPromises(db),
  'promise.push': ({ memberId }, { db, push }) => pushPromises(db, { memberId }, { push }),
  'session.sweep': (_, { db }) => sweepSessions(db),
}
