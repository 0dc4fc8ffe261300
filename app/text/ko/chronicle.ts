import { grouped } from '#app/text/format.ts'

/** The case as a document: 사건경위서. */
export const chronicleWords = {
  title: '사건경위서',
  file: (shop: string) => `사건경위서_${shop}`,
  shop: '쇼핑몰',
  operator: '운영 회사',
  businessNumber: '사업자등록번호',
  state: '사건의 상태',
  asOf: '작성 기준',
  counted: '담은 기록',
  countOf: (shown: number) => `${grouped(shown)}건`,
  entries: '경위',
  head: { no: '순번', when: '일시', what: '있었던 일', sources: '근거' },
  empty: '담을 기록이 없어요.',
  differs: (numbers: string) => `순번 ${numbers}의 기록과 서로 다름`,
  changed: (version: number) => `고친 기록 (${grouped(version)}판)`,
  noSource: '근거 없음',
  message: (place: string, words: string) => `대화 글 (${place}): “${words}”`,
  messageUnread: (place: string) => `대화 글 (${place})`,
  capture: (url: string, seen: string) => `본 화면: ${url}${seen ? ` (${seen})` : ''}`,
  url: (url: string) => `주소: ${url}`,
  evidence: (title: string, short: string) => `증거: ${[title, short].filter(Boolean).join(' ')}`,
  exhibit: (labels: string) => `[${labels}]`,
  hash: (sha256: string) => `SHA-256 ${sha256}`,
  notes: [
    '확인됨은 사건방 운영진이 근거를 보고 표시한 것이고, 주장·반박됨·정정은 그렇게 적었습니다.',
    '약속의 미이행과 무응답 시간은 작성 기준 시각에 계산했습니다.',
    '이 문서는 참여자들이 모은 기록이며 법률 자문이 아닙니다.',
  ],
  silence: (time: string) => `앞선 업체의 말에서 ${time} 무응답`,
} as const

/** Where the chronicle is taken from. */
export const chronicleWays = {
  title: '사건경위서 받기',
  lead: '일지를 날짜 순서와 근거·호증번호가 있는 문서로 받아요. 닉네임은 들어가지 않아요.',
  judged: '확인·정정·반박된 기록만',
  all: '주장까지 모두',
  pdf: 'PDF',
  docx: 'DOCX',
  of: (which: string, form: string) => `${which} ${form}`,
} as const
