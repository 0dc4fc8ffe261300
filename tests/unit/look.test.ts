import { describe, expect, it } from 'vitest'
import { lookAttributes, readLook } from '#app/parts/look.ts'

describe('look cookie', () => {
  it('is read among other cookies', () => {
    expect(readLook('sid=abc; look=dark.big; x=1')).toEqual({ theme: 'dark', text: 'big' })
    expect(readLook('look=system.normal')).toEqual({ theme: 'system', text: 'normal' })
  })

  it('falls back to the usual look for anything else', () => {
    for (const header of [null, '', 'look=pink.big', 'outlook=dark.big', 'look=dark.big"><script>']) {
      expect(readLook(header), String(header)).toEqual({ theme: 'system', text: 'normal' })
    }
  })

  it('writes no attribute for the usual look', () => {
    expect(lookAttributes({ theme: 'system', text: 'normal' })).toEqual({})
    expect(lookAttributes({ theme: 'light', text: 'big' })).toEqual({
      'data-theme': 'light',
      'data-text': 'big',
    })
  })
})
