import { seoulDate } from '#app/shapes/civil-date.ts'
import type { FileForm } from '#app/shapes/evidence.ts'
import type { ExhibitColumn, ExhibitFormat, ExhibitNumber, ExhibitSeries } from '#app/shapes/exhibit.ts'
import { fullMoment, grouped } from '#app/text/format.ts'
import { formWords } from './evidence.ts'

/** 갑가: 모두에게 공통된 증거, 갑나: 신고인마다의 증거 (민사소송규칙 제107조). */
const codes = { common: '갑가', claimant: '갑나' } satisfies Record<ExhibitSeries, string>

/** `갑가 제3호증`, `갑나 제12호증의 2`. */
export function exhibitLabel({ series, no, sub }: ExhibitNumber): string {
  return `${codes[series]} 제${no}호증${sub === null ? '' : `의 ${sub}`}`
}

/**
 * Numbers as one cell names them, in their order: `갑가 제2호증, 갑나 제3호증의 1, 2`; three or more in a row as courts write
 * it, `갑나 제3호증의 1 내지 4`.
 */
export function exhibitLabels(exhibits: readonly ExhibitNumber[]): string {
  const pieces = new Map<string, { first: ExhibitNumber; subs: number[] }>()
  for (const exhibit of exhibits) {
    const piece = `${exhibit.series} ${exhibit.no}`
    const subs = exhibit.sub === null ? [] : [exhibit.sub]
    const known = pieces.get(piece)
    if (known) known.subs.push(...subs)
    else pieces.set(piece, { first: exhibit, subs })
  }
  return [...pieces.values()]
    .map(({ first, subs }) => {
      const whole = exhibitLabel({ ...first, sub: null })
      return subs.length === 0 ? whole : `${whole}의 ${runsOf(subs)}`
    })
    .join(', ')
}

/** `1, 2`, `1 내지 4, 7`. */
function runsOf(numbers: readonly number[]): string {
  const runs: [from: number, to: number][] = []
  for (const number of numbers) {
    const last = runs.at(-1)
    if (last && number === last[1] + 1) last[1] = number
    else runs.push([number, number])
  }
  return runs
    .flatMap(([from, to]) => {
      if (to - from > 1) return [`${from} 내지 ${to}`]
      return from === to ? [String(from)] : [String(from), String(to)]
    })
    .join(', ')
}

export const exhibitColumnWords = {
  madeOn: '작성일자',
  madeBy: '작성자',
  shows: '입증취지',
} satisfies Record<ExhibitColumn, string>

/** What the owner of a piece is told of its numbers and of the filings that hold it. */
export const ownExhibit = {
  number: '호증번호',
  pinned: '확정한 취합에 담겨 있어요',
  pinnedIn: (title: string, version: number) => `${title} ${version}판`,
  withdrawPinned: (filings: string) =>
    `거두면 운영진도 더는 열어 볼 수 없어요. 다만 ${filings}에 담긴 파일은 그 취합의 증거로 봉인한 채 남아요. 사건방을 지우고 나가면 그 파일도 지워져요.`,
  lacking: (columns: readonly ExhibitColumn[]) =>
    `호증번호가 매겨진 증거예요. 증거설명서에 비어 있는 칸: ${columns.map((column) => exhibitColumnWords[column]).join(', ')}. 아래에서 채워 주세요.`,
  kept: '거두었지만 남아 있는 증거',
  keptLead:
    '아래 파일은 확정한 취합에 담겨 있어서, 아무도 열어 볼 수 없게 봉인한 채 남겨 뒀어요. 사건방을 지우고 나가면 지워져요.',
  keptFor: (title: string, filings: string) => `${title}: ${filings}`,
} as const

const MEGABYTE = 1024 * 1024

/** What stands in the 증거설명서 itself (민사소송규칙 제105조, 제106조). */
export const exhibitList = {
  title: '증거설명서',
  cover: '표지',
  heads: {
    label: '호증번호',
    title: '서증명',
    madeOn: '작성일자',
    madeBy: '작성자',
    shows: '입증취지',
    note: '비고',
    sha256: '지문 (SHA-256)',
  },
  case: '사건',
  of: '범위',
  all: '지금까지 매긴 모든 번호',
  filing: (title: string, version: number) => `${title} ${version}판`,
  countName: '개수',
  count: (count: number) => `${grouped(count)}개`,
  at: '기준시각',
  kst: (at: string) => `${fullMoment(at)} (한국 시각)`,
  noteName: '알아두기',
  /** A number on paper breaks only before its last part. */
  onPaper: (label: string) => label.replaceAll(' ', '\u00a0').replace('호증의', '호증\n의'),
  blanks: '빈칸은 증거를 낸 사람이 아직 적지 않은 것이에요. 내기 전에 채우고, 관할 법원의 양식을 확인하세요.',
  /** `2024. 8. 3.` as papers of a court write a day. */
  courtDay: (date: string) => `${date.split('-').map(Number).join('.\u00a0')}.`,
  /** What only the papers of the case say is written in by hand. */
  blanksToFill: (shopName: string): [string, string][] => [
    ['사  건', '________________________________'],
    ['원  고', '________________________________'],
    ['피  고', `${shopName} ____________________`],
  ],
  day: '20____.  ____.  ____.',
  by: '제출인 ____________________ (서명 또는 날인)',
  to: '____________________ 귀중',
  /** A number whose piece was withdrawn: it is never given again. */
  gone: '결번',
  noteOf: (form: FileForm, bytes: number) =>
    `${formWords[form]} ${Math.max(0.1, bytes / MEGABYTE).toFixed(1)}MB`,
  /** `shop` without what file systems refuse. */
  fileName: (shop: string, format: ExhibitFormat, at: string) =>
    `${shop || '사건'}_증거설명서_${seoulDate(at).replaceAll('-', '')}.${format}`,
} as const

/** The page where those who run the case give numbers and take the list along. */
export const exhibitsPage = {
  title: '호증번호와 증거설명서',
  note: '증거에 번호를 매기고, 법원에 내는 목록을 만들어요',
  lead: '공통 증거는 갑가, 신고인마다의 증거는 갑나로 번호를 매겨요. 한 번 매긴 번호는 바뀌지 않고, 거둔 증거의 번호는 비워 둬요.',
  dones: {
    given: (count: number) => `${grouped(count)}개에 번호를 매겼어요.`,
    none: '번호가 없는 파일이 없어요.',
    opened: '까닭을 기록했어요. 30분 동안 내용을 보고 받을 수 있어요.',
  },
  unnumbered: '번호 없는 증거',
  unnumberedLead: (pieces: number) => `신고에 쓰인 증거 ${grouped(pieces)}건에 아직 번호가 없어요.`,
  more: (rest: number) => `그 밖에 ${grouped(rest)}건이 더 있어요.`,
  allNumbered: '신고에 쓰인 증거에 모두 번호가 있어요.',
  giveAll: '모두 번호 매기기',
  oneByOne: '하나씩 매기기',
  files: (count: number) => `파일 ${grouped(count)}개`,
  as: { common: '공통 증거로 (갑가)', claimant: '신고인 증거로 (갑나)' } satisfies Record<
    ExhibitSeries,
    string
  >,
  /** Read to those who hear the page: which piece a button is for. */
  giveWhat: (title: string) => `${title}에 번호 매기기`,
  numbers: '매긴 번호',
  noNumbers: '아직 매긴 번호가 없어요.',
  withdrawn: '거둔 증거예요. 번호는 다시 쓰지 않아요.',
  missing: (columns: readonly ExhibitColumn[]) =>
    `빈칸: ${columns.map((column) => exhibitColumnWords[column]).join(', ')}`,
  fill: '채우기',
  incomplete: (count: number) => `${grouped(count)}개에 빈칸이 있어요. 낸 사람만 채울 수 있어요.`,
  list: '증거설명서',
  listLead: '호증번호, 서증명, 작성일자, 작성자, 입증취지, 비고를 담아요. 빈칸은 빈칸으로 나와요.',
  formats: { pdf: 'PDF', xlsx: '엑셀', csv: 'CSV' } satisfies Record<ExhibitFormat, string>,
  take: (of: string, format: string) => `${of} ${format} 받기`,
  earlier: '앞 쪽',
  later: '다음 쪽',
  page: (at: number, of: number) => `${of}쪽 가운데 ${at}쪽`,
} as const
