import type { OpeningDraft } from '#app/shapes/case-draft.ts'
import { RULES_VERSION } from '#app/shapes/join.ts'
import { hostNickname } from './people.ts'

/** Who opens the demo case. The password is printed when the demo starts; it guards invented people only. */
export const demoHost = { email: 'host@example.com', password: '햇살소파 연습용 2024' } as const

/**
 * The case. The dates are those of August 2024 as the press told them; the operator and its number (the well-known
 * sample number with a right check digit) are invented.
 */
export const demoCase: OpeningDraft = {
  shopName: '알렛츠',
  operatorName: '(주)가상홈리빙',
  businessNumber: '1234567891',
  troubles: ['closed', 'missing', 'unsettled'],
  noticeOn: '2024-08-16',
  closesOn: '2024-08-31',
  settlesOn: '2024-08-16',
  noticeText: `안녕하세요. 그동안 이용해 주셔서 감사합니다.
경영상의 사정으로 2024년 8월 31일을 끝으로 서비스를 종료합니다.
주문하신 상품과 환불에 관해서는 순서대로 안내드리겠습니다.

(둘러보기용으로 새로 쓴 글이에요. 이 방의 사람과 주문, 금액은 모두 지어낸 것이에요.)`,
  noticeUrl: 'https://example.com/allets/notice-0816',
  admits: ['buyer', 'seller', 'both', 'helper'],
  openJoin: true,
  nickname: hostNickname,
  side: 'buyer',
  rules: RULES_VERSION,
}
