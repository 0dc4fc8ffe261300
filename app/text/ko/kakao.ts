import type { ChannelKind } from '#app/shapes/case.ts'
import type { KakaoCounts, KakaoFormat, KakaoState, TalkSpeaker } from '#app/shapes/kakao.ts'
import { day, grouped, people } from '#app/text/format.ts'
import { withJosa } from '#app/text/josa.ts'

// KakaoTalk conversations that members bring along.

/** How somebody in an imported talk is called: by a nickname of the room, or by number. */
export function speakerLabel({ no, nickname, isBot }: TalkSpeaker): string {
  if (isBot) return '채팅방 봇'
  return nickname ?? `참여자 ${no}`
}

export const kakaoText = {
  title: '카카오톡 대화 모으기',
  lede: '카카오톡방에서 나눈 이야기를 파일로 올리면 한 대화로 합쳐서 함께 볼 수 있어요. 여러 명이 올리면 같은 말은 한 번만 보이고, 몇 명이 올렸는지 남아요.',
  more: '카카오톡 대화',
  moreNote: '단톡방에서 나눈 이야기를 파일로 모아요',
  form: {
    title: '대화 파일 올리기',
    file: '대화 파일',
    fileHint: '카카오톡에서 내보낸 txt, csv, zip 파일이에요. 300MB까지 올릴 수 있어요.',
    audience: '누가 볼 수 있나요',
    ownName: '카카오톡에서 쓴 내 이름',
    ownNameHint: '적으면 내가 한 말은 내 닉네임으로 보여요. 나중에 해도 돼요.',
    roomName: '방 이름',
    roomNameHint: '비워 두면 파일에 적힌 이름을 써요. 같은 이름의 방은 한 대화로 합쳐요.',
    isPair: '둘이 나눈 대화예요',
    isPairNote: '다른 사람에게는 내가 고른 줄만 보여요. 둘뿐인 대화는 체크하지 않아도 이렇게 다뤄요.',
    send: '올리기',
    sending: (percent: number) => `올리는 중 ${percent}%`,
    sent: '다 올렸어요. 파일을 살펴보고 있어요.',
    stop: '그만두기',
    progress: '파일을 올린 정도',
    tooLarge: '파일은 300MB까지 올릴 수 있어요. 카카오톡에서 기간을 나누어 내보내 주세요.',
    failed: '올리다가 연결이 끊겼어요. 적은 내용은 그대로 있으니 다시 눌러 주세요.',
  },
  audiences: {
    all: { label: '전체', note: '이 사건방의 참여자 모두' },
    buyer: { label: '구매자', note: '구매자와 운영진' },
    seller: { label: '판매자', note: '판매자와 운영진' },
    staff: { label: '운영진', note: '방장과 부방장' },
  } satisfies Record<ChannelKind, { label: string; note: string }>,
  how: {
    title: '파일은 이렇게 만들어요',
    points: [
      'PC: 채팅방 메뉴(≡)에서 ‘대화 내용’, ‘대화 내보내기’를 눌러요.',
      '안드로이드: 채팅방 설정(⚙)에서 ‘대화 내용 내보내기’를 눌러요. 사진까지 담긴 zip도 돼요.',
      '아이폰: 채팅방 설정에서 ‘대화 내용 내보내기’를 눌러 파일에 저장해요.',
    ],
  },
  promise: {
    title: '이렇게 지켜요',
    points: [
      '다른 사람의 이름은 ‘참여자 1’처럼 번호로만 보여요.',
      '전화번호, 계좌, 카드, 이메일은 가려서 보여요.',
      '올린 파일은 잠가서 보관하고 올린 사람만 다시 받을 수 있어요. 언제든 거둘 수 있어요.',
      '글 속에 그냥 적힌 이름까지 찾아 가리지는 못해요. 그런 글이 많으면 볼 사람을 좁혀 주세요.',
    ],
  },
  rooms: {
    title: '모인 대화',
    empty: '아직 올라온 대화가 없어요. 파일을 올리면 여기에 모여요.',
    unnamed: '이름을 가린 방',
    pair: '둘이 나눈 대화',
    count: (files: number, members: number) => `파일 ${grouped(files)}개 · ${people(members)}이 올림`,
  },
  imports: {
    title: '올라온 파일',
    empty: '아직 올라온 파일이 없어요.',
    by: (name: string, when: string) => `${name}님이 ${when}에 올림`,
    pairFile: '둘이 나눈 대화의 파일',
    see: '자세히 보기',
    progress: '파일을 읽은 정도',
    reload: '조금 뒤에 이 화면을 새로 열면 얼마나 읽었는지 볼 수 있어요.',
    read: (lines: number) => `${grouped(lines)}줄 읽음`,
  },
  states: {
    waiting: '차례를 기다려요',
    reading: '읽고 있어요',
    ready: '다 읽었어요',
    failed: '읽지 못했어요',
    withdrawn: '거두었어요',
  } satisfies Record<KakaoState, string>,
  formats: {
    pc: 'PC에서 내보낸 글',
    android: '안드로이드에서 내보낸 글',
    iphone: '아이폰에서 내보낸 글',
    english: '영어로 쓰는 휴대폰에서 내보낸 글',
    csv: 'CSV',
  } satisfies Record<KakaoFormat, string>,
  /** The three groups always add up to all lines. */
  lines: ({ lines, message, system, skipped }: KakaoCounts) =>
    `모두 ${grouped(lines)}줄 = 대화 ${grouped(message)}줄 + 알림·날짜·빈 줄 ${grouped(system)}줄 + 건너뜀 ${grouped(skipped)}줄`,
  merged: ({ messages, fresh }: KakaoCounts) =>
    fresh === messages
      ? `말과 알림 ${grouped(messages)}개를 모두 새로 더했어요.`
      : `말과 알림 ${grouped(messages)}개 가운데 ${grouped(fresh)}개를 새로 더했고, ${grouped(messages - fresh)}개는 다른 파일에도 있어요.`,
  days: (first: string, last: string) => (first === last ? day(first) : `${day(first)}부터 ${day(last)}까지`),
  detail: {
    title: '올린 파일',
    counts: '읽은 결과',
    media: (count: number) => `사진·동영상·파일 자리 ${grouped(count)}개 (글에는 자리만 있고 내용은 없어요)`,
    mediaFiles: (count: number) => `ZIP 안의 다른 파일 ${grouped(count)}개는 읽지 않았어요`,
    undated: (count: number) => `날짜를 알 수 없는 말 ${grouped(count)}개는 맨 앞에 두었어요`,
    shortened: (count: number) => `아주 긴 말 ${grouped(count)}개는 앞부분만 보여요`,
    covered: (count: number) => `개인정보가 있어 가린 말 ${grouped(count)}개`,
    hash: '파일 지문 (SHA-256)',
    hashWhat: '원본이 그 뒤에 바뀌지 않았는지 견주어 볼 수 있는 값이에요.',
    notKept:
      '파일에 주민등록번호가 있어서 원본은 보관하지 않고 지문만 남겼어요. 법이 보관을 막고 있어요. 원본은 가지고 계신 것을 그대로 두세요.',
    download: '원본 다시 받기',
    toTalk: '이 파일의 대화 보기',
    pick: '보일 줄 고르기',
    pairWarn:
      '둘이 나눈 대화예요. 지금은 나에게만 보여요. 상대의 동의 없이 대화를 널리 알리면 문제가 될 수 있으니, 피해를 설명하는 데 꼭 필요한 줄만 골라 주세요.',
    skipped: '건너뛴 줄',
    skippedWhat: '다른 사람에게는 보이지 않아요. 원본에는 그대로 남아 있어요.',
    skippedMore: (shown: number) => `처음 ${grouped(shown)}곳만 보여요.`,
    line: (from: number, to: number) =>
      from === to ? `${grouped(from)}번째 줄` : `${grouped(from)}~${grouped(to)}번째 줄`,
    reasons: {
      bad_date: '달력에 없는 날짜예요',
      bad_time: '없는 시각이에요',
      orphan: '어느 말에 딸린 글인지 알 수 없어요',
    },
    withdraw: '올린 파일 거두기',
    withdrawAsk: '이 파일을 거둘까요?',
    withdrawHint:
      '이 파일에만 있던 말과 원본이 지워져요. 다른 사람의 파일에도 있는 말은 남아요. 거두었다는 기록은 남아요.',
    withdrawYes: '거두기',
  },
  talk: {
    title: '카카오톡 대화',
    filter: '어느 파일의 대화',
    everyFile: '모든 파일',
    findHint: '띄어쓰기는 몰라도 돼요. 한 글자나 초성으로도 찾아요.',
    narrow: '참여자·날짜·파일로 좁히기',
    byNumber: '참여자 번호',
    lookedTo: (date: string) => `${day(date)}까지 찾아봤어요. '다음 대화'를 누르면 그 뒤를 이어서 찾아요.`,
    notFound: '찾는 말이 없어요. 낱말을 줄이거나 날짜를 넓혀 보세요.',
    notFoundYet: '여기까지는 찾는 말이 없어요. 이어서 찾아보세요.',
    earlier: '이전 대화',
    later: '다음 대화',
    empty: '보여 줄 대화가 없어요.',
    nothingPicked: '올린 사람이 아직 보일 줄을 고르지 않았어요.',
    undated: '날짜를 모르는 대화',
    seenBy: (members: number) => `${people(members)}이 같은 대화를 올렸어요`,
    cite: (file: string, from: number, to: number) =>
      `${file || '올린 파일'}, ${kakaoText.detail.line(from, to)}`,
    citesMore: (count: number) => `그 밖의 파일 ${grouped(count)}개에도 있어요`,
    sources: '출처',
    mine: '나',
    ownTitle: '내 이름이에요',
    ownHint: '이 대화에서 쓴 이름을 그대로 적으면, 그 이름으로 한 말이 내 닉네임으로 보여요. 기록에 남아요.',
    ownName: '카카오톡에서 쓴 이름',
    ownSend: '내 이름으로 하기',
    ownNames: '내 이름으로 한 번호',
    ownBack: (no: number) => `${withJosa(`참여자 ${no}`, '은/는')} 내가 아니에요`,
    pickTitle: '보일 줄 고르기',
    pickHint: '체크한 줄만 다른 사람에게 보여요. 쪽마다 따로 저장해요.',
    pickSend: '이 쪽에서 고른 줄만 보이기',
    picked: '다른 사람에게 보이기',
    around: '앞뒤 대화 보기',
    saved: '저장했어요.',
  },
  notices: {
    joined: (who: string) => `${who}님이 들어왔어요`,
    left: (who: string) => `${who}님이 나갔어요`,
    invited: (who: string, others: string) => `${who}님이 ${others || '다른 사람'}님을 초대했어요`,
    removed: (who: string) => `${who}님이 내보내졌어요`,
    host: (who: string) => `${who}님이 방장이 되었어요`,
    cohost: (who: string) => `${who}님이 부방장이 되었어요`,
    staff_only_on: () => '관리자만 말하기가 켜졌어요',
    staff_only_off: () => '관리자만 말하기가 꺼졌어요',
    renamed: () => '방 이름이 바뀌었어요',
    deleted: () => '지워진 말이에요',
    hidden: () => '관리자가 가린 말이에요',
    policy: () => '카카오톡의 안내',
    other: () => '카카오톡의 알림',
  } as Record<string, (who: string, others: string) => string>,
  kinds: {
    photo: '사진',
    video: '동영상',
    emoticon: '이모티콘',
    voice: '음성메시지',
    file: '파일',
    map: '지도',
    contact: '연락처',
    search: '샵검색',
    call: '통화',
    profile: '프로필',
    deleted: '지워진 말',
    hidden: '가려진 말',
  } as Record<string, string>,
} as const
