import { fullMoment, grouped, won } from '#app/text/format.ts'

/** The list of evidence of a filing (증거설명서) and where its originals lie in a package. */
export const filingEvidence = {
  folder: '증거',
  path: (label: string, ending: string) => `증거/${label}.${ending}`,
  common: '공통',
  columns: {
    label: '호증번호',
    title: '서증명',
    madeOn: '작성일자',
    madeBy: '작성자',
    shows: '입증취지',
    claims: '명단의 연번',
    note: '비고',
    file: '파일',
    bytes: '크기(바이트)',
    sha256: '지문 (SHA-256)',
  },
  notes: {
    copy: '올린 파일 그대로',
    gone: '원본이 지워져 없음',
    not_agreed: '증거를 주는 데 동의하지 않아 넣지 않음',
  },
} as const

/** Names in a package. */
export const packageNames = {
  readme: 'README.txt',
  xlsx: '명단.xlsx',
  csv: '명단.csv',
  pdf: '명단.pdf',
  json: '명단.json',
  exhibits: '증거설명서.pdf',
  consents: (from: number, to: number) =>
    `동의서/동의서_${grouped(from)}-${grouped(to)}.pdf`.replaceAll(',', ''),
  frozen: '확정.txt',
} as const

type Told = {
  title: string
  shopName: string
  filing: string
  recipient: string
  version: number
  frozenAt: string
  people: number
  claims: number
  remaining: number
  exhibits: number
  banner: string
  hasPaper: boolean
}

/** What whoever receives a package reads first. Lines end in CRLF, for every editor. */
export function packageReadme(told: Told): string {
  const { people, claims, remaining, exhibits } = told
  return [
    told.title,
    '='.repeat(40),
    '',
    `사건: ${told.shopName}`,
    `취합: ${told.filing} (제${grouped(told.version)}판)`,
    `받는 곳: ${told.recipient}`,
    `확정한 때: ${fullMoment(told.frozenAt)} (한국시간)`,
    `담긴 것: ${grouped(people)}명 · ${grouped(claims)}건 · 남은 금액 ${won(remaining)} · 증거 파일 ${grouped(exhibits)}개`,
    '',
    '한 사람씩 따로 동의받은 개인정보예요. 받는 곳에서만 쓰고, 다 쓰면 지워 주세요.',
    told.banner,
    '',
    '[들어 있는 파일]',
    '명단.xlsx       표지, 명단, 품목, 증거 목록, 동의 목록, 합계. 증거 목록에서 파일이 바로 열려요 (먼저 압축을 풀어 주세요).',
    '명단.csv        같은 명단이에요. 다른 프로그램에 옮겨 담을 때 써요.',
    '명단.json       같은 명단이에요. 프로그램이 읽을 때 써요.',
    ...(told.hasPaper
      ? ['명단.pdf        같은 명단이에요. 인쇄할 때 써요.']
      : ['                신고가 2만 건을 넘어 PDF 명단은 넣지 않았어요.']),
    '동의서/         한 사람씩 무엇에 언제 동의했는지 적은 동의서예요.',
    ...(exhibits > 0 ? ['증거설명서.pdf  호증번호, 서증명, 작성일자, 작성자, 입증취지예요.'] : []),
    ...(exhibits > 0 ? ['증거/           올린 파일 그대로예요. 이름이 호증번호예요.'] : []),
    '확정.txt        확정한 명단의 번호·금액·지문이에요. 이름이나 글은 없어요. 이 파일의 SHA-256이 확정 지문이에요.',
    'manifest.json   모든 파일의 지문과, 그 목록이 기록 원장에 들어 있다는 증명이에요.',
    '',
    '[확인하는 방법]',
    '1. 이 꾸러미를 만든 모아의 /verify 화면을 열고 받은 ZIP 파일을 골라 주세요. 파일은 올라가지 않아요.',
    '2. 또는 모아의 공개된 프로그램으로, 인터넷 없이: npm run verify -- 받은파일.zip',
    '3. 화면에 나온 열쇠의 지문이 모아의 /verify 화면에 적힌 지문과 같은지 견주어 주세요.',
    '',
    '[확인되는 것]',
    '- 파일이 하나도 빠지거나 더해지지 않았고, 한 바이트도 바뀌지 않았어요.',
    '- 확정.txt의 지문이 확정한 때 기록 원장에 남은 지문과 같아요.',
    '- 증거 파일마다, 올린 때 기록 원장에 남은 지문과 같아요.',
    '',
    '[확인되지 않는 것]',
    '- 적힌 내용이 사실인지, 누가 처음 만들었는지, 올리기 전에 고친 적이 있는지는 알 수 없어요.',
    '- 시각은 서버의 시계예요. 공인된 시점확인(타임스탬프)은 아니에요.',
    '',
  ].join('\r\n')
}
