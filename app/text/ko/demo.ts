import { withJosa } from '../josa.ts'

/** What the terminal says after the demo story is loaded. */
export const demoText = {
  fresh: '알렛츠 연습용 사건방을 만들었어요. 사람과 주문은 모두 지어낸 것이에요.',
  found: '알렛츠 연습용 사건방이 이미 있어요.',
  newcomer: '처음 온 사람으로 보기 (참여 링크)',
  page: '누구나 보는 사건 페이지',
  host: '방장으로 보기 (로그인)',
  email: '이메일',
  password: '비밀번호',
  others: '다른 연습용 사건 (가격 착오 취소, 결제 뒤 연락두절, 불량품, 배송 누락)',
  changed: '바꾸신 비밀번호로 로그인해 주세요.',
  refused: (nickname: string) =>
    `같은 닉네임 ${withJosa(`'${nickname}'`, '으로/로')} 한 번 더 들어오려던 사람은 막혔고, 다른 이름으로 들어왔어요.`,
} as const
