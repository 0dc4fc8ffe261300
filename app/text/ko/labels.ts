/** Helpers with a label (자격), and what recruiting without one leads to. */
export const labelPage = {
  title: '자격',
  which: '이 분은',
  hint: '닉네임 옆에 늘 보이고, 자격에 맞는 곳만 볼 수 있어요. 누구인지 확인한 뒤에 붙여 주세요.',
  save: '자격 저장',
  done: '자격을 바꾸었어요. 운영 기록에 남았어요.',
  grantTitle: '볼 수 있는 취합',
  grant: '보여 줄 취합',
  grantHint: '고른 취합의 진행과 합계만 보여요. 이름이 있는 명단은 여기로 나가지 않아요.',
  grantSave: '보여 줄 취합 저장',
  granted: '볼 수 있는 취합을 바꾸었어요.',
  noFilings: '아직 연 취합이 없어요.',
} as const

export const recruitWords = {
  title: '사건을 맡겠다거나 돈을 모으겠다는 글로 보여요.',
  what: '이런 글은 변호사 자격이 있는 분만 바로 올릴 수 있어요. 보내면 운영진이 먼저 보고, 확인한 뒤에 모두에게 보여요.',
  how: '변호사라면 방장에게 자격을 붙여 달라고 해 주세요.',
} as const
