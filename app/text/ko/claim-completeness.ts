import type { Lint } from '#app/shapes/claim-completeness.ts'

const lints: Record<Lint, string> = {
  undocumented: '있었던 일이 비어 있어요. 날짜와 답을 적어 두지 않으면 나중에 증명하기 어려워요.',
  unnotified:
    '가게에 언제 요구했는지가 없어요. 아직이라면 글로 남는 방법(문자·메일·문의)으로 먼저 요구해 주세요.',
  late: '안 지 7일이 넘었는데 가게에 요구한 날이 없어요. 기한이 지나면 쓸 수 없는 방법이 있어요.',
  one_channel: '한 가지 방법으로만 연락했어요. 다른 방법으로도 연락해 두면 연락두절을 보이기 쉬워요.',
  sums_differ: '총판매액에서 수수료와 공제액을 뺀 값이 받을 금액과 달라요. 정산 내역서를 다시 봐 주세요.',
  stalled: '2주 넘게 그대로예요. 여기서 멈추면 공동 대응에서 빠지기 쉬워요. 아는 것부터 채워 주세요.',
}

export const completenessText = {
  title: '조금 더 채워 주세요',
  whole: '다 채웠어요',
  count: (done: number, of: number) => `${of}가지 가운데 ${done}가지를 적었어요`,
  missing: (count: number) => `아직 비어 있는 것 ${count}가지`,
  complete: '보완하기',
  papers: '챙겨 두면 좋은 자료',
  photo: '영수증·캡처 올리기',
  lints,
} as const
