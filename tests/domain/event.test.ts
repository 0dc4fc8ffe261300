import { randomUUID } from 'node:crypto'
import ICAL from 'ical.js'
import { beforeAll, describe, expect, test } from 'vitest'
import type { EventDraft } from '#app/shapes/event.ts'
import type { Db } from '#db/client.ts'
import {
  addEvent,
  calendarOf,
  cancelEvent,
  changeEvent,
  eventFor,
  eventsIn,
  nextEvents,
} from '#server/domain/event.ts'
import { messagesBefore } from '#server/domain/message.ts'
import { calendarText } from '#server/exports/ics.ts'
import { freshDatabase } from '#tests/database.ts'
import { openTestCase, type TestCase, testVault } from '#tests/people.ts'

let db: Db
let room: TestCase

beforeAll(async () => {
  db = (await freshDatabase()).db
  room = await openTestCase(db, testVault())
})

const own = () => openTestCase(db, testVault())

const hearing = (changes: Partial<EventDraft> = {}): EventDraft => ({
  title: '첫 재판 기일',
  startsOn: '2026-12-03',
  startsAt: '14:30',
  endsOn: '2026-12-03',
  endsAt: '16:00',
  place: '서울중앙지방법원 358호',
  link: 'https://court.example.com/358',
  note: '방청할 수 있어요.',
  ...changes,
})
const dayLong = (startsOn: string, changes: Partial<EventDraft> = {}) =>
  hearing({ title: '접수 마감', startsOn, startsAt: null, endsOn: null, endsAt: null, ...changes })

async function added(draft = hearing(), of = room, channel: 'all' | 'seller' = 'all'): Promise<string> {
  const id = randomUUID()
  await addEvent(db, of.sora.viewer, { slug: of.slug, id, channel, ...draft })
  return id
}

describe('a schedule entry', () => {
  test('is added by the staff and stands in the conversation as a card', async () => {
    const of = await own()
    const id = await added(hearing(), of)
    expect(await eventFor(db, of.minji.viewer, { slug: of.slug, eventId: id })).toEqual({
      kind: 'event',
      id,
      channel: 'all',
      ...hearing(),
      cancelled: false,
      by: '방장 소라',
    })
    const page = { slug: of.slug, kind: 'all' as const, beforeSeq: null }
    expect((await messagesBefore(db, of.minji.viewer, page)).messages.at(-1)).toMatchObject({
      body: '[일정] 첫 재판 기일',
      card: { kind: 'event', id },
    })
    const byMember = addEvent(db, of.minji.viewer, {
      slug: of.slug,
      id: randomUUID(),
      channel: 'all',
      ...hearing(),
    })
    await expect(byMember).rejects.toThrow('shared.forbidden')
  })

  test('sent twice is one, and no other room’s', async () => {
    const of = await own()
    const id = randomUUID()
    const add = (slug = of.slug, viewer = of.sora.viewer) =>
      addEvent(db, viewer, { slug, id, channel: 'all', ...hearing() })
    await Promise.all([add(), add()])
    expect(await eventsIn(db, of.minji.viewer, { slug: of.slug })).toHaveLength(1)
    await expect(add(room.slug, room.sora.viewer)).rejects.toThrow('shared.not_found')
  })

  test('changed, it says so to calendars; changed to the same, it does not', async () => {
    const of = await own()
    const id = await added(hearing(), of)
    const change = (draft: EventDraft) =>
      changeEvent(db, of.sora.viewer, { slug: of.slug, eventId: id, ...draft })
    const sequence = async () =>
      (await calendarOf(db, of.minji.viewer, { slug: of.slug, eventId: id }))[0]?.sequence
    await change(hearing())
    expect(await sequence()).toBe(0)
    await change(hearing({ startsAt: '15:00', title: '첫 재판 기일 (변경)' }))
    expect(await sequence()).toBe(1)
    await cancelEvent(db, of.sora.viewer, { slug: of.slug, eventId: id })
    await cancelEvent(db, of.sora.viewer, { slug: of.slug, eventId: id })
    expect(await sequence()).toBe(2)
    await expect(change(hearing())).rejects.toThrow('event.cancelled')
    expect(await eventFor(db, of.minji.viewer, { slug: of.slug, eventId: id })).toMatchObject({
      cancelled: true,
    })
  })

  test('of a channel is for those who see it', async () => {
    const of = await own()
    const id = await added(hearing(), of, 'seller')
    expect(await eventsIn(db, of.minji.viewer, { slug: of.slug })).toEqual([])
    const byBuyer = eventFor(db, of.minji.viewer, { slug: of.slug, eventId: id })
    await expect(byBuyer).rejects.toThrow('shared.not_found')
    expect(await calendarOf(db, of.minji.viewer, { slug: of.slug, eventId: null })).toEqual([])
    expect(await eventsIn(db, of.taeho.viewer, { slug: of.slug })).toHaveLength(1)
  })

  test('comes by its date; what is over or cancelled is not among the next ones', async () => {
    const of = await own()
    const names = { c: '2026-12-10', a: '2026-11-01', b: '2026-12-01' }
    for (const [title, date] of Object.entries(names)) await added(dayLong(date, { title }), of)
    await added(dayLong('2026-11-20', { title: 'lasting', endsOn: '2026-12-02' }), of)
    const gone = await added(dayLong('2026-12-05', { title: 'gone' }), of)
    await cancelEvent(db, of.sora.viewer, { slug: of.slug, eventId: gone })
    const titles = (events: { title: string }[]) => events.map(({ title }) => title)
    expect(titles(await eventsIn(db, of.minji.viewer, { slug: of.slug }))).toEqual([
      'a',
      'lasting',
      'b',
      'gone',
      'c',
    ])
    const next = await nextEvents(db, of.minji.viewer, { slug: of.slug, today: '2026-12-01', limit: 2 })
    expect(titles(next)).toEqual(['lasting', 'b'])
  })
})

describe('its calendar file, read by somebody else’s program', () => {
  const read = async (of: TestCase, eventId: string | null = null) => {
    const text = calendarText(
      '달빛마켓 일정',
      await calendarOf(db, of.minji.viewer, { slug: of.slug, eventId }),
    )
    const calendar = new ICAL.Component(ICAL.parse(text))
    return {
      text,
      events: calendar.getAllSubcomponents('vevent').map((each) => new ICAL.Event(each)),
      calendar,
    }
  }

  test('says the hour in Korea wherever it is read', async () => {
    const of = await own()
    const id = await added(hearing(), of)
    const { events, calendar } = await read(of, id)
    const [event] = events
    expect([event?.uid, event?.sequence, event?.summary, event?.location, event?.description]).toEqual([
      id,
      0,
      '첫 재판 기일',
      '서울중앙지방법원 358호',
      '방청할 수 있어요.',
    ])
    expect(event?.startDate.zone.tzid).toBe('Asia/Seoul')
    expect([event?.startDate, event?.endDate].map((at) => at?.toJSDate().toISOString())).toEqual([
      '2026-12-03T05:30:00.000Z',
      '2026-12-03T07:00:00.000Z',
    ])
    expect(calendar.getFirstSubcomponent('vtimezone')?.getFirstPropertyValue('tzid')).toBe('Asia/Seoul')
    expect(event?.component.getFirstPropertyValue('status')).toBe('CONFIRMED')
    expect(String(event?.component.getFirstPropertyValue('url'))).toBe('https://court.example.com/358')
  })

  test('of a whole day has no hour, and ends with its last day', async () => {
    const of = await own()
    await added(dayLong('2026-12-31'), of)
    await added(dayLong('2027-02-27', { endsOn: '2027-02-28' }), of)
    const { events } = await read(of)
    expect(
      events.map(({ startDate, endDate }) => [startDate.isDate, String(startDate), String(endDate)]),
    ).toEqual([
      [true, '2026-12-31', '2027-01-01'],
      [true, '2027-02-27', '2027-03-01'],
    ])
  })

  test('keeps every letter, breaks no line above 75 octets and no letter in two', async () => {
    const of = await own()
    const title = `세미콜론; 쉼표, 거꿀\\빗금 ${'긴 제목 👩‍👩‍👧‍👦 '.repeat(5)}`.trim()
    const note = '첫 줄\n둘째 줄: BEGIN:VEVENT\n\n끝;,\\n'
    const id = await added(hearing({ title, note, place: '', link: '' }), of)
    const { text, events } = await read(of, id)
    expect([events[0]?.summary, events[0]?.description]).toEqual([title, note])
    expect(events).toHaveLength(1)
    const lines = text.split('\r\n')
    expect(lines.every((line) => Buffer.byteLength(line) <= 75 && !line.includes('\n'))).toBe(true)
    expect(lines.some((line) => line.startsWith(' '))).toBe(true)
    expect(text).not.toMatch(/\ufffd/)
    expect(text).not.toMatch(/^(?:LOCATION|URL)/m)
  })

  test('of a cancelled entry cancels it, and an address cannot end its line', async () => {
    const of = await own()
    const id = await added(hearing({ link: 'https://court.example.com/a;b,c?q=%0D%0AX' }), of)
    await cancelEvent(db, of.sora.viewer, { slug: of.slug, eventId: id })
    const { events } = await read(of, id)
    expect(events[0]?.component.getFirstPropertyValue('status')).toBe('CANCELLED')
    expect(events[0]?.sequence).toBe(1)
    expect(events[0]?.component.getAllProperties('x')).toEqual([])
  })

  test('is the same bytes for the same entries', async () => {
    expect((await read(room)).text).toBe((await read(room)).text)
  })
})
