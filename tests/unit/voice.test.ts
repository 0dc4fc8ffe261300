import { expect, test } from 'vitest'
import { type Known, refusedBy, voiceAt } from '#app/routes/c.$slug.room.$channel/voice.ts'

const free = { rev: 0, slowSeconds: 0, slowLeftMs: 0, hostsOnly: false }
const slow = { rev: 1, slowSeconds: 30, slowLeftMs: 60_000, hostsOnly: false }
const closed = { ...free, hostsOnly: true }
const known = (changes: Partial<Known> = {}): Known => ({
  order: free,
  heardAt: 1000,
  turnAt: 0,
  mutedUntil: 0,
  isStaff: false,
  ...changes,
})

test.each<[string, Partial<Known>, number, object, string | null]>([
  ['nothing said', {}, 1000, { kind: 'free' }, null],
  [
    'before the turn',
    { order: slow, turnAt: 13_000 },
    1000,
    { kind: 'slow', waitMs: 12_000 },
    'message.not_yet',
  ],
  ['at the turn', { order: slow, turnAt: 13_000 }, 13_000, { kind: 'slow', waitMs: 0 }, null],
  [
    'slowness ends before the turn',
    { order: slow, turnAt: 90_000 },
    60_500,
    { waitMs: 500 },
    'message.not_yet',
  ],
  ['slowness over', { order: slow, turnAt: 90_000 }, 61_000, { kind: 'free' }, null],
  ['staff only', { order: closed }, 1000, { kind: 'closed' }, 'message.hosts_only'],
  [
    'silent, whatever the channel',
    { order: closed, mutedUntil: 2000 },
    1999,
    { kind: 'muted' },
    'message.muted',
  ],
  ['silent no longer', { mutedUntil: 2000 }, 2000, { kind: 'free' }, null],
  ['staff, slow', { order: slow, turnAt: 90_000, isStaff: true }, 1000, { kind: 'slow', waitMs: 0 }, null],
  ['staff, closed', { order: closed, isStaff: true }, 1000, { kind: 'closed' }, null],
])('%s', (_, changes, now, state, code) => {
  const found = voiceAt(known(changes), now)
  expect(found).toMatchObject(state)
  expect(refusedBy(found, changes.isStaff ?? false)).toBe(code)
})
