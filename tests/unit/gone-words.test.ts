import { describe, expect, test } from 'vitest'
import { goneWords } from '#app/routes/c.$slug.room.$channel/gone-words.ts'
import { goneKinds, goneReasons } from '#app/shapes/live.ts'

describe('words out of sight', () => {
  test('are called deleted only when they were', () => {
    const said = goneKinds.map((gone) => goneWords({ gone, goneWhy: null }, false))
    expect(new Set(said).size).toBe(goneKinds.length)
    expect(said.filter((words) => words.includes('삭제'))).toEqual(['삭제된 메시지예요'])
  })

  test('that were hidden say why, those that are held tell their author more', () => {
    const whys = goneReasons.map((goneWhy) => goneWords({ gone: 'hidden', goneWhy }, false))
    expect(new Set(whys).size).toBe(goneReasons.length)
    expect(goneWords({ gone: 'held', goneWhy: 'new_member' }, true)).toContain('확인 중이에요')
    expect(goneWords({ gone: 'held', goneWhy: 'new_member' }, false)).not.toContain('확인 중이에요')
  })
})
