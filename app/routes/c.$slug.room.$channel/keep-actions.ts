import { claimSidesOf } from '#app/shapes/case.ts'
import type { MessageView } from '#app/shapes/live.ts'
import { keepWords } from '#app/text/ko/fact.ts'
import type { ActionPlace, MessageAction } from './message-actions.ts'

const worded = (messages: readonly MessageView[]) => messages.every(({ gone, body }) => gone === null && body)
const to = (path: string, more: Record<string, string> = {}) => {
  return (messages: readonly MessageView[], { slug }: ActionPlace) => {
    const query = new URLSearchParams(more)
    for (const { id } of messages) query.append('m', id)
    return `/c/${slug}/${path}?${query}`
  }
}

/** What becomes of messages: a fact of the timeline, evidence of one's own, the beginning of a claim. */
export const keepActions: readonly MessageAction[] = [
  {
    key: 'fact',
    icon: 'log',
    label: keepWords.fact,
    takes: 'many',
    offered: worded,
    to: to('keep', { as: 'fact' }),
  },
  {
    ...{ key: 'evidence', icon: 'shield', label: keepWords.evidence, takes: 'many' },
    ...{ offered: worded, to: to('keep', { as: 'evidence' }) },
  },
  {
    ...{ key: 'claim', icon: 'claim', label: keepWords.claim, takes: 'many' },
    offered: (messages, { me }) => worded(messages) && claimSidesOf(me.side).length > 0,
    to: to('claims/new'),
  },
]
