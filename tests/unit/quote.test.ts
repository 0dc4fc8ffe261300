import { describe, expect, test } from 'vitest'
import { openRoom, type RoomPage, roomAfter } from '#app/live/room-state.ts'
import type { MessageView } from '#app/shapes/live.ts'
import { QUOTE_GRAPHEMES, quotedWords, requoted } from '#app/shapes/quote.ts'
import { bare } from '#tests/messages.ts'

function message(seq: number, more: Partial<MessageView> = {}): MessageView {
  return {
    ...bare,
    ...{ id: `m${seq}`, clientId: `c${seq}`, seq, rev: seq, body: `글 ${seq}` },
    author: { id: 'taeho', nickname: '태호', side: 'seller', role: 'member' },
    ...{ replyTo: null, at: '2024-08-16T00:00:00.000Z', editedAt: null },
    ...more,
  }
}

/** An answer to message 1. */
const answer = (seq: number, body: string | null = '글 1') =>
  message(seq, { replyTo: { id: 'm1', seq: 1, nickname: '태호', body } })
const hidden = (rev: number) => message(1, { rev, body: null, gone: 'hidden', goneWhy: 'personal' })
const edited = (rev: number) => message(1, { rev, body: '고친 글' })
const quotes = (messages: readonly MessageView[]) => messages.map((one) => one.replyTo?.body)

test('a quote is one line of words, and nothing of words out of sight', () => {
  expect(quotedWords('가'.repeat(100))).toBe('가'.repeat(QUOTE_GRAPHEMES))
  expect(quotedWords(null)).toBeNull()
})

describe('answers', () => {
  const held = [message(1), answer(2), message(3)]

  test('lose the words that went out of sight, and get the new ones', () => {
    expect(quotes(requoted(held, [hidden(4)]))).toEqual([undefined, null, undefined])
    expect(quotes(requoted(held, [edited(4)]))).toEqual([undefined, '고친 글', undefined])
  })

  test('lose the name of somebody who was erased', () => {
    const author = { id: 'taeho', nickname: '떠난 사람', side: 'seller', role: 'member' } as const
    const erased = message(1, { rev: 4, body: null, gone: 'erased', author })
    expect(requoted(held, [erased])[1]?.replyTo).toMatchObject({ nickname: '떠난 사람', body: null })
    const gone = [message(1, { body: null }), answer(2, null)]
    expect(requoted(gone, [erased])[1]?.replyTo).toMatchObject({ nickname: '떠난 사람', body: null })
  })

  test('are left alone by new messages, and by changes of others', () => {
    expect(requoted(held, [message(4)])).toBe(held)
    expect(requoted(held, [message(3, { rev: 4 })])).toBe(held)
  })
})

describe('a browser', () => {
  const page = (messages: MessageView[], more: Partial<RoomPage> = {}): RoomPage => ({
    ...{ messages, head: 3, hasOlder: false, hasNewer: false },
    ...more,
  })
  const hide = { kind: 'changes' as const, frame: { from: 3, to: 4, changes: [hidden(4)] } }

  test('forgets in every answer what was hidden', () => {
    const room = openRoom('minji', page([message(1), answer(2), message(3)]), 0)
    expect(quotes(roomAfter(room, hide).messages)).toEqual([undefined, null, undefined])
  })

  test('forgets it also where the hidden message itself is not held', () => {
    const room = openRoom('minji', page([answer(2), message(3)], { hasOlder: true }), 0)
    expect(quotes(roomAfter(room, hide).messages)).toEqual([null, undefined])
  })

  test('forgets it in a page that was read before and comes after', () => {
    const room = roomAfter(openRoom('minji', page([message(3)], { hasOlder: true }), 0), hide)
    const late = page([message(1), answer(2)])
    const whole = roomAfter(room, { kind: 'older', before: 3, page: late })
    expect(whole.messages.map(({ rev }) => rev)).toEqual([4, 2, 3])
    expect(quotes(whole.messages)).toEqual([undefined, null, undefined])
  })

  test('shows it again once it is shown again', () => {
    const room = roomAfter(openRoom('minji', page([message(1), answer(2), message(3)]), 0), hide)
    const shown = { kind: 'changes' as const, frame: { from: 4, to: 5, changes: [message(1, { rev: 5 })] } }
    expect(quotes(roomAfter(room, shown).messages)).toEqual([undefined, '글 1', undefined])
  })
})
