import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { email } from '#app/shapes/email.ts'

test.each([
  ['minji@example.com', 'minji@example.com'],
  [' Minji@Example.COM ', 'minji@example.com'],
  ['min.ji+alletz@mail.example.com', 'min.ji+alletz@mail.example.com'],
  ['ｍｉｎｊｉ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'minji@example.com'],
  ['a@xn--hq1bm8jm9l.example', 'a@xn--hq1bm8jm9l.example'],
  [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
])('%s is read', (raw, address) => expect(z.parse(email, raw)).toBe(address))

test.each([
  [undefined, 'email.empty'],
  ['  ', 'email.empty'],
  [7, 'email.not_text'],
  ['minji', 'email.unreadable'],
  ['minji@', 'email.unreadable'],
  ['@example.com', 'email.unreadable'],
  ['minji@example', 'email.unreadable'],
  ['minji@@example.com', 'email.unreadable'],
  ['min ji@example.com', 'email.unreadable'],
  ['.minji@example.com', 'email.unreadable'],
  ['min..ji@example.com', 'email.unreadable'],
  ['minji@-example.com', 'email.unreadable'],
  ['minji@example..com', 'email.unreadable'],
  ['minji@127.0.0.1', 'email.unreadable'],
  ['minji@example.com\nBcc: jun@example.com', 'email.unreadable'],
  ['"minji"@example.com', 'email.unreadable'],
  ['민지@example.com', 'email.unreadable'],
  ['minji\0@example.com', 'email.unreadable'],
  [`${'a'.repeat(65)}@example.com`, 'email.unreadable'],
  [`a@${'b'.repeat(300)}.com`, 'email.too_long'],
  ['a'.repeat(50_000), 'email.too_long'],
  [`${'a.'.repeat(25_000)}@example.com`, 'email.too_long'],
  [`${'a.'.repeat(125)}!!`, 'email.unreadable'],
])('%j is refused: %s', (raw, code) => expect(z.safeParse(email, raw).error?.issues[0]?.message).toBe(code))
