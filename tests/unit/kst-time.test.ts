import { describe, expect, test } from 'vitest'
import { EventForm } from '#app/shapes/event.ts'
import { kstTimeOfDay, readMoment } from '#app/shapes/kst-time.ts'
import { NoticeForm } from '#app/shapes/notice.ts'
import { PollChoices, PollForm } from '#app/shapes/poll.ts'

const id = '5d1c28ad-2f0c-4b1f-8d4e-0c51a9a4c001'
const codes = (parsed: {
  success: boolean
  error?: { issues: { path: PropertyKey[]; message: string }[] }
}) => parsed.error?.issues.map(({ path, message }) => [path.join('.'), message])

describe('a time of day', () => {
  test.each([
    ['14:30', '14:30'],
    ['9:05', '09:05'],
    ['0900', '09:00'],
    ['1430', '14:30'],
    ['１４：３０', '14:30'],
    ['14시', '14:00'],
    ['14시 5분', '14:05'],
    ['오후 2:30', '14:30'],
    ['오후2시 30분', '14:30'],
    ['오전 9시', '09:00'],
    ['오전 12:00', '00:00'],
    ['오후 12:00', '12:00'],
    [' 00:00 ', '00:00'],
    ['23:59', '23:59'],
  ])('%j is %s', (typed, time) => {
    expect(kstTimeOfDay.parse(typed)).toBe(time)
  })

  test.each(['24:00', '12:60', '9', '오후 13:00', '오전 0:30', '2:3', 'noon', '14:30:00', '-1:00', '99시'])(
    '%j is none',
    (typed) => {
      expect(codes(kstTimeOfDay.safeParse(typed))).toEqual([['', 'time.unreadable']])
    },
  )
})

describe('a day and a time', () => {
  const read = (date: unknown, time: unknown) => readMoment(date, time, { alone: '09:00' })

  test('are an instant in Korea', () => {
    expect(read('2026-11-30', '14:30')).toEqual({ instant: '2026-11-30T05:30:00.000Z' })
    expect(read('2026. 11. 30.', '')).toEqual({ instant: '2026-11-30T00:00:00.000Z' })
    expect(read('2026-12-01', '오전 8시')).toEqual({ instant: '2026-11-30T23:00:00.000Z' })
    expect([read('', undefined), read(' ', null)]).toEqual([{ instant: null }, { instant: null }])
  })

  test.each([
    ['', '14:30', { field: 'date', code: 'time.date_needed' }],
    ['언젠가', '', { field: 'date', code: 'date.unreadable' }],
    ['2026-02-30', '', { field: 'date', code: 'date.no_such_day' }],
    ['2026-11-30', '언제든', { field: 'time', code: 'time.unreadable' }],
    [['2026-11-30'], '', { field: 'date', code: 'date.unreadable' }],
  ])('%j and %j are none', (date, time, issue) => {
    expect(read(date, time)).toEqual(issue)
  })
})

describe('the forms', () => {
  const notice = { id, channel: 'all', title: '제목', body: '내용', pins: 'on' }

  test('of a notice: now, or at its time', () => {
    expect(NoticeForm.parse(notice)).toEqual({ ...notice, pins: true, from: null, publishAt: null })
    const planned = { ...notice, publishOn: '2026-11-30', publishAt: '8:00', from: '' }
    expect(NoticeForm.parse(planned)).toMatchObject({ publishAt: '2026-11-29T23:00:00.000Z', from: null })
    expect(codes(NoticeForm.safeParse({ ...notice, publishAt: '8:00' }))).toEqual([
      ['publishOn', 'time.date_needed'],
    ])
    expect(codes(NoticeForm.safeParse({ ...notice, title: '', channel: 'nowhere' }))).toHaveLength(2)
  })

  const poll = { id, channel: 'all', question: '어디에 낼까요?', options: ['경찰', '', '소비자원'] }

  test('of a poll: empty lines are no options', () => {
    expect(PollForm.parse({ ...poll, multiple: 'on', closesOn: '2026-11-30' })).toEqual({
      ...poll,
      options: ['경찰', '소비자원'],
      multiple: true,
      anonymous: false,
      closesAt: '2026-11-30T14:59:00.000Z',
    })
  })

  test.each([
    [['하나'], 'poll.options_needed'],
    ['하나', 'poll.options_needed'],
    [undefined, 'poll.options_needed'],
    [['같음', '같음'], 'poll.same_option'],
    [Array.from({ length: 21 }, (_, n) => `${n}번`), 'poll.too_many_options'],
    [['가'.repeat(61), '나'], 'poll_label.too_long'],
    [['900101-1234560', '나'], 'poll_label.resident_number'],
  ])('of a poll: %j are no options', (options, code) => {
    expect(codes(PollForm.safeParse({ ...poll, options }))).toEqual([['options', code]])
  })

  test.each([
    ['3', [3]],
    [
      ['2', '1', '2'],
      [1, 2],
    ],
    ['1,3', [1, 3]],
    ['', []],
    [undefined, []],
  ])('of a vote: %j is %j', (choices, expected) => {
    expect(PollChoices.parse({ choices }).choices).toEqual(expected)
  })

  test.each(['0', '21', '1.5', 'x', '-1', '1e1,2', '９'])('of a vote: %j is none', (choices) => {
    expect(codes(PollChoices.safeParse({ choices }))).toEqual([['choices', 'poll.no_such_option']])
  })

  const event = { id, channel: 'all', title: '재판', startsOn: '2026-12-03', place: '', link: '', note: '' }

  test.each([
    [{}, { startsAt: null, endsOn: null, endsAt: null }],
    [
      { startsAt: '14:30', endsAt: '16:00' },
      { startsAt: '14:30', endsOn: '2026-12-03', endsAt: '16:00' },
    ],
    [{ endsOn: '2026-12-05' }, { startsAt: null, endsOn: '2026-12-05', endsAt: null }],
    [{ link: 'kca.go.kr' }, { link: 'https://kca.go.kr/' }],
  ])('of an entry with %j', (more, expected) => {
    expect(EventForm.parse({ ...event, ...more })).toMatchObject(expected)
  })

  test.each([
    [{ endsAt: '16:00' }, 'startsAt', 'event.start_time_needed'],
    [{ startsAt: '14:30', endsOn: '2026-12-04' }, 'endsAt', 'event.end_time_needed'],
    [{ endsOn: '2026-12-02' }, 'endsOn', 'event.ends_before'],
    [{ startsAt: '14:30', endsAt: '14:30' }, 'endsAt', 'event.ends_before'],
    [{ link: 'javascript:alert(1)' }, 'link', 'event_link.not_web'],
    [{ startsOn: '' }, 'startsOn', 'date.empty'],
  ])('of an entry, %j is refused at %s', (more, field, code) => {
    expect(codes(EventForm.safeParse({ ...event, ...more }))).toEqual([[field, code]])
  })
})
