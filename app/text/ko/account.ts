export const signUpPage = {
  title: '계정 만들기',
  lede: '어느 기기에서든 이메일과 비밀번호로 돌아올 수 있어요.',
  guest: '지금까지의 방, 글, 신고, 닉네임은 그대로 이어져요.',
  forOpening: '사건방을 여는 분은 계정이 필요해요. 명단을 지킬 사람이 누구인지 분명해야 하니까요.',
  email: '이메일',
  emailHint: '로그인할 때만 써요. 다른 참여자에게 보이지 않고, 암호로 잠가 보관해요.',
  password: '비밀번호',
  passwordHint: '10자 이상. 낱말 서너 개를 이으면 외우기 쉽고 안전해요.',
  submit: '계정 만들기',
  haveOne: '이미 계정이 있어요',
} as const

export const logInPage = {
  title: '로그인',
  lede: '이메일과 비밀번호로 돌아와요.',
  email: '이메일',
  password: '비밀번호',
  submit: '로그인',
  none: '계정 만들기',
  recover: '복구 코드로 돌아오기',
  guest: '이 기기에서 손님으로 참여한 방은 계정으로 옮겨져요.',
} as const

export const leftBehindPage = {
  title: '손님 닉네임 하나가 따로 남았어요',
  what: '같은 방에 이미 계정으로 참여하고 있어서, 손님으로 쓰던 닉네임과 신고는 그대로 두었어요.',
  code: '그 닉네임으로 돌아가려면 이 복구 코드를 쓰세요. 지금만 보여요.',
  go: '계속하기',
} as const

export const recoveryPage = {
  title: '복구 코드',
  lede: '휴대폰을 바꾸거나 이 브라우저의 기록을 지우면, 이 코드로 다시 들어올 수 있어요.',
  exists: '전에 받은 코드가 있어요. 새로 받으면 전에 받은 코드는 쓸 수 없게 돼요.',
  make: '복구 코드 받기',
  again: '새 복구 코드 받기',
  later: '나중에 하기',
  here: '지금만 보여요. 적어 두거나 복사해 주세요.',
  copy: '코드 복사',
  how: '돌아올 때는 첫 화면의 “복구 코드로 돌아오기”에 적어요. 한 번 쓰면 새 코드를 받아요.',
  keep: '이 코드를 아는 사람은 내 닉네임과 신고를 볼 수 있어요. 다른 사람에게 보여 주지 마세요.',
  done: '적어 두었어요',
} as const

export const recoverPage = {
  title: '복구 코드로 돌아오기',
  lede: '전에 받은 16자리 코드를 적으면, 쓰던 닉네임과 신고로 돌아와요.',
  code: '복구 코드',
  codeHint: '예: ABCD-EFGH-JKMN-PQRS. 하이픈과 대소문자는 몰라도 돼요.',
  submit: '돌아오기',
  none: '코드가 없다면, 이메일로 만든 계정이 있는지 떠올려 보세요.',
  login: '이메일로 로그인',
} as const

export const accountPage = {
  title: '내 계정',
  email: '이메일',
  guest: '지금은 손님이에요. 이 기기에서만 들어올 수 있어요.',
  signUp: '계정 만들기',
  rooms: '내 사건방',
  noRooms: '참여 중인 사건방이 아직 없어요.',
  recovery: '복구 코드',
  changePassword: '비밀번호 바꾸기',
  oldPassword: '지금 비밀번호',
  newPassword: '새 비밀번호',
  newPasswordHint: '10자 이상. 바꾸면 다른 기기에서는 모두 로그아웃돼요.',
  change: '비밀번호 바꾸기',
  recovered: '돌아왔어요. 쓴 코드는 이제 쓸 수 없으니 새 복구 코드를 받아 두세요.',
  changed: '비밀번호를 바꿨어요. 다른 기기에서는 로그아웃됐어요.',
  logOut: '로그아웃',
  logOutGuest: '손님은 로그아웃하면 이 기기로는 돌아올 수 없어요. 먼저 복구 코드를 받아 두세요.',
  logOutLede: '이 기기에서만 나가요. 방과 신고는 그대로 있어요.',
  logOutTitle: '로그아웃할까요?',
  stay: '그대로 있기',
} as const
