/** Words on the picture of a link preview; short, because they are read as small as a stamp. */
export const previewText = {
  what: '모아 사건방',
  people: '함께하는 사람',
  few: '이제 막 모이는 중',
  owed: '남은 피해액',
  how: '들어오는 방법',
  nickname: '닉네임만으로',
} as const
