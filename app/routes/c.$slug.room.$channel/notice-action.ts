import { noticeAction } from '#app/text/ko/notices.ts'
import type { MessageAction } from './message-actions.ts'

/** The staff makes a notice of what somebody wrote. */
export const noticeActions: readonly MessageAction[] = [
  {
    key: 'notice',
    icon: 'pin',
    label: noticeAction.label,
    takes: 'one',
    offered: ([message], { me }) => me.role !== 'member' && Boolean(message?.body) && !message?.card,
    to: ([message], { slug }) => `/c/${slug}/notices/new?from=${message?.id}`,
  },
]
