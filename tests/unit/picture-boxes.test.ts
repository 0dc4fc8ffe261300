import { describe, expect, test } from 'vitest'
import { boxAlone, pairedOf, picturesHeight } from '#app/routes/c.$slug.room.$channel/picture-boxes.ts'

const room = { free: 262, rem: 16 }

describe('the room pictures take', () => {
  test('alone follows their shape, within bounds', () => {
    expect(boxAlone({ width: 2048, height: 1536 })).toEqual({ width: 240, height: 180 })
    expect(boxAlone({ width: 1080, height: 2340 })).toEqual({ width: 148, height: 320 })
    expect(boxAlone({ width: 2048, height: 100 })).toEqual({ width: 240, height: 72 })
    expect(boxAlone({ width: 16, height: 2048 })).toEqual({ width: 96, height: 320 })
    expect(boxAlone({ width: 0, height: 0 })).toEqual({ width: 96, height: 72 })
  })

  test('together fills rows of three and two', () => {
    expect([2, 3, 4, 5, 6, 7, 8, 9, 10].map(pairedOf)).toEqual([2, 0, 4, 2, 0, 4, 2, 0, 4])
  })

  test('is known before they are loaded', () => {
    const square = { width: 500, height: 500 }
    expect(picturesHeight([], room)).toBe(0)
    expect(picturesHeight([{ width: 2048, height: 1536 }], room)).toBe(180)
    expect(picturesHeight([{ width: 2048, height: 1536 }], { free: 120, rem: 16 })).toBe(90)
    expect(picturesHeight([square, square], room)).toBe(119)
    expect(picturesHeight(Array(10).fill(square), room)).toBe(401)
  })
})
