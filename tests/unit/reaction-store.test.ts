import { describe, expect, test } from 'vitest'
import { createReactionStore, type ReactionDoor, shownReactions } from '#app/live/reaction-store.ts'
import type { Emoji, MessageView } from '#app/shapes/live.ts'
import { bare } from '#tests/messages.ts'

const id = '00000000-0000-4000-8000-000000000001'
const other = '00000000-0000-4000-8000-000000000002'

function message(rev: number, reactions: MessageView['reactions']): MessageView {
  const author = { id: other, nickname: '태호', side: 'seller', role: 'member' } as const
  const at = '2026-01-05T03:00:00.000Z'
  const plain = { clientId: id, seq: 1, body: '글', replyTo: null, at, editedAt: null }
  return { ...bare, ...plain, id, rev, author, reactions }
}

type Answer = Awaited<ReturnType<ReactionDoor['react']>>

/** A store whose door answers when it is told to. */
function opened(own: Record<string, Emoji[]> = {}) {
  const asked: string[][] = []
  const answers: ((answer: Answer) => void)[] = []
  const wishes: string[] = []
  const store = createReactionStore({
    async own(ids) {
      asked.push([...ids])
      return own
    },
    react: (_, emoji, on) => {
      wishes.push(`${on ? '+' : '-'}${emoji}`)
      return new Promise((resolve) => answers.push(resolve))
    },
  })
  const shown = (view: MessageView) =>
    shownReactions(view, store.own(view.id)).map(
      ({ emoji, count, mine }) => `${emoji}${count}${mine ? '!' : ''}`,
    )
  return { store, asked, answers, wishes, shown }
}

describe('reactions of one reader', () => {
  test('show at once, and once only when the server counts them too', async () => {
    const { store, answers, shown } = opened()
    const before = message(5, [{ emoji: '👍', count: 2 }])
    const done = store.toggle(before, '👍')
    expect(shown(before)).toEqual(['👍3!'])
    answers[0]?.({ rev: 9 })
    expect(await done).toBeNull()
    expect(shown(before)).toEqual(['👍3!'])
    // Somebody else's came between.
    expect(shown(message(8, [{ emoji: '👍', count: 3 }]))).toEqual(['👍4!'])
    expect(shown(message(9, [{ emoji: '👍', count: 4 }]))).toEqual(['👍4!'])
  })

  test('are taken back by the same tap, and vanish with the last one', async () => {
    const { store, answers, wishes, shown } = opened()
    const none = message(5, [])
    const given = store.toggle(none, '✅')
    answers[0]?.({ rev: 6 })
    await given
    const one = message(6, [{ emoji: '✅', count: 1 }])
    const taken = store.toggle(one, '✅')
    expect(shown(one)).toEqual([])
    answers[1]?.({ rev: 7 })
    await taken
    expect(shown(message(7, []))).toEqual([])
    expect(wishes).toEqual(['+✅', '-✅'])
  })

  test('are undone when the server says no', async () => {
    const { store, answers, shown } = opened()
    const view = message(5, [{ emoji: '👍', count: 2 }])
    const done = store.toggle(view, '🙏')
    expect(shown(view)).toEqual(['👍2', '🙏1!'])
    answers[0]?.({ code: 'shared.not_found' })
    expect(await done).toBe('shared.not_found')
    expect(shown(view)).toEqual(['👍2'])
  })

  test('follow the last of two quick wishes, whichever answer comes first', async () => {
    const { store, answers, shown } = opened()
    const view = message(5, [{ emoji: '👍', count: 2 }])
    const [on, off] = [store.toggle(view, '👍'), store.toggle(view, '👍')]
    expect(shown(view)).toEqual(['👍2'])
    answers[1]?.({ rev: 5 })
    answers[0]?.({ code: 'message.busy' })
    expect([await on, await off]).toEqual(['message.busy', null])
    expect(shown(view)).toEqual(['👍2'])
  })

  test('over plain requests count from the next change of the message on', async () => {
    const { store, answers, shown } = opened()
    const view = message(5, [])
    const done = store.toggle(view, '👀')
    answers[0]?.({ rev: null })
    await done
    expect(shown(view)).toEqual(['👀1!'])
    expect(shown(message(6, [{ emoji: '👀', count: 1 }]))).toEqual(['👀1!'])
  })

  test('are asked for together, and only where there are any', async () => {
    const { store, asked, shown } = opened({ [id]: ['👍'] })
    const view = message(5, [{ emoji: '👍', count: 2 }])
    store.meet(view)
    store.meet({ id: other, reactions: [] })
    store.meet(view)
    await new Promise((resolve) => store.subscribe(() => resolve(null)))
    expect(asked).toEqual([[id]])
    expect(shown(view)).toEqual(['👍2!'])
    // It had none when it came: whoever gives the first is somebody else.
    store.meet({ id: other, reactions: [{ emoji: '👍', count: 1 }] })
    expect(asked).toHaveLength(1)
  })

  test('that the page brought are not asked for', () => {
    const { store, asked, shown } = opened()
    store.take([id], { [id]: ['🙏'] })
    const view = message(5, [{ emoji: '🙏', count: 1 }])
    store.meet(view)
    expect(asked).toEqual([])
    expect(shown(view)).toEqual(['🙏1!'])
  })
})
