import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeNotice } from '#server/domain/notice.ts'
import { closePoll, openPoll, vote } from '#server/domain/poll.ts'
import { joined, openTestCase, type TestCase } from '#tests/people.ts'
import { startServer, type TestServer } from '#tests/server.ts'
import { newEvent, newNotice, newPoll } from './forms.ts'

// Notices, polls and the schedule by plain forms and links, as a page without scripts sends them.

let server: TestServer
let room: TestCase
let cookies: Record<'sora' | 'minji', string>
let at: string

beforeAll(async () => {
  server = await startServer()
  room = await openTestCase(server.db, server.vault)
  at = `/c/${room.slug}`
  cookies = {
    sora: await server.signedIn(room.sora.accountId),
    minji: await server.signedIn(room.minji.accountId),
  }
})
afterAll(() => server.close())

const page = async (path: string, who: keyof typeof cookies = 'minji') =>
  (await server.ask(path, { cookie: cookies[who] })).text()
const led = (answer: Response) => answer.headers.get('Location') ?? ''

describe('a notice', () => {
  test('is written, read, confirmed and changed', async () => {
    const wrote = await server.post(`${at}/notices/new`, newNotice(), cookies.sora)
    expect(wrote.status).toBe(303)
    const where = led(wrote).split('?')[0] ?? ''
    expect(await page(`${at}/notices`)).toContain('접수 안내')
    const read = await page(where)
    expect(read).toContain('이번 주까지 함께 내요.')
    expect(read).toContain('확인 0명')
    const acked = await server.post(where, { intent: 'ack' }, cookies.minji)
    expect(await page(led(acked))).toMatch(/확인했다고 표시했어요[\s\S]*확인 1명/)
    const changed = { version: '1', title: '바뀐 안내', body: '다음 주까지예요.' }
    await server.post(`${where}/edit`, changed, cookies.sora)
    const after = await page(where)
    expect(after).toContain('다음 주까지예요.')
    expect(after).toContain('이번 주까지 함께 내요.')
  })

  test('that is wrong keeps what was typed and says what to do', async () => {
    const fields = {
      ...newNotice(),
      title: '',
      body: '길게 쓴 내용이에요',
      publishOn: '어제쯤',
      publishAt: '8:00',
    }
    const answer = await server.post(`${at}/notices/new`, fields, cookies.sora)
    expect(answer.status).toBe(422)
    const html = await answer.text()
    for (const words of ['공지 제목을 적어 주세요.', '길게 쓴 내용이에요', '어제쯤'])
      expect(html).toContain(words)
    const past = { ...newNotice(), publishOn: '2020-01-01', publishAt: '' }
    expect(await (await server.post(`${at}/notices/new`, past, cookies.sora)).text()).toContain(
      '지난 시각이에요',
    )
  })

  test('that waits is moved only to a time, and published only when asked', async () => {
    const id = randomUUID()
    const draft = {
      slug: room.slug,
      channel: 'all' as const,
      title: '예약',
      body: '글',
      pins: false,
      from: null,
    }
    const publishAt = new Date(Date.now() + 86_400_000).toISOString()
    await writeNotice(server.db, room.sora.viewer, { ...draft, id, publishAt })
    const where = `${at}/notices/${id}`
    const move = (fields: Record<string, string>) => server.post(where, fields, cookies.sora)
    expect((await move({ intent: 'move', publishOn: '', publishAt: '' })).status).toBe(422)
    expect(await page(where, 'sora')).toContain('예약 취소')
    expect((await server.ask(where, { cookie: cookies.minji })).status).toBe(404)
    expect(led(await move({ intent: 'now' }))).toContain('done=published')
    expect((await server.ask(where, { cookie: cookies.minji })).status).toBe(200)
  })

  test('pinned stands in the room without scripts; its page is linked', async () => {
    const html = await page(`${at}/room/all`)
    expect(html).toContain('바뀐 안내')
    expect(html).toMatch(new RegExp(`href="${at}/notices/[0-9a-f-]{36}"`))
  })
})

describe('a poll', () => {
  test('is opened, voted in, changed and taken back', async () => {
    const opened = await server.post(`${at}/polls/new`, newPoll(), cookies.minji)
    const where = led(opened).split('?')[0] ?? ''
    expect(where).toMatch(/\/polls\/[0-9a-f-]{36}$/)
    const cast = (fields: Record<string, string>) => server.post(where, fields, cookies.minji)
    expect(await page(led(await cast({ intent: 'vote', choices: '1' })))).toContain('투표했어요')
    expect(await page(where)).toContain('1명 참여')
    expect(led(await cast({ intent: 'unvote' }))).toContain('done=taken')
    expect(await page(where)).toContain('0명 참여')
    const nothing = await cast({ intent: 'vote' })
    expect(nothing.status).toBe(422)
    expect(await nothing.text()).toContain('항목을 골라 주세요.')
  })

  test('keeps the options that were typed when the form is refused', async () => {
    const fields = { ...newPoll(), question: '', 'options[0]': '첫째 안', 'options[1]': '둘째 안' }
    const html = await (await server.post(`${at}/polls/new`, fields, cookies.minji)).text()
    for (const words of ['첫째 안', '둘째 안', '무엇을 물을지 적어 주세요.']) expect(html).toContain(words)
  })

  test('over, it takes no vote, and its result is a file that names nobody unless it was open', async () => {
    const make = async (anonymous: boolean) => {
      const id = randomUUID()
      const options = ['=HYPERLINK("https://example.com")', '아니요']
      const draft = {
        slug: room.slug,
        id,
        channel: 'all' as const,
        question: '갈까요?',
        options,
        closesAt: null,
      }
      await openPoll(server.db, room.sora.viewer, { ...draft, multiple: false, anonymous })
      await vote(server.db, room.minji.viewer, { pollId: id, choices: [1] })
      await closePoll(server.db, room.sora.viewer, { slug: room.slug, pollId: id })
      return `${at}/polls/${id}`
    }
    const [open, anonymous] = [await make(false), await make(true)]
    const late = await server.post(open, { intent: 'vote', choices: '2' }, cookies.minji)
    expect([late.status, /마감된 투표예요/.test(await late.text())]).toEqual([409, true])
    const file = await server.ask(`${open}/result.csv`, { cookie: cookies.minji })
    expect(file.headers.get('Content-Type')).toBe('text/csv; charset=utf-8')
    expect(file.headers.get('Content-Disposition')).toMatch(
      /^attachment; filename="list\.csv"; filename\*=UTF-8''/,
    )
    expect(await file.text()).toBe(
      '번호,항목,표\r\n1,"\'=HYPERLINK(""https://example.com"")",1\r\n2,아니요,0\r\n',
    )
    expect(await page(`${open}/result.csv?what=people`)).toContain(',민지,')
    expect(await page(`${anonymous}/result.csv`)).not.toContain('민지')
    for (const path of [`${anonymous}/result.csv?what=people`, `${anonymous}?who=1`]) {
      expect((await server.ask(path, { cookie: cookies.sora })).status).toBe(404)
    }
    expect(await page(`${open}?who=1`)).toContain('민지')
    for (const who of ['0', '99', 'x', '1e1', '-1']) {
      expect((await server.ask(`${open}?who=${who}`, { cookie: cookies.minji })).status).toBe(200)
    }
  })
})

describe('the schedule', () => {
  test('is written, seen and taken along as a calendar', async () => {
    const added = await server.post(`${at}/schedule/new`, newEvent(), cookies.sora)
    const where = led(added).split('?')[0] ?? ''
    expect(await page(where)).toContain('2026년 12월 3일 (목) 오후 2:30')
    for (const path of [`${at}/schedule.ics`, `${where}/event.ics`]) {
      const file = await server.ask(path, { cookie: cookies.minji })
      expect(file.headers.get('Content-Type')).toBe('text/calendar; charset=utf-8')
      expect(file.headers.get('Cache-Control')).toContain('no-store')
      expect(await file.text()).toMatch(
        /^BEGIN:VCALENDAR\r\n[\s\S]*DTSTART;TZID=Asia\/Seoul:20261203T143000\r\n/,
      )
    }
    await server.post(where, {}, cookies.sora)
    expect(await page(where)).toContain('취소된 일정')
    expect(await page(`${where}/event.ics`)).toContain('STATUS:CANCELLED')
  })
})

describe('keyword answers and the welcome', () => {
  test('are kept, changed and taken away on one page', async () => {
    const answers = `${at}/host/answers`
    const id = randomUUID()
    const fields = {
      intent: 'save',
      id,
      keywords: '환불, 취소',
      question: '환불은요?',
      answer: '아직이에요.',
    }
    await server.post(answers, fields, cookies.sora)
    expect(JSON.parse(await page(`${at}/answers`))).toEqual([
      { id, keyword: '환불', keywords: ['환불', '취소'], question: '환불은요?', answer: '아직이에요.' },
    ])
    expect(await page(`${answers}?edit=${id}`, 'sora')).toContain('환불, 취소')
    expect(led(await server.post(answers, { intent: 'remove', id }, cookies.sora))).toContain('done=removed')
    expect(await page(`${at}/answers`)).toBe('[]')
  })

  test('the welcome greets a newcomer until it is read', async () => {
    await server.post(`${at}/host/answers`, { intent: 'welcome', body: '어서 오세요, 이웃님' }, cookies.sora)
    const late = await joined(server.db, room.code, '늦은 이웃', 'buyer')
    const cookie = await server.signedIn(late.accountId)
    const seen = async () => (await server.ask(`${at}/room/all`, { cookie })).text()
    expect(await seen()).toContain('어서 오세요, 이웃님')
    expect((await server.post(`${at}/welcome`, {}, cookie)).status).toBe(303)
    expect(await seen()).not.toContain('어서 오세요, 이웃님')
    expect(await page(`${at}/room/all`)).not.toContain('어서 오세요, 이웃님')
  })
})
