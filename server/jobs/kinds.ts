import * as z from 'zod/mini'
import { Id } from '#app/shapes/id.ts'

const Nothing = z.object({})

/**
 * Every kind of background work: what it needs to know (ids only, never words or names), how often it is tried, and
 * for recurring work when (cron in UTC; Seoul is nine hours ahead). Pauses between tries grow: about 3, 7, 20, 55 s.
 */
export const jobKinds = {
  /** Writes a list that was asked for. Four tries take half a minute; then the person should know and ask again. */
  'export.build': { payload: z.object({ exportId: Id }), tries: 4, cron: null },
  /** Deletes lists past their ten minutes. */
  'export.sweep': { payload: Nothing, tries: 2, cron: '* * * * *' },
  /** Counts totals anew and compares them with the running ones, nightly at 03:30 KST. */
  'totals.recount': { payload: Nothing, tries: 3, cron: '30 18 * * *' },
  /** Signs where each ledger ends now. */
  'ledger.checkpoint': { payload: z.object({ caseId: z.optional(Id) }), tries: 3, cron: '7 * * * *' },
  /** Reads a channel on for those it names, answers or gives a notice (server/domain/notify/read-on.ts). */
  'notify.channel': { payload: z.object({ channelId: Id }), tries: 5, cron: null },
  /** Finds channels whose reading on was lost with a process. */
  'notify.sweep': { payload: Nothing, tries: 2, cron: '* * * * *' },
  /** Forgets what people were told of long ago, nightly at 04:10 KST. */
  'notify.forget': { payload: Nothing, tries: 3, cron: '10 19 * * *' },
  /** Pushes to one member what concerns them in a channel. */
  'push.member': { payload: z.object({ memberId: Id, channelId: Id }), tries: 3, cron: null },
  /** Pushes new messages, or with a notification a notice; since when those it wakes were left in peace. */
  'push.crowd': {
    payload: z.object({
      channelId: Id,
      notificationId: z.nullable(Id),
      since: z.nullable(z.iso.datetime()),
    }),
    tries: 3,
    cron: null,
  },
  /** Pushes to one member what happened to their claims. */
  'claim.push': { payload: z.object({ memberId: Id }), tries: 3, cron: null },
  /** Forgets half-written claims nobody touched for long, nightly at 04:30 KST. */
  'claim.forget': { payload: Nothing, tries: 3, cron: '30 19 * * *' },
  /** Brings claims filed before their review up to date; asked for at every start. */
  'claim.index': { payload: Nothing, tries: 10, cron: null },
  /** Withdraws claims in favour of others where nobody objected in time, daily at 00:20 KST. */
  'claim.merge': { payload: Nothing, tries: 5, cron: '20 15 * * *' },
  /** Publishes a notice at its time. Ten tries last an hour and a half; the sweep comes every minute besides. */
  'notice.publish': { payload: z.object({ noticeId: Id }), tries: 10, cron: null },
  /** Closes a poll at its time. By the clock it is closed already; this tells the room and forgets who chose what. */
  'poll.close': { payload: z.object({ pollId: Id }), tries: 10, cron: null },
  /** Does what the two above missed: a worker killed at work holds its job for hours. */
  'due.sweep': { payload: Nothing, tries: 2, cron: '* * * * *' },
  /** Counts acks and votes anew and compares them with the running counts, nightly at 03:40 KST. */
  'cards.recount': { payload: Nothing, tries: 3, cron: '40 18 * * *' },
  /** Reads a KakaoTalk file that was brought. */
  'kakao.read': { payload: z.object({ importId: Id }), tries: 4, cron: null },
  /** Removes what a withdrawn or failed import leaves behind. */
  'kakao.clear': { payload: z.object({ importId: Id }), tries: 10, cron: null },
  /** Reads on what was cut off with its process. */
  'kakao.revive': { payload: Nothing, tries: 2, cron: '* * * * *' },
  /** Carries people and claims of a room that ends into the kept one. */
  'case.carry': { payload: z.object({ unionId: Id }), tries: 10, cron: null },
  /** Reads a list of claims that was brought. */
  'sheet.read': { payload: z.object({ sheetId: Id }), tries: 4, cron: null },
  /** Removes what a list may no longer leave behind. */
  'sheet.clear': { payload: z.object({ sheetId: Id }), tries: 10, cron: null },
  /** Reads on what was cut off, and removes lists whose time is over. */
  'sheet.sweep': { payload: Nothing, tries: 2, cron: '* * * * *' },
  /** Removes what is left of a member who was erased. Ten tries last an hour and a half. */
  'member.erase': { payload: z.object({ memberId: Id }), tries: 10, cron: null },
  /** Deletes pictures that no message has. */
  'picture.sweep': { payload: Nothing, tries: 3, cron: '41 * * * *' },
  /** Draws copies of an original of the locker and reads what it can be found by. */
  'evidence.look': { payload: z.object({ fileId: Id }), tries: 4, cron: null },
  /** Has an original looked at for viruses, when there is a scanner. */
  'evidence.scan': { payload: z.object({ fileId: Id }), tries: 4, cron: null },
  /** Removes the files of a withdrawn piece of evidence. */
  'evidence.clear': { payload: z.object({ evidenceId: Id }), tries: 10, cron: null },
  /** Removes files that stopped coming, and does what the two above missed. */
  'evidence.sweep': { payload: Nothing, tries: 3, cron: '47 * * * *' },
  /** Deletes files that no row names, nightly at 04:20 KST. */
  'file.sweep': { payload: Nothing, tries: 3, cron: '20 19 * * *' },
  /** Asks for the daily mails, at 09:00 KST. */
  'digest.daily': { payload: Nothing, tries: 3, cron: '0 0 * * *' },
  /** Sends one member's mail about one room. */
  'digest.send': { payload: z.object({ memberId: Id }), tries: 4, cron: null },
  /** Reminds of deadlines seven, three and one days before, hourly: a run that was cut off is made up for. */
  'deadline.remind': { payload: Nothing, tries: 3, cron: '2 * * * *' },
  /** Pushes to one member what they were reminded of. */
  'deadline.push': { payload: z.object({ memberId: Id }), tries: 3, cron: null },
  /** Asks about promises whose time has passed. */
  'promise.ask': { payload: Nothing, tries: 3, cron: '*/10 * * * *' },
  /** Pushes to one member how many promises wait for a word of theirs. */
  'promise.push': { payload: z.object({ memberId: Id }), tries: 3, cron: null },
  /** Reminds before filings close, hourly, and asks for pushes that waited for the end of quiet hours. */
  'filing.remind': { payload: Nothing, tries: 3, cron: '12 * * * *' },
  /** Pushes what people in a filing were told of it. */
  'filing.push': { payload: z.object({ filingId: Id }), tries: 3, cron: null },
  /** Forgets sessions past their end. */
  'session.sweep': { payload: Nothing, tries: 2, cron: '23 * * * *' },
} as const

export type JobKind = keyof typeof jobKinds
export type JobPayload<K extends JobKind> = z.infer<(typeof jobKinds)[K]['payload']>
