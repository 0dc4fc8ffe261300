import type { ChosenSide } from '#app/shapes/case.ts'

// Everybody here is invented. Keys are the nicknames themselves.

export const hostNickname = '햇살소파'

/** Who joins by the link, in this order. */
export const newcomers: readonly (readonly [nickname: string, side: ChosenSide])[] = [
  ...named(
    'buyer',
    `식탁기다려요 초록의자 별하늘이불 커튼두장 혼수준비중 이사전날 서랍장원해요 민트빛아침 책장사이 라탄바구니 다온맘
    구름매트리스 한강뷰꿈꾸는 토끼굴 오월의신부 전주비빔 첫독립 감자튀김 러그한장 스탠드불빛 남쪽창가 하루한걸음
    거실로망 리클라이너 냉장고어디 밤하늘🌙 모카라떼 두아이아빠 봄날의정원 새집증후군 나무향기 온수매트 제주돌담 팔도유람
    수납의달인 조용한오후 파란대문 달보드레 주말농장 원룸생활자 고양이집사 베이지톤 느린우체통 바닐라라떼 벽시계
    화이트오크 살림초보 단풍나무길 포근한담요 물결무늬 강릉바다 소나기 연두색쿠션 작은책방 이웃집토토리 동네한바퀴
    은하수여행 노란장화 식물킬러`,
  ),
  ['반반살림', 'both'],
  ...named(
    'seller',
    `공방나무결 빛고운조명 우리집침구 솜씨좋은커튼 라탄이야기 새벽가구 모던테이블 포근침구 작은공장 손끝도자기 한올러그
    든든수납 바른의자 향기로운집 소소가전 남도원목 하얀욕실 정담은그릇 도매하는사람 오래된목수`,
  ),
  ['곁에서도움', 'helper'],
]

/** Somebody who comes with a name that is taken already, and what they are called then. */
export const lateComer = { wanted: '식탁기다려요', instead: '식탁기다리는중', side: 'buyer' } as const

function named(side: ChosenSide, nicknames: string): (readonly [string, ChosenSide])[] {
  return nicknames.split(/\s+/).map((nickname) => [nickname, side] as const)
}
