import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { ANSWERS_MAX } from '#app/shapes/host-answer.ts'
import type { Db } from '#db/client.ts'
import { channelFor } from '#server/domain/access.ts'
import { hostAnswers, postHostAnswer, removeHostAnswer, saveHostAnswer } from '#server/domain/host-answer.ts'
import { joinCase } from '#server/domain/member.ts'
import { editMessage, messagesBefore } from '#server/domain/message.ts'
import { readWelcome, welcomeFor, welcomeText, writeWelcome } from '#server/domain/welcome.ts'
import { freshDatabase } from '#tests/database.ts'
import { entryOf, joined, openTestCase, type TestCase, testVault } from '#tests/people.ts'

let db: Db
let room: TestCase

beforeAll(async () => {
  db = (await freshDatabase()).db
  room = await openTestCase(db, testVault())
})

const words = (changes = {}) => ({
  slug: room.slug,
  id: randomUUID(),
  keywords: ['환불', '취소'],
  question: '환불은 언제 되나요?',
  answer: '아직 정해지지 않았어요.',
  ...changes,
})
const seen = () => hostAnswers(db, room.minji.viewer, { slug: room.slug })

async function kept(changes = {}): Promise<string> {
  const answer = words(changes)
  await saveHostAnswer(db, room.sora.viewer, answer)
  return answer.id
}

describe('keyword answers', () => {
  test('are kept by the staff and read by every member', async () => {
    const id = await kept()
    expect(await seen()).toContainEqual({
      id,
      keyword: '환불',
      keywords: ['환불', '취소'],
      question: '환불은 언제 되나요?',
      answer: '아직 정해지지 않았어요.',
    })
    await expect(saveHostAnswer(db, room.minji.viewer, words())).rejects.toThrow('shared.forbidden')
  })

  test('change under the same id, sent twice are one, and never reach another room', async () => {
    const id = await kept()
    await kept({ id, question: '환불은 어디에 물어보나요?' })
    await kept({ id, question: '환불은 어디에 물어보나요?' })
    expect((await seen()).filter((each) => each.id === id)).toMatchObject([
      { question: '환불은 어디에 물어보나요?' },
    ])
    const other = await openTestCase(db, testVault())
    const theirs = { ...words({ id }), slug: other.slug }
    await expect(saveHostAnswer(db, other.sora.viewer, theirs)).rejects.toThrow('shared.not_found')
    await expect(removeHostAnswer(db, other.sora.viewer, { slug: other.slug, id })).rejects.toThrow(
      'shared.not_found',
    )
  })

  test('taken away they are gone, also for the form that is still open', async () => {
    const id = await kept()
    await removeHostAnswer(db, room.sora.viewer, { slug: room.slug, id })
    await removeHostAnswer(db, room.sora.viewer, { slug: room.slug, id })
    expect((await seen()).map((each) => each.id)).not.toContain(id)
    await expect(kept({ id })).rejects.toThrow('shared.not_found')
  })

  test('are thirty at most, also when two hosts add the last at once', async () => {
    const full = await openTestCase(db, testVault())
    const add = () => saveHostAnswer(db, full.sora.viewer, words({ slug: full.slug }))
    for (let at = 0; at < ANSWERS_MAX - 1; at += 1) await add()
    const tries = await Promise.allSettled([add(), add(), add()])
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(add()).rejects.toThrow('host_answer.too_many')
    const [first] = await hostAnswers(db, full.sora.viewer, { slug: full.slug })
    await saveHostAnswer(db, full.sora.viewer, words({ slug: full.slug, id: first?.id }))
  })
})

describe('posted into the conversation', () => {
  const post = async (changes: { id?: string; clientId?: string } = {}, who = room.minji) => {
    const { id: channelId } = await channelFor(db, who.viewer, { slug: room.slug, kind: 'all' })
    return postHostAnswer(db, who.viewer, { id: await kept(), clientId: randomUUID(), channelId, ...changes })
  }
  const newest = async () => {
    const page = { slug: room.slug, kind: 'all' as const, beforeSeq: null }
    return (await messagesBefore(db, room.taeho.viewer, page)).messages.at(-1)
  }

  test('an answer is a card by reference, with words for those who see no cards', async () => {
    const id = await kept({ question: '소비자원은 언제 신청하나요?' })
    const { messageId, seq } = await post({ id })
    expect(await newest()).toMatchObject({
      id: messageId,
      seq,
      rev: seq,
      body: '[답변] 소비자원은 언제 신청하나요?',
      card: { kind: 'answer', id, title: '소비자원은 언제 신청하나요?' },
      author: { nickname: '민지' },
    })
  })

  test('sent twice it stands once; its words cannot be made to say something else', async () => {
    const clientId = randomUUID()
    const id = await kept()
    const { messageId } = await post({ id, clientId })
    expect(await post({ id, clientId })).toMatchObject({ messageId })
    const change = { messageId, body: '환불은 제 계좌로 문의하세요' }
    await expect(editMessage(db, room.minji.viewer, change)).rejects.toThrow('message.card_fixed')
  })

  test('not one of another room, nor one that was taken away', async () => {
    const other = await openTestCase(db, testVault())
    const theirs = words({ slug: other.slug })
    await saveHostAnswer(db, other.sora.viewer, theirs)
    await expect(post({ id: theirs.id })).rejects.toThrow('shared.not_found')
    const id = await kept()
    await removeHostAnswer(db, room.sora.viewer, { slug: room.slug, id })
    await expect(post({ id })).rejects.toThrow('shared.not_found')
  })
})

describe('the welcome', () => {
  test('is for newcomers, once', async () => {
    const { slug } = room
    expect(await welcomeText(db, room.sora.viewer, { slug })).toBe('')
    await writeWelcome(db, room.sora.viewer, { slug, body: '어서 오세요. 공지부터 읽어 주세요.' })
    expect(await welcomeFor(db, room.minji.viewer, { slug })).toBeNull()

    const late = await joined(db, room.code, '늦게 온 사람', 'buyer')
    expect(await welcomeFor(db, late.viewer, { slug })).toBe('어서 오세요. 공지부터 읽어 주세요.')
    await readWelcome(db, late.viewer, { slug })
    expect(await welcomeFor(db, late.viewer, { slug })).toBeNull()
    await writeWelcome(db, room.sora.viewer, { slug, body: '고친 인사' })
    expect(await welcomeFor(db, late.viewer, { slug })).toBeNull()
  })

  test('taken away it greets nobody; written anew it greets those who come from then on', async () => {
    const own = await openTestCase(db, testVault())
    const { slug } = own
    await writeWelcome(db, own.sora.viewer, { slug, body: '처음 인사' })
    const before = await joined(db, own.code, '빈 인사 앞', 'buyer')
    await writeWelcome(db, own.sora.viewer, { slug, body: '' })
    expect(await welcomeFor(db, before.viewer, { slug })).toBeNull()
    await writeWelcome(db, own.sora.viewer, { slug, body: '다시 쓴 인사' })
    expect(await welcomeFor(db, before.viewer, { slug })).toBeNull()
    const after = await joined(db, own.code, '새 인사 뒤', 'buyer')
    expect(await welcomeFor(db, after.viewer, { slug })).toBe('다시 쓴 인사')
  })

  test('is nothing a stranger may read or a member may write', async () => {
    const { slug } = room
    await expect(welcomeFor(db, room.jun, { slug })).rejects.toThrow('shared.not_found')
    const write = writeWelcome(db, room.minji.viewer, { slug, body: '제 인사' })
    await expect(write).rejects.toThrow('shared.forbidden')
    await joinCase(db, room.jun, { code: room.code }, entryOf('준'))
    expect(await welcomeFor(db, room.jun, { slug })).toBe('고친 인사')
  })
})
