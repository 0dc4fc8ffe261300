import type { FieldKey } from '#app/shapes/filing.ts'

/** A rule's answer in words, and the article it rests on. */
export type ReasonWords = { text: string; basis: string }
export type ConsentPoint = { term: string; text: string }

/** Everything a destination says, in Korean. Rules are dated; the page shows the banner beside them. */
export type DestinationWords = {
  label: string
  /** One line in the form where an officer chooses. */
  note: string
  /** What stands in the list's title. */
  listName: string
  /** Whom one hands it to, as an example in the form. */
  recipientHint: string
  /** Heads other than the usual ones. */
  heads?: Partial<Record<FieldKey, string>>
  /** Asked before joining; whoever says yes is told what follows. */
  questions: Record<string, string>
  reasons: Record<string, ReasonWords>
  /** How it is handed in, in order. */
  steps: readonly string[]
  /** Days to keep in mind. */
  dates: readonly string[]
  /** Kinds of files it takes, and how many copies. */
  files: readonly string[]
  /** KST dates `YYYY-MM-DD` of the rules' text, and the statutes; `effectiveFrom` is null where no statute rules it. */
  rule: { basis: string; effectiveFrom: string | null; checkedOn: string }
  /**
   * What a claimant agrees to, by version (개인정보 보호법 제17조 제2항). A version that was ever in use is never changed and
   * never removed: consents keep the SHA-256 of the text.
   */
  consents: Record<string, (recipient: string) => readonly ConsentPoint[]>
}

/** The first four points of a consent in its first wording: whom, why, what, and how long it is kept there. */
export function consentTo({ why, what, until }: { why: string; what: string; until: string }) {
  return (recipient: string): readonly ConsentPoint[] => [
    { term: '누구에게 주나요', text: recipient },
    { term: '왜 주나요', text: why },
    { term: '무엇을 주나요', text: what },
    { term: '받은 곳은 언제까지 두나요', text: until },
  ]
}

const first: readonly ConsentPoint[] = [
  {
    term: '언제까지 되돌릴 수 있나요',
    text: '명단을 확정하기 전까지는 언제든 참여를 취소할 수 있고, 그러면 명단에 들어가지 않아요. 확정한 뒤에는 그 명단에 그때의 신고 내용이 남아요. 다시 열려서 새 명단을 만들 때 빠질 수 있어요.',
  },
  {
    term: '신고를 철회하거나 방을 지우고 나가면',
    text: '이름, 휴대전화, 이메일은 확정한 명단에서도 바로 지워져요. 번호, 날짜, 금액은 합계가 어긋나지 않게 남아요. 이미 낸 명단은 받은 곳에 직접 지워 달라고 해야 해요.',
  },
  {
    term: '동의하지 않아도 되나요',
    text: '네, 동의하지 않을 수 있어요. 이 취합에만 빠지고, 신고와 대화, 다른 취합에는 아무 영향이 없어요.',
  },
]

/** What is the same for every destination, by version. */
export const consentTail: Record<string, readonly ConsentPoint[]> = {
  '2026-11-22': first,
  '2026-11-23': [
    {
      term: '증거도 함께 주나요',
      text: '네, 이 신고에 붙인 증거의 원본 파일과 그 설명(호증번호, 제목, 만든 날, 만든 사람, 무엇을 보여 주는지)을 함께 줘요. 여럿이 함께 받은 문서로 올린 것도 들어가요. 신고에 붙이지 않은 증거는 주지 않아요.',
    },
    ...first,
  ],
}
