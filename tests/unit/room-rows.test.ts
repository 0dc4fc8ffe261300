import { describe, expect, it } from 'vitest'
import { openRoom, type Pending } from '#app/live/room-state.ts'
import { rowsOf } from '#app/routes/c.$slug.room.$channel/rows.ts'
import type { MessageView } from '#app/shapes/live.ts'
import { bare } from '#tests/messages.ts'

const minji = '00000000-0000-4000-8000-00000000000a'
const taeho = '00000000-0000-4000-8000-00000000000b'
const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

/** A message at a KST time of 5 January 2026, or of the day given. */
function message(seq: number, author: string, time: string, day = '2026-01-05'): MessageView {
  return {
    id: id(seq),
    clientId: id(10_000 + seq),
    seq,
    rev: seq,
    author: { id: author, nickname: '이름', side: 'buyer', role: 'member' },
    body: `글 ${seq}`,
    replyTo: null,
    at: new Date(`${day}T${time}+09:00`).toISOString(),
    editedAt: null,
    ...bare,
  }
}

function drawn(messages: MessageView[], readSeq = 0, hasOlder = false, pending: Pending[] = []) {
  const state = openRoom(minji, { messages, head: 99, hasOlder, hasNewer: false }, readSeq)
  return rowsOf({ ...state, pending }).map((row) => {
    if (row.kind === 'day') return row.date
    if (row.kind === 'divider') return '—'
    return `${row.mine ? '나' : '남'}${row.opens ? '<' : ''}${row.closes ? '>' : ''}`
  })
}

describe('the rows of a conversation', () => {
  it('name an author once a run and the time once a minute', () => {
    const messages = [
      message(1, taeho, '15:04:01'),
      message(2, taeho, '15:04:40'),
      message(3, taeho, '15:05:00'),
      message(4, minji, '15:05:10'),
      message(5, taeho, '15:05:20'),
    ]
    expect(drawn(messages)).toEqual(['2026-01-05', '남<', '남>', '남>', '나<>', '남<>'])
  })

  it('name the author again after a silence', () => {
    expect(drawn([message(1, taeho, '15:00:00'), message(2, taeho, '15:30:00')])).toEqual([
      '2026-01-05',
      '남<>',
      '남<>',
    ])
  })

  it('begin each day of Seoul with its date', () => {
    const messages = [message(1, taeho, '23:59:50'), message(2, taeho, '00:00:05', '2026-01-06')]
    expect(drawn(messages)).toEqual(['2026-01-05', '남<>', '2026-01-06', '남<>'])
  })

  it('draw the unread line before the first message of somebody else', () => {
    const messages = [
      message(1, taeho, '15:04:00'),
      message(2, minji, '15:04:10'),
      message(3, taeho, '15:04:20'),
    ]
    expect(drawn(messages, 1)).toEqual(['2026-01-05', '남<>', '나<>', '—', '남<>'])
  })

  it('draw no unread line when its place is not held yet', () => {
    expect(drawn([message(5, taeho, '15:04:00')], 2, true)).toEqual(['2026-01-05', '남<>'])
  })

  it('keep the key of a message from pending to stored', () => {
    const own = message(2, minji, '15:04:10')
    const { clientId, at } = own
    const words = { body: '글', replyTo: null, mentions: [], files: [] }
    const waiting: Pending = { ...words, clientId, at, state: 'sending', code: null }
    const state = openRoom(minji, { messages: [], head: 1, hasOlder: false, hasNewer: false }, 0)
    const before = rowsOf({ ...state, pending: [waiting] }).map((row) => row.key)
    const after = rowsOf({ ...state, messages: [own] }).map((row) => row.key)
    expect(before).toEqual(after)
  })
})
