import { describe, expect, it } from 'vitest'
import { fromPunycode, readHost } from '#app/live/host-name.ts'
import { linkCards } from '#app/live/link-cards.ts'

const home = 'https://moa.example.com'
const id = '0193a7c2-1111-4222-8333-444455556666'
const cards = (message: string) => linkCards(message, home, 'abcd1234')
const site = (message: string) => {
  const [card] = cards(message)
  if (card?.kind !== 'site') throw new Error('no site')
  return card
}

describe('the host of a link', () => {
  it.each([
    ['www.kca.go.kr', 'kca.go.kr'],
    ['naver.com', 'naver.com'],
    ['kakao.com.refund-help.xyz', 'refund-help.xyz'],
    ['shop.co.uk', 'shop.co.uk'],
    ['a.b.example.io', 'example.io'],
    ['203.0.113.9', '203.0.113.9'],
  ])('of %s was registered as %s', (host, own) => {
    expect(readHost(host).own).toBe(own)
  })

  // RFC 3492, section 7.1, the Korean, Chinese and mixed samples; and names in use.
  it.each([
    [
      '989aomsvi5e83db1d2a355cv1e0vak1dwrv93d5xbh15a0dt30a5jpsd879ccm6fea98c',
      '세계의모든사람들이한국어를이해한다면얼마나좋을까',
    ],
    ['ihqwcrb4cv8a8dqg056pqjye', '他们为什么不说中文'],
    ['3B-ww4c5e180e575a65lsy2b'.toLowerCase(), '3年b組金八先生'],
    ['akao-k5d', 'кakao'],
    ['3e0b707e', '한국'],
  ])('%s reads %s', (code, name) => {
    expect(fromPunycode(code)).toBe(name)
  })

  it.each(['!!!', '999999999999'])('what cannot be read stays as written: %s', (code) => {
    expect(fromPunycode(code)).toBe(`xn--${code}`)
  })

  it('shows both forms of an international name, and doubts only foreign letters', () => {
    expect(site('https://한국인터넷정보센터.한국/a')).toMatchObject({
      host: { shown: '한국인터넷정보센터.한국', wire: expect.stringMatching(/^xn--/) },
      doubts: [],
    })
    expect(site('https://кakao.com/login')).toMatchObject({
      host: { shown: 'кakao.com', wire: 'xn--akao-k5d.com' },
      doubts: ['imitates'],
    })
    expect(site('https://xn--akao-k5d.com')).toMatchObject({
      host: { shown: 'кakao.com' },
      doubts: ['imitates'],
    })
  })

  it.each([
    ['https://kakao.com@evil.example.com/login', ['named'], null],
    ['https://a:b@evil.example.com/', ['named'], null],
    ['http://203.0.113.9/refund', ['number'], 'http://203.0.113.9/refund'],
    ['http://3405803785/', ['number'], 'http://203.0.113.9/'],
    ['https://refund.example.com:8443/', ['port'], 'https://refund.example.com:8443/'],
    ['https://naver.com.refund-help.xyz/a', ['hides'], 'https://naver.com.refund-help.xyz/a'],
    ['https://kr.example.com/', [], 'https://kr.example.com/'],
    ['https://www.kca.go.kr/odr', [], 'https://www.kca.go.kr/odr'],
  ])('%s: %j', (message, doubts, href) => {
    expect(site(message)).toMatchObject({ doubts, href })
  })
})

describe('the cards of a message', () => {
  it('stand once an address, in its order, at most twenty', () => {
    const many = Array.from({ length: 30 }, (_, at) => `https://example.com/${at}`).join(' ')
    expect(cards(`${many} https://example.com/0`)).toHaveLength(20)
    expect(cards('https://example.com/a https://example.com/a')).toHaveLength(1)
    expect(cards('링크가 없어요')).toEqual([])
  })

  it('shorten the path and leave nothing unseen in it', () => {
    expect(site('https://example.com/').path).toBe('')
    expect(site('https://example.com/?a=1').path).toBe('/?…')
    expect(site('https://example.com/%ED%95%9C%EA%B8%80').path).toBe('/한글')
    expect(site('https://example.com/%E2%80%AEmoc.live').path).toBe('/moc.live')
    expect(site('https://example.com/%FF').path).toBe('/%FF')
    expect(site(`https://example.com/${'a'.repeat(80)}`).path).toBe(`/${'a'.repeat(35)}…`)
  })

  it('know a message of this room, and no other', () => {
    const way = `/c/abcd1234/room/all?m=${id}`
    const inside = { kind: 'message', channel: 'all', messageId: id, href: `${way}#m-${id}` }
    expect(cards(`${home}${way}#m-${id} 보세요`)).toEqual([inside])
    for (const other of [
      `https://evil.example.com${way}`,
      `${home}/c/other123/room/all?m=${id}`,
      `${home}/c/abcd1234/room/all?m=1`,
      `${home}/c/abcd1234/room/all/messages?m=${id}`,
    ]) {
      expect(cards(other)).toMatchObject([{ kind: 'site' }])
    }
  })
})
