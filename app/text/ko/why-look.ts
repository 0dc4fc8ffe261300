/** What officers are asked before they see what others gave. */
export const whyLook = {
  title: '왜 보는지 적어 주세요',
  reason: '보는 까닭',
  send: '적고 보기',
} as const

/** For each place: what follows from looking, and an example of a reason. */
export const whyLookAt = {
  claim: {
    lead: '적은 까닭과 닉네임, 본 때가 신고한 사람에게 보여요. 30분 동안 볼 수 있어요.',
    hint: '예: 취합 제출 전 확인',
  },
  evidence: {
    lead: '다른 참여자의 증거예요. 보는 까닭을 적으면 기록에 남고 30분 동안 볼 수 있어요.',
    hint: '예: 취합 접수에 빠진 자료 확인',
  },
  exhibits: {
    lead: '작성자와 입증취지는 참여자가 적은 내용이에요. 보는 까닭을 적으면 기록에 남고, 30분 동안 보고 받을 수 있어요.',
    hint: '예: 소장에 붙일 증거설명서 준비',
  },
} as const
