import { expect, test } from 'vitest'
import { fileSize } from '#app/parts/file-size.ts'

test.each([
  [0, '0B'],
  [1023, '1023B'],
  [1024, '1KB'],
  [12 * 1024, '12KB'],
  [3.4 * 1024 ** 2, '3.4MB'],
  [200 * 1024 ** 2, '200MB'],
  [5 * 1024 ** 3, '5GB'],
  [1.25 * 1024 ** 3, '1.3GB'],
])('%i bytes read %s', (bytes, words) => expect(fileSize(bytes)).toBe(words))
