import type { ClaimSide } from '#app/shapes/case.ts'
import { fullMoment, grouped } from '#app/text/format.ts'

/** The list of a filing on paper, and the sheets people signed. */
export const filingPaper = {
  notLegal: '법률 자문이 아닙니다.',
  running: (title: string, version: number) => `${title} · 제${grouped(version)}판`,
  recipient: (recipient: string) => `받는 곳: ${recipient}`,
  watermark: (recipient: string) => `${recipient} 제출용`,
  maskedMark: '가린 사본',
  letters:
    '글꼴에 없는 글자(그림 글자 등)는 다르게 보일 수 있어요. 정확한 글자는 함께 만든 엑셀이나 JSON에 있어요.',
  /** Sections of the document. */
  sections: { list: '명단', items: '품목', totals: '합계', consents: '동의 목록', exhibits: '증거설명서' },
  signed: {
    title: '개인정보 제3자 제공 동의서',
    heading: '개인정보 제3자 제공 동의서',
    no: '명단의 연번',
    receipt: '접수번호',
    noOf: (no: number) => grouped(no),
    for: '취합',
    recipient: '받는 곳',
    scope: '제공하는 것',
    said: '함께 답한 것',
    at: '동의한 때',
    kst: (at: string) => `${fullMoment(at)} (한국시간)`,
    text: '동의문',
    textOf: (version: string, sha256: string) => `${version}판 · SHA-256 ${sha256}`,
    ledger: '기록 원장',
    ledgerOf: (seq: number) => `${grouped(seq)}번째 기록`,
    id: '동의 번호',
    by: { buyer: '동의한 사람 (구매자)', seller: '동의한 사람 (판매자)' } satisfies Record<ClaimSide, string>,
    mark: '화면에서 이름을 직접 적어 서명을 대신함',
    unknown: '이 판의 동의문을 찾을 수 없어요. 동의문의 지문(SHA-256)은 아래에 남아 있어요.',
  },
} as const
