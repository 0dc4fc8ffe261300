import { describe, expect, test } from 'vitest'
import { recruitingIn } from '#app/shapes/recruiting.ts'

describe('words that gather clients or money', () => {
  test.each([
    '이 사건 저희가 맡아 드리겠습니다. 쪽지 주세요',
    '집단소송 참여하실 분 모집합니다',
    '소송인단을 추가로 모집하고 있어요',
    '수임료는 30만원입니다',
    '수임 문의 받습니다',
    '법무법인 가온입니다. 상담 신청하세요',
    '집 단 소 송 을 대 리 해 드 립 니 다',
  ])('clients: %s', (text) => expect(recruitingIn(text)).toBe('clients'))

  test.each([
    '소송비용 모금합니다',
    '변호사비를 만원씩 걷습니다',
    '변호사비 같이 모아요',
    '후원 계좌 열었어요',
    '활동비 입금 부탁드려요',
    '모금에 동참해 주세요',
  ])('money: %s', (text) => expect(recruitingIn(text)).toBe('money'))

  test.each([
    '변호사 수임료는 보통 얼마인가요?',
    '집단소송 하면 돌려받을 수 있을까요?',
    '집단소송 참여하신 분 계세요? 어떻게 진행하나요',
    '모금은 하지 마세요. 규칙 위반이에요',
    '누가 소송인단 모집한다는데 사기래요',
    '소송을 진행해 보려고 해요',
    '변호사 상담 받고 왔어요',
    '법무법인에서 답이 왔어요',
    '증거를 모아 주세요',
    '환불금 입금 확인했어요',
    '카드사에 이의제기 했어요',
    '정산금 모아서 계산해 봤어요',
    '회비 같은 건 없어요',
    '후원 방송 봤어요',
  ])('neither: %s', (text) => expect(recruitingIn(text)).toBeNull())

  test.each(['소송'.repeat(1000), '모금'.repeat(1000), '법무법인 '.repeat(500)])(
    'are looked for in bounded steps: %.10s',
    (text) => expect(recruitingIn(text)).toBeNull(),
  )
})
