import type { EvidenceKind, EvidenceRights, FileForm } from '#app/shapes/evidence.ts'

export const kindWords = {
  purchase: '구매내역',
  receipt: '결제 영수증',
  transfer: '이체확인증',
  order_mail: '주문확인 메일',
  notice: '공지 캡처',
  call: '통화 기록',
  delivery: '배송·운송장',
  defect: '결함 사진',
  comparison: '기대와 수령의 비교',
  settlement: '정산서',
  contract: '계약서',
  other: '기타',
} satisfies Record<EvidenceKind, string>

export const rightsWords = {
  own: '본인 촬영',
  shop: '업체 화면',
  third: '제3자 게시물',
} satisfies Record<EvidenceRights, string>

export const formWords = {
  picture: '사진',
  pdf: 'PDF',
  video: '동영상',
  audio: '녹음',
  mail: '메일',
  talk: '카카오톡 대화',
  text: '글',
  office: '문서',
  archive: '압축 파일',
  other: '그 밖의 파일',
} satisfies Record<FileForm, string>

/** Where files are chosen and sent. */
export const addPage = {
  title: '파일 올리기',
  lead: '올린 그대로 봉인해 보관해요. 나만 볼 수 있고, 원본은 아무도 바꿀 수 없어요.',
  file: '파일',
  fileHint: '사진, PDF, 동영상, 녹음, 메일(.eml), 카카오톡 대화, 문서, ZIP. 파일 하나에 200MB까지예요.',
  send: '올리기',
  room: (left: string, all: string) => `${all} 중 ${left}를 더 올릴 수 있어요.`,
} as const
