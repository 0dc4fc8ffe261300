import type { AssentAct, AssentText, CandidateOutcome } from '#app/shapes/representatives.ts'
import { grouped, people } from '#app/text/format.ts'

/** The version of what is agreed to, shown with each text and kept with its hash. */
export const assentVersion = '2026-11-23'

export const actNames: Record<AssentAct, string> = {
  withdraw: '신청이나 소를 취하하기',
  accept: '조정안이나 화해안을 받아들이기',
  reject: '조정안이나 화해안을 거부하기',
}

/** The whole of what a person agrees to or not. */
export function assentText({
  act,
  title,
  recipient,
  words,
}: {
  act: AssentAct
  title: string
  recipient: string
  words: string
}): AssentText {
  const heading = `대표가 하려는 일: ${actNames[act]}`
  const body = [
    `함께 내는 곳: ${recipient} (${title})`,
    `내용: ${words}`,
    '동의하면 대표가 나를 위해서도 이 일을 할 수 있어요. 동의하지 않으면 대표는 내 몫으로 이 일을 할 수 없어요.',
    '답과 시각, 이 글의 판이 사람마다 남아요. 답을 받는 날까지는 다시 답할 수 있고, 마지막 답이 쓰여요.',
  ]
  return { title: heading, body: body.join('\n') }
}

export const outcomeNames: Record<CandidateOutcome, string> = {
  chosen: '대표',
  tied: '표가 같음',
  not_chosen: '뽑히지 않음',
}

type WithRepresentatives = 'kca_collective' | 'civil_suit'

export const representativesPage = {
  title: '대표 뽑기와 동의',
  way: '대표 뽑기와 동의',
  basis: {
    kca_collective:
      '집단분쟁조정에서는 대표당사자를 3명까지 뽑을 수 있어요. 대표가 취하하거나 조정안을 받아들이거나 거부하려면 뽑은 분들의 서면 동의가 있어야 해요. (소비자기본법 제68조의2)',
    civil_suit:
      '공동의 이해관계가 있으면 선정당사자를 뽑아 소송을 맡길 수 있어요. 투표는 누가 나설지 정하는 것이고, 선정은 한 사람씩 선정서에 서명해야 해요. (민사소송법 제53조)',
  } satisfies Record<WithRepresentatives, string>,
  representatives: '지금 대표',
  nobodyYet: '아직 대표가 없어요.',
  notInIt: '이 취합에 참여한 분만 후보로 나서고 투표하고 동의할 수 있어요.',
  election: '대표 투표',
  noVote: '지금 열린 투표가 없어요.',
  seats: (count: number) => `${people(count)}을 뽑아요.`,
  voters: (count: number) => `${people(count)}이 투표했어요.`,
  noCandidates: '아직 후보가 없어요.',
  pick: '누구를 대표로 뽑을까요',
  pickHint: '한 분만 고를 수 있고, 투표를 마칠 때까지 바꿀 수 있어요. 누구를 골랐는지는 나만 봐요.',
  vote: '투표하기',
  voteAgain: '다시 투표하기',
  me: '나',
  stand: '후보로 나서기',
  withdraw: '후보에서 물러나기',
  resign: '대표에서 물러나기',
  results: '지난 투표',
  result: (when: string, voters: number) => `${when}에 마침 · ${people(voters)} 투표`,
  votes: (count: number) => `${grouped(count)}표`,
  tied: '마지막 자리에 표가 같은 후보가 있어서 그 자리는 비었어요. 투표를 한 번 더 열어 주세요.',
  open: '대표 투표 열기',
  openNote: '참여한 분들에게 알려요.',
  seatsField: '뽑을 사람 수',
  seatsHint: (left: number) => `남은 자리 ${grouped(left)}개`,
  full: '대표 자리가 모두 찼어요.',
  close: '투표 마치기',
  closeNote:
    '표가 많은 순서로 정해요. 마지막 자리에서 표가 같으면 그 자리는 비워요. 마친 뒤에는 되돌릴 수 없어요.',
  asks: '동의를 구하는 일',
  noAsks: '동의를 구하는 일이 없어요.',
  due: (when: string) => `${when}까지 답해 주세요`,
  over: (when: string) => `${when}에 끝났어요`,
  tally: (yes: number, no: number, waiting: number) =>
    `동의 ${grouped(yes)} · 동의하지 않음 ${grouped(no)} · 아직 ${grouped(waiting)}`,
  proof: (version: string) => `글 ${version}판 · SHA-256`,
  agree: '동의해요',
  disagree: '동의하지 않아요',
  mine: (agrees: boolean, when: string) => `${when}에 ${agrees ? '동의했어요' : '동의하지 않는다고 했어요'}.`,
  answers: (count: number) => `사람마다 한 답 ${grouped(count)}개`,
  answer: (agrees: boolean) => (agrees ? '동의' : '동의하지 않음'),
  ask: '동의 구하기',
  askNote: '참여한 분들에게 알려요. 보낸 뒤에는 글을 바꿀 수 없어요.',
  act: '대표가 하려는 일',
  words: '무엇을 어떻게 하려는지',
  wordsHint: '조정안의 금액과 조건처럼, 읽고 정할 수 있게 적어 주세요.',
  dueOn: '언제까지 답을 받을까요',
  dones: {
    opened: '투표를 열었어요. 참여한 분에게 알렸어요.',
    stood: '후보로 나섰어요.',
    withdrawn: '물러났어요.',
    voted: '투표했어요.',
    closed: '투표를 마쳤어요.',
    asked: '동의를 구했어요. 참여한 분에게 알렸어요.',
    answered: '답을 남겼어요.',
  },
} as const
