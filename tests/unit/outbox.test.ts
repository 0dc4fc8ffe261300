import { describe, expect, it, vi } from 'vitest'
import { LONGEST_WAIT_MS, reconnectDelay } from '#app/live/backoff.ts'
import { newClientId } from '#app/live/client-id.ts'
import { deviceStore } from '#app/live/device-store.ts'
import { draftOf } from '#app/live/drafts.ts'
import { type Outgoing, openOutbox, type SendOutcome } from '#app/live/outbox.ts'
import { Id } from '#app/shapes/id.ts'

const member = '00000000-0000-4000-8000-00000000000a'
const channelId = '00000000-0000-4000-8000-0000000000cc'

const item = (number: number): Outgoing => ({
  channelId,
  address: '/c/abcdefghij/room/all/messages',
  clientId: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  body: `글 ${number}`,
  replyTo: null,
  mentions: [],
  files: [],
  insist: [],
  at: `2026-01-05T03:00:0${number}.000Z`,
})

/** An outbox over a line whose answers are given in turn; past the last one everything is sent. */
function setUp(answers: SendOutcome[] = [], store = deviceStore(null)) {
  const arrived: string[] = []
  const told: string[] = []
  const outbox = openOutbox(member, {
    store,
    send: async ({ body }) => {
      const answer = answers.shift() ?? { kind: 'sent' }
      if (answer.kind === 'sent') arrived.push(body)
      return answer
    },
    report: (clientId, state, code) => told.push([clientId.slice(-1), state, code].filter(Boolean).join(' ')),
    alone: (work) => work(),
  })
  return { outbox, arrived, told, store }
}

describe('the outbox', () => {
  it('sends in the order of writing and forgets what was stored', async () => {
    const { outbox, arrived, told } = setUp()
    outbox.add(item(1))
    outbox.add(item(2))
    await vi.waitFor(() => expect(arrived).toEqual(['글 1', '글 2']))
    expect(told).toEqual(['1 sending', '1 sent', '2 sending', '2 sent'])
    expect(outbox.waiting(channelId)).toEqual([])
  })

  it('keeps everything in order while there is no line, and through a reload', async () => {
    const before = setUp([{ kind: 'down' }, { kind: 'down' }, { kind: 'down' }])
    before.outbox.add(item(1))
    before.outbox.add(item(2))
    await vi.waitFor(() => expect(before.told).toContain('2 waiting'))
    expect(before.arrived).toEqual([])
    before.outbox.close()
    const reloaded = setUp([], before.store)
    expect(reloaded.outbox.waiting(channelId).map((one) => one.body)).toEqual(['글 1', '글 2'])
    reloaded.outbox.flush()
    await vi.waitFor(() => expect(reloaded.arrived).toEqual(['글 1', '글 2']))
  })

  it('keeps the order of writing when the clock of the device is set back, and what a message carries', async () => {
    const before = setUp([{ kind: 'down' }, { kind: 'down' }])
    const files = [{ id: channelId, kind: 'picture' as const, width: 4, height: 3, bytes: 90 }]
    const mentions = [{ id: member, name: '소라' }]
    before.outbox.add({ ...item(1), files, mentions, insist: ['phone'], at: '2026-01-05T03:00:00.000Z' })
    before.outbox.add({ ...item(2), at: '2026-01-05T02:00:00.000Z' })
    await vi.waitFor(() => expect(before.told).toContain('2 waiting'))
    before.outbox.close()
    const sent: Outgoing[] = []
    const reloaded = openOutbox(member, {
      store: before.store,
      send: async (one) => {
        sent.push(one)
        return { kind: 'sent' }
      },
      report: () => {},
      alone: (work) => work(),
    })
    expect(reloaded.waiting(channelId)).toMatchObject([{ body: '글 1', files, mentions }, { body: '글 2' }])
    reloaded.flush()
    await vi.waitFor(() => expect(sent).toHaveLength(2))
    expect(sent).toMatchObject([{ body: '글 1', files, mentions, insist: ['phone'] }, { body: '글 2' }])
  })

  it('shows a refused one as failed, goes on with the rest, and sends it again when asked', async () => {
    const { outbox, arrived, told } = setUp([{ kind: 'refused', code: 'message.too_long' }])
    outbox.add(item(1))
    outbox.add(item(2))
    await vi.waitFor(() => expect(arrived).toEqual(['글 2']))
    expect(told).toContain('1 failed message.too_long')
    expect(outbox.waiting(channelId)).toMatchObject([{ state: 'failed', code: 'message.too_long' }])
    outbox.retry(item(1).clientId)
    await vi.waitFor(() => expect(arrived).toEqual(['글 2', '글 1']))
  })

  it('drops what is not wanted any more, also while it is being refused', async () => {
    const { outbox } = setUp([{ kind: 'refused', code: 'message.too_long' }])
    outbox.add(item(1))
    outbox.drop(item(1).clientId)
    await Promise.resolve()
    expect(outbox.waiting(channelId)).toEqual([])
  })

  it('comes again when the server asks for patience', async () => {
    const { outbox, arrived, told } = setUp([{ kind: 'later', afterMs: 5 }])
    outbox.add(item(1))
    await vi.waitFor(() => expect(arrived).toEqual(['글 1']))
    expect(told.slice(0, 2)).toEqual(['1 sending', '1 waiting'])
  })

  it('ignores what others wrote under its keys, and other members', () => {
    const store = deviceStore(null)
    store.set(`moa.outbox.${member}.x`, '{"body":')
    store.set(`moa.outbox.${member}.y`, '{"body":1}')
    const { outbox } = setUp([{ kind: 'down' }], store)
    outbox.add(item(1))
    expect(outbox.waiting(channelId)).toHaveLength(1)
    const other = openOutbox('00000000-0000-4000-8000-00000000000b', {
      store,
      send: async () => ({ kind: 'down' }),
      report: () => {},
      alone: (work) => work(),
    })
    expect(other.waiting(channelId)).toEqual([])
  })
})

describe('a draft', () => {
  it('is kept until it is empty', () => {
    const store = deviceStore(null)
    const draft = draftOf(store, member, channelId)
    draft.change({ words: '쓰다 만 글' })
    expect(draftOf(store, member, channelId).read()).toMatchObject({ words: '쓰다 만 글', replyTo: null })
    draft.change({ words: '  ' })
    expect(store.keys('moa.draft.')).toEqual([])
  })

  it('keeps whom it answers, whom it names and its pictures, with words or without', () => {
    const store = deviceStore(null)
    const replyTo = { id: channelId, seq: 3, nickname: '태호', body: '원래 글' }
    const mentions = [{ id: member, name: '소라' }]
    const files = [{ id: channelId, kind: 'picture' as const, width: 4, height: 3, bytes: 90 }]
    const draft = draftOf(store, member, channelId)
    draft.change({ words: '@소라 ', replyTo, mentions })
    draft.change({ files })
    expect(draft.read()).toEqual({ words: '@소라 ', replyTo, mentions, files })
    draft.change({ words: '', replyTo: null })
    expect(draft.read().files).toEqual(files)
    draft.change({ files: [] })
    expect(store.keys('moa.draft.')).toEqual([])
  })

  it('that was kept as words alone is read, and so is one that looks like data', () => {
    const store = deviceStore(null)
    for (const words of ['예전에 쓰던 글', '{"words":1}', '12345']) {
      store.set(`moa.draft.${member}.${channelId}`, words)
      expect(draftOf(store, member, channelId).read().words).toBe(words)
    }
  })
})

describe('trying the line again', () => {
  it('waits at random between half a second and a doubling end, at most thirty seconds', () => {
    expect(reconnectDelay(0, LONGEST_WAIT_MS.production, () => 0)).toBe(500)
    expect(reconnectDelay(0, LONGEST_WAIT_MS.production, () => 1)).toBe(1_000)
    expect(reconnectDelay(3, LONGEST_WAIT_MS.production, () => 1)).toBe(8_000)
    expect(reconnectDelay(50, LONGEST_WAIT_MS.production, () => 1)).toBe(30_000)
    expect(reconnectDelay(50, LONGEST_WAIT_MS.production, () => 0)).toBe(500)
  })
})

describe('a client id', () => {
  it('is a UUID, with and without https', () => {
    expect(Id.safeParse(newClientId()).success).toBe(true)
    vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) })
    expect(Id.safeParse(newClientId()).success).toBe(true)
    vi.unstubAllGlobals()
  })
})
