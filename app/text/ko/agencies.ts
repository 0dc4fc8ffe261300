/** Where people of a case can turn to. Facts of others, so each says when it was last checked. */
export type Agency = {
  name: string
  /** What it takes, in a few words. */
  takes: string
  /** For whom it is. */
  who: 'buyer' | 'seller' | 'all'
  url: string
  phone: string | null
  /** `YYYY-MM-DD` on which name, address and number were last compared with the agency's own. */
  checkedOn: string
}

const CHECKED = '2026-11-22'

export const agencies: readonly Agency[] = [
  {
    name: '1372 소비자상담센터',
    takes: '먼저 상담하고, 한국소비자원 피해구제로 이어져요',
    who: 'buyer',
    url: 'https://www.ccn.go.kr',
    phone: '1372',
    checkedOn: CHECKED,
  },
  {
    name: '경찰청 사이버범죄 신고시스템(ECRM)',
    takes: '처음부터 속인 쇼핑몰 사기. 본인만 낼 수 있고, 단순 환불 다툼은 받지 않아요',
    who: 'all',
    url: 'https://ecrm.police.go.kr',
    phone: null,
    checkedOn: CHECKED,
  },
  {
    name: '금융감독원',
    takes: '카드사나 결제대행사(PG)와 생긴 다툼',
    who: 'buyer',
    url: 'https://www.fss.or.kr',
    phone: '1332',
    checkedOn: CHECKED,
  },
  {
    name: '전자문서·전자거래분쟁조정위원회',
    takes: '온라인 거래 다툼의 조정. 적은 금액도 받아요',
    who: 'all',
    url: 'https://www.ecmc.or.kr',
    phone: null,
    checkedOn: CHECKED,
  },
  {
    name: '한국공정거래조정원',
    takes: '입점 판매자가 받지 못한 정산금의 조정',
    who: 'seller',
    url: 'https://www.kofair.or.kr',
    phone: null,
    checkedOn: CHECKED,
  },
]

export const soFarText = {
  title: '지금까지',
  lede: '새로 온 분이 먼저 보면 좋은 것을 모았어요.',
  newcomer: '처음이세요? 지금까지 있었던 일',
  way: '지금까지',
  wayNote: '지금 상태, 공지, 약속, 확인된 일, 다음 일정',
  state: '지금 상태',
  noState: '방장이 적은 상태가 아직 없어요.',
  promises: '업체의 약속',
  pinned: '고정한 공지',
  noPinned: '고정한 공지가 아직 없어요.',
  facts: '지금까지 있었던 일',
  noFacts: '방장이 확인한 일이 아직 없어요.',
  factsAll: '사건 일지 보기',
  next: '다음 일정',
  noNext: '정해진 일정이 아직 없어요.',
  file: '어디에 내나요',
  claim: '이 방에서 피해신고 내기',
  claimNote: '한 번 내면 합계와 명단에 함께 들어가요',
  agencies: '기관에 직접 알아보기',
  call: (number: string) => `전화 ${number}`,
  checked: (date: string) => `${date} 확인`,
  notAdvice: '안내일 뿐, 법률 자문이 아닙니다.',
} as const
