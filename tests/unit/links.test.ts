import { describe, expect, it } from 'vitest'
import { linkParts } from '#app/live/links.ts'

const links = (message: string) => linkParts(message).filter((part) => part.kind === 'link')
const written = (message: string) => links(message).map((part) => part.text)

describe('links in messages', () => {
  it('X2: leave every character of the message in place', () => {
    const message = '공지 https://open.kakao.com/o/abc를 보고 (www.kca.go.kr)에서 신청해요.'
    expect(
      linkParts(message)
        .map((part) => part.text)
        .join(''),
    ).toBe(message)
  })

  it.each([
    ['https://open.kakao.com/o/abc를 보세요', 'https://open.kakao.com/o/abc'],
    ['www.naver.com도 봤어요', 'www.naver.com'],
    ['여기https://kca.go.kr/odr에서요', 'https://kca.go.kr/odr'],
    ['(https://kca.go.kr/odr)', 'https://kca.go.kr/odr'],
    ['https://kca.go.kr/odr, 그리고', 'https://kca.go.kr/odr'],
    ['https://kca.go.kr/odr입니다.', 'https://kca.go.kr/odr'],
    ['https://ko.wikipedia.org/wiki/파산_(법률)', 'https://ko.wikipedia.org/wiki/파산_(법률)'],
    ['https://ko.wikipedia.org/wiki/한글을', 'https://ko.wikipedia.org/wiki/한글을'],
    ['https://example.com/?a=1&b=2#c', 'https://example.com/?a=1&b=2#c'],
  ])('find the address in %s', (message, address) => {
    expect(written(message)).toEqual([address])
  })

  it.each([
    'javascript:alert(1)',
    'data:text/html,hi',
    'https://kakao.com@evil.example.com/login',
    'https://localhost/admin',
    'minji@www.example.com',
    'http://',
  ])('leave words alone: %s', (message) => {
    expect(links(message)).toEqual([])
  })

  it('tell the real host of an international name', () => {
    expect(links('https://кakao.com/x')[0]).toMatchObject({ host: 'xn--akao-k5d.com' })
    expect(links('https://kakao.com/x')[0]).toMatchObject({ host: null })
  })

  it('X5: stay quick on hostile text', () => {
    expect(links(`https://example.com/${'a'.repeat(3000)}`)).toEqual([])
    expect(links(`https://example.com/${')'.repeat(1500)}`)).toHaveLength(1)
    expect(linkParts('www.'.repeat(20_000)).length).toBeGreaterThan(0)
  })
})

describe('our own address', () => {
  it('is a link also where it is a bare name, as on one machine', () => {
    const message = '이 글 http://localhost:3000/c/abc/room/all?m=1 이요, http://localhost:4000/x 말고요'
    const found = linkParts(message, 'http://localhost:3000').filter(({ kind }) => kind === 'link')
    expect(found.map(({ text }) => text)).toEqual(['http://localhost:3000/c/abc/room/all?m=1'])
  })
})
