/** What we say when the product says no, by code. Every code thrown or read anywhere has its sentence here. */
export const refusals: Record<string, string> = {
  'shared.not_found': '찾는 내용이 없어요. 주소가 바뀌었거나 이 사건방의 참여자만 볼 수 있어요.',
  'shared.forbidden': '지금 역할로는 할 수 없어요. 필요하면 방장에게 부탁해 주세요.',
  'shared.check_fields': '표시한 곳을 한 번만 더 봐 주세요.',
  'shared.check_value': '적은 내용을 다시 봐 주세요.',
  'shared.too_many': '짧은 시간에 여러 번 눌러 잠시 멈췄어요. 조금 뒤에 다시 해 주세요.',
  'shared.unavailable': '지금은 처리할 수 없어요. 잠시 뒤에 다시 해 주세요.',

  'account.needed': '이 일은 이메일과 비밀번호가 있는 계정으로 할 수 있어요. 먼저 계정을 만들어 주세요.',
  'account.email_taken': '이미 계정이 있는 이메일이에요. 그 계정으로 로그인해 주세요.',
  'account.already_has_password': '이미 계정이 있어요. 다른 이메일로 만들려면 먼저 로그아웃해 주세요.',
  'account.wrong_login': '이메일이나 비밀번호가 맞지 않아요. 다시 적어 주세요.',
  'account.wrong_password': '비밀번호가 맞지 않아요. 다시 적어 주세요.',
  'account.wrong_code':
    '이 복구 코드로는 들어갈 수 없어요. 글자를 다시 봐 주세요. 코드는 한 번만 쓸 수 있어요.',
  'account.password_easy': '흔히 쓰여서 알아맞히기 쉬운 비밀번호예요. 낱말을 두세 개 이어 보세요.',
  'email.empty': '이메일을 적어 주세요. 예: name@example.com',
  'email.unreadable': '이메일을 이렇게 적어 주세요. 예: name@example.com',
  'password.empty': '비밀번호를 적어 주세요.',
  'password.too_short': '비밀번호를 10자 이상으로 적어 주세요.',
  'password.too_long': '비밀번호는 200자까지 쓸 수 있어요.',
  'recovery.empty': '복구 코드를 적어 주세요. 예: ABCD-EFGH-JKMN-PQRS',

  'case.already_open': '이 쇼핑몰의 사건방이 이미 있어요. 그 방에서 함께해 주세요.',
  'case.trouble_needed': '무슨 일이 있었는지 하나 이상 골라 주세요.',
  'case.admits_needed': '누가 들어올 수 있는지 하나 이상 골라 주세요.',
  'case.shredded': '이 사건방의 자료는 방을 정리하면서 모두 지워져 더는 열 수 없어요.',
  'shop_name.empty': '쇼핑몰 이름을 적어 주세요. 예: 알렛츠',
  'shop_name.too_long': '쇼핑몰 이름은 40자까지 적을 수 있어요.',
  'shop_name.no_letters': '쇼핑몰 이름에 글자나 숫자가 있어야 해요. 예: 알렛츠',
  'operator_name.too_long': '운영 회사 이름은 60자까지 적을 수 있어요.',
  'notice_text.too_long': '공지 글은 3,000자까지 옮겨 적을 수 있어요. 중요한 부분만 적어 주세요.',
  'notice_url.not_web': '공지 주소를 이렇게 적어 주세요. 예: https://shop.example.com/notice',
  'business_number.unreadable': '사업자등록번호를 숫자 10자리로 적어 주세요. 예: 123-45-67890',
  'business_number.wrong':
    '사업자등록번호의 숫자가 서로 맞지 않아요. 다시 봐 주세요. 모르면 비워 두어도 돼요.',

  'nickname.empty': '닉네임을 적어 주세요.',
  'nickname.too_short': '닉네임을 2자 이상으로 적어 주세요.',
  'nickname.too_long': '닉네임은 16자까지 쓸 수 있어요.',
  'nickname.no_letters': '닉네임에 글자나 숫자, 이모지가 하나는 있어야 해요.',
  'nickname.looks_like_staff': '운영진이나 기관으로 보일 수 있는 이름이에요. 다른 닉네임을 적어 주세요.',
  'join.nickname_like_staff': '방장이나 기관으로 보일 수 있는 이름이에요. 다른 닉네임을 적어 주세요.',
  'join.nickname_taken': '이 방에서 이미 쓰는 닉네임이거나 아주 비슷해요. 다른 닉네임을 적어 주세요.',
  'join.side_needed': '어느 쪽으로 들어올지 골라 주세요.',
  'join.side_not_admitted': '이 방은 그 자격으로는 들어올 수 없게 정해져 있어요. 다른 쪽을 골라 주세요.',
  'join.rules_needed': '사건방 규칙을 읽고 체크해 주세요.',
  'join.rules_changed': '그사이 사건방 규칙이 바뀌었어요. 다시 읽고 체크해 주세요.',
  'join.form_too_old': '화면을 연 지 오래되었어요. 받은 링크를 다시 열어 주세요.',
  'member.not_removable': '방장이나 같은 운영진은 내보낼 수 없어요.',
  'invite.not_valid': '쓸 수 없는 링크예요. 방장에게 새 링크를 부탁해 주세요.',
  'invite.expires_past': '끝나는 날은 오늘이나 그 뒤로 골라 주세요.',
  'invite.max_uses_range': '인원은 1명부터 100,000명까지 숫자로 적어 주세요. 예: 300',
  'invite.too_many': '열려 있는 링크가 50개예요. 안 쓰는 링크를 닫은 뒤에 만들어 주세요.',
  'invite.revoked_already': '이미 닫은 링크예요. 새 링크가 필요하면 새로 만들어 주세요.',

  'message.empty': '글을 적어 주세요.',
  'message.too_long': '글이 길어요. 나누어 보내 주세요.',
  'message.reply_elsewhere': '답장하려는 글이 이 대화에 없어요.',
  'message.busy': '지금 대화가 몰려 있어요. 잠시 뒤에 다시 보낼게요.',

  'claim.wrong_side': '들어올 때 고른 쪽으로만 신고를 낼 수 있어요.',
  'claim.same_order': '같은 주문번호로 이미 낸 신고가 있어요. 그 신고를 고쳐 주세요.',
  'claim.refunded_too_much': '돌려받은 금액이 낸 금액보다 커요. 금액을 다시 봐 주세요.',
  'claim.nothing_owed': '남은 금액이 0원이에요. 금액을 다시 봐 주세요.',
  'claim.consent_changed': '그사이 동의 글이 바뀌었어요. 다시 읽고 동의해 주세요.',
  'claim.changed_elsewhere': '다른 화면에서 먼저 고쳤어요. 지금 내용을 확인하고 다시 해 주세요.',

  'date.unreadable': '날짜를 이렇게 적어 주세요. 예: 20240817',
  'date.no_such_day': '달력에 없는 날이에요. 날짜를 다시 봐 주세요.',
  'date.out_of_range': '2000년부터 2100년 사이의 날짜를 적어 주세요.',
  'money.empty': '금액을 숫자로 적어 주세요. 예: 129,000',
  'money.unreadable': '금액을 숫자로 적어 주세요. 예: 129,000',
  'money.negative': '금액은 0원보다 작을 수 없어요.',
  'money.fraction': '금액은 1원 단위로 적어 주세요. 예: 129,000',
  'money.too_large': '금액이 너무 커요. 0이 더 붙지 않았는지 봐 주세요.',
  'phone.unreadable': '전화번호를 이렇게 적어 주세요. 예: 010-0000-0000',

  'export.side_needed': 'CSV는 구매자와 판매자 중 하나를 골라 주세요.',
  'export.unknown_side': '구매자와 판매자 중에서 골라 주세요.',
  'reason.empty': '명단이 왜 필요한지 적어 주세요.',
  'reason.too_short': '명단이 왜 필요한지 5자 이상으로 적어 주세요.',
}

/** For fields without a sentence of their own: what the second half of a code means in any field. */
const byReason: Record<string, string> = {
  empty: '빈칸을 채워 주세요.',
  not_text: '글자로 적어 주세요.',
  too_short: '조금 더 길게 적어 주세요.',
  too_long: '너무 길어요. 짧게 줄여 주세요.',
  bad_characters: '보이지 않는 글자나 쓸 수 없는 글자가 섞여 있어요. 직접 다시 적어 주세요.',
  resident_number:
    '주민등록번호로 보이는 숫자가 있어요. 모아는 주민등록번호를 받지 않아요. 지우고 다시 해 주세요.',
  unreadable: '적은 내용을 읽을 수 없어요. 예시처럼 다시 적어 주세요.',
}

/** The sentence of a code such as `join.nickname_taken`; never empty. */
export function sentenceOf(code: string): string {
  const reason = code.slice(code.indexOf('.') + 1)
  return refusals[code] ?? byReason[reason] ?? (refusals['shared.check_value'] as string)
}
