// Names of people as they stand before 님 and 씨. Only what can be told honestly: a family name with one or two letters,
// called politely. A name standing alone looks like any other word and is not found.

/** The family names nearly everybody has. */
const FAMILY =
  '김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구나민진지엄채원천방공현함변염여추도석선설마길연위표명기반왕금옥육인맹제모탁국어은편용예경봉사부복태'
const FAMILY_OF_TWO = '남궁|황보|제갈|사공|선우|서문|독고'

/** Offices and other words that begin like a name. */
const NO_NAMES = new Set([
  ...[
    '고객',
    '사장',
    '부장',
    '차장',
    '원장',
    '지점장',
    '국장',
    '반장',
    '조장',
    '방장',
    '부방장',
    '위원장',
    '전무',
    '상무',
  ],
  ...[
    '이사',
    '주임',
    '선생',
    '변호사',
    '기사',
    '기자',
    '형사',
    '강사',
    '교수',
    '박사',
    '석사',
    '위원',
    '의원',
    '임원',
    '조사관',
  ],
  ...[
    '공무원',
    '연구원',
    '은행원',
    '경찰',
    '구매자',
    '이용자',
    '주문자',
    '제보자',
    '진행자',
    '신청인',
    '도우미',
    '주인',
    '사모',
  ],
  ...[
    '부모',
    '가족',
    '하나',
    '성도',
    '한분',
    '마음',
    '인사',
    '여러분',
    '하느',
    '선수',
    '조교',
    '이모',
    '고모',
    '서방',
    '도령',
  ],
])

const CALLED = new RegExp(
  `(^|[^가-힣])((?:${FAMILY_OF_TWO})[가-힣]{1,2}|[${FAMILY}][가-힣]{1,2}) ?(?:님|씨)(?=$|[^가-힣]|[은는이가을를의께도과와에])`,
  'gu',
)

/** A name in a text, in UTF-16 code units from `start` to `end`, without what it is called by. */
export type NameSpan = { start: number; end: number; name: string }

/** The names in `text`, in order. Pure, linear. */
export function personNames(text: string): NameSpan[] {
  return [...text.matchAll(CALLED)]
    .filter(([, , name = '']) => !NO_NAMES.has(name))
    .map(({ index, 1: before = '', 2: name = '' }) => {
      const start = index + before.length
      return { start, end: start + name.length, name }
    })
}

/** The text with all but the family names covered: 김○○님. */
export function coverNames(text: string): string {
  let covered = ''
  let from = 0
  for (const { start, end, name } of personNames(text)) {
    const family = new RegExp(`^(?:${FAMILY_OF_TWO})`, 'u').exec(name)?.[0] ?? name.slice(0, 1)
    covered += text.slice(from, start) + family + '○'.repeat(name.length - family.length)
    from = end
  }
  return covered + text.slice(from)
}
