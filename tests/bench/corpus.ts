// Korean room talk without end, the same for the same seed: everyday words by Zipf's law, goods with invented names,
// amounts, order numbers, Latin, Hanja, jamo and emoji; 41 characters on average.

const EVERYDAY =
  '환불 결제 취소 카드 주문 배송 판매자 구매자 정산 입금 연락 문의 고객센터 소비자원 신고 접수 할부 항변 은행 계좌 포인트 쿠폰 상품권 오늘 어제 내일 이번주 금액 영수증 캡처 문자 메일 전화 대표 회사 본사 직원 기사 뉴스 공지 답변 변호사 소송 집단 분쟁 조정 피해 피해자 증거 자료 서류 양식 제출 기한 처리 진행 상황 확인 방법 링크 사이트 앱 홈페이지 탈퇴 로그인 비밀번호 택배 송장 물류 창고 반품 교환 불량 하자 사은품 선물 가전 냉장고 세탁기 침대 매트리스 여행 항공권 숙소 예약 티켓 공연 위약금 수수료 부가세 세금계산서 사업자 통신판매 등록번호 경찰서 고소장 진정서 내용증명 가압류 파산 회생 채권 채권자 법원 보증보험 피해구제 토스 카카오 네이버 국민카드 신한카드 삼성카드 현대카드 롯데카드 농협 우리은행 새마을금고'.split(
    ' ',
  )
const PARTICLES = [
  '',
  '',
  '을',
  '를',
  '이',
  '가',
  '은',
  '는',
  '에서',
  '으로',
  '까지',
  '부터',
  '도',
  '만',
  ' 관련',
  '에 대해',
]
const ENDINGS =
  '했는데 아직 답이 없어요|해 주세요|어떻게 하나요?|받았어요|안 됐어요 ㅠㅠ|같이 해요|기다리는 중이에요|완료했습니다|아시는 분 계신가요|저도요|감사합니다|그렇군요 ㅋㅋㅋ|하셨나요?|못 받았어요|된다고 하네요|해야 한대요|보냈어요|알려 주세요|진짜 답답하네요|힘내세요 👍|다들 화이팅'.split(
    '|',
  )
const ODD = [
  '退款',
  '考察',
  'ALLETS',
  'PG사',
  'ㅎㄷㄷ',
  'ㅇㅋ',
  '🙏🙏',
  '😭',
  'CS센터',
  'www.example.com',
  '[Web발신]',
  '^^;;',
  '100%',
  'A_B',
  '=ㅅ=',
]
/** Words that only some talk uses: names of goods and people, thousands of them. */
const RARE_WORDS = 6000
const PARTS_MAX = 60

/**
 * `message` makes the next message, `number` the next number of the same stream, from 0 to before 1. `rare` are the names
 * of goods, the commonest first.
 */
export type Corpus = { message(): string; number(): number; rare: readonly string[] }

/** A generator; `seed` is any whole number. */
export function corpus(seed: number): Corpus {
  const random = randomFrom(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const syllable = () =>
    String.fromCharCode(0xac00 + Math.floor(random() * 399) * 28 + pick([0, 0, 0, 4, 8, 16, 17, 21]))
  const word = () => Array.from({ length: 2 + Math.floor(random() * 3) }, syllable).join('')
  const rare = Array.from({ length: RARE_WORDS }, word)
  /** Zipf with exponent 1: the place of a word is exponential in a uniform number. */
  const zipf = <T>(list: readonly T[]): T => list[Math.floor((list.length + 1) ** random()) - 1] as T
  const amount = () =>
    `${Math.floor(random() * 900 + 1)},${['000', '900', '500', '800'][Math.floor(random() * 4)]}원`
  const order = () =>
    `2024-08${String(Math.floor(random() * 30) + 1).padStart(2, '0')}-${String(Math.floor(random() * 1e7)).padStart(7, '0')}`
  const part = () => {
    const kind = random()
    if (kind < 0.62) return zipf(EVERYDAY) + pick(PARTICLES)
    if (kind < 0.86) return zipf(rare) + pick(PARTICLES)
    if (kind < 0.92) return amount()
    return kind < 0.95 ? order() : pick(ODD)
  }
  const message = () => {
    const length = Math.min(PARTS_MAX, 1 + Math.floor(-Math.log(1 - random()) * 5))
    return `${Array.from({ length }, part).join(' ')} ${pick(ENDINGS)}`
  }
  return { message, number: random, rare }
}

function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
