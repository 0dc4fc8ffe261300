import type { LogEntry } from '#server/domain/moderation/log.ts'
import { withJosa } from '../josa.ts'
import { channelNames } from './chat.ts'

/** What was done, as a sentence about `whom` (a nickname) or `where` (a channel). */
const acts: Record<LogEntry['kind'], (about: { whom: string; where: string; pace: string }) => string> = {
  'message.hidden': ({ whom }) => `${whom}의 글을 가렸어요`,
  'message.shown': ({ whom }) => `${whom}의 글을 다시 보이게 했어요`,
  'message.held': ({ whom }) => `${whom}의 글을 확인할 때까지 붙잡아 두었어요`,
  'message.released': ({ whom }) => `${whom}의 글을 확인하고 놓아주었어요`,
  'report.dismissed': ({ whom }) => `${whom}의 글에 온 신고를 보고 그대로 두었어요`,
  'appeal.refused': ({ whom }) => `${whom}의 글을 다시 보고 계속 가려 두기로 했어요`,
  'member.removed': ({ whom }) => `${withJosa(`${whom}님`, '을/를')} 내보냈어요. 다시 들어올 수 없어요`,
  'member.sent_out': ({ whom }) => `${withJosa(`${whom}님`, '을/를')} 내보냈어요. 다시 들어올 수 있어요`,
  'member.readmitted': ({ whom }) => `${whom}님이 다시 들어올 수 있게 했어요`,
  'member.muted': ({ whom }) => `${withJosa(`${whom}님`, '을/를')} 잠시 조용히 하게 했어요`,
  'member.unmuted': ({ whom }) => `${whom}님이 다시 쓸 수 있게 했어요`,
  'member.made_cohost': ({ whom }) => `${withJosa(`${whom}님`, '을/를')} 부방장으로 세웠어요`,
  'member.dismissed': ({ whom }) => `${withJosa(`${whom}님`, '을/를')} 부방장에서 내렸어요`,
  'member.made_host': ({ whom }) => `${whom}님에게 방을 넘겼어요`,
  'member.labelled': ({ whom }) => `${whom}님의 자격을 바꾸었어요`,
  'channel.slowed': ({ where, pace }) =>
    `${where} 대화를 느린 모드로 바꾸었어요. ${pace}에 한 번 쓸 수 있어요`,
  'channel.unslowed': ({ where }) => `${where} 대화의 느린 모드를 껐어요`,
  'channel.closed': ({ where }) => `${where} 대화를 운영진만 쓰게 했어요`,
  'channel.opened': ({ where }) => `${where} 대화를 모두 쓰게 했어요`,
}

/** One act of order as a sentence. */
export function logSentence({ kind, onWhom, channel, seconds }: LogEntry): string {
  return acts[kind]({
    whom: onWhom ?? '참여자',
    where: channel ? channelNames[channel] : '',
    pace: paceName(seconds ?? 0),
  })
}

/** Seconds between two messages: `10초`, `1분`. */
export function paceName(seconds: number): string {
  return seconds < 60 ? `${seconds}초` : `${Math.round(seconds / 60)}분`
}

/** A span of minutes: `10분`, `2시간`, `하루`. */
export function spanName(minutes: number): string {
  if (minutes < 60) return `${minutes}분`
  return minutes < 1440 ? `${Math.round(minutes / 60)}시간` : '하루'
}
