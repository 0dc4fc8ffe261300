import { RULES_VERSION } from '../../shapes/rules-version.ts'

/** The rules of every room, agreed to when joining. Change a sentence, change RULES_VERSION. */
export const rules = {
  version: RULES_VERSION,
  title: '사건방 규칙',
  list: [
    '닉네임으로 이야기해요. 실명, 전화번호, 주소, 계좌번호, 주민등록번호는 대화에 적지 않아요.',
    '겪은 일과 들은 이야기를 나누어 적고, 들은 이야기에는 어디서 보았는지 함께 적어요.',
    '업체나 사람을 모욕하거나 협박하지 않아요. 사실과 자료로 이야기해요.',
    '환불이나 소송을 대신해 준다며 돈, 링크, 앱 설치를 권하지 않아요.',
    '다른 참여자의 글을 허락 없이 방 밖으로 옮기지 않아요.',
    '지키지 않으면 방장이 내보낼 수 있어요. 이미 낸 피해신고와 글은 지워지지 않아요.',
  ],
} as const
