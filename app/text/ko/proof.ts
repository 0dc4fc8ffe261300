import type { Facts, Problem } from '#app/proof/verdict.ts'
import { fullMoment } from '../format.ts'

// What a check says, on the page and in the terminal.

export const proofText = {
  holds: '그대로예요',
  broken: '맞지 않아요',
  facts: ({ at, size, fingerprint }: Facts) => [
    `${fullMoment(at)}에 서명한 기록 원장 ${size.toLocaleString('ko-KR')}건에 들어 있어요. 시각은 발행한 서버의 시계예요.`,
    `서명한 열쇠의 지문: ${fingerprint}`,
  ],
  entry: (seq: number, name: string, at: string) => `${seq}번째 기록 · ${name} · ${fullMoment(at)}`,
  knownKey: '지문이 이 모아의 열쇠와 같아요.',
  compareKey: '이 지문이 발행한 모아의 /verify 화면에 적힌 지문과 같은지 견주어 보세요.',
  more: (count: number) => `그 밖에 ${count}가지가 더 맞지 않아요.`,
}

/** What was shown, and what no hash can show. */
export const provesText = {
  title: '이 확인이 뜻하는 것',
  doesTitle: '알 수 있는 것',
  does: [
    '적힌 시각 뒤로 내용이 한 글자, 한 바이트도 바뀌지 않았어요.',
    '그때 이미 기록 원장에 들어 있었고, 뒤에 끼워 넣은 것이 아니에요.',
  ],
  doesNotTitle: '알 수 없는 것',
  doesNot: [
    '내용이 사실인지, 누가 처음 만들었는지, 그 전에 고친 적이 있는지는 알 수 없어요.',
    '시각은 발행한 서버의 시계예요. 공인된 시점확인(타임스탬프)은 아니에요.',
  ],
  notLegal: '법률 자문이 아니에요.',
}

/** What a whole package shows besides, from the entries it proves. */
export function packageProves(files: number, { entries }: Facts): string[] {
  const frozen = entries.find(({ kind }) => kind === 'filing.frozen')
  const originals = entries.filter(({ kind }) => kind === 'evidence.sealed').length
  return [
    `목록의 파일 ${files.toLocaleString('ko-KR')}개가 모두 있고, 더해진 파일은 없어요.`,
    ...(frozen ? [`확정.txt는 ${fullMoment(frozen.at)}에 확정한 그대로예요. 그 뒤로 바뀌지 않았어요.`] : []),
    ...(originals > 0
      ? [`증거 원본 ${originals.toLocaleString('ko-KR')}개는 올린 때 기록 원장에 남은 그 파일이에요.`]
      : []),
  ]
}

const byCode: { [C in Problem['code']]: (problem: Extract<Problem, { code: C }>) => string } = {
  unreadable: () => '모아의 확인서나 꾸러미가 아니에요. 읽을 수 없거나 다른 형식이에요.',
  checkpoint: () => '서명된 지점을 읽을 수 없거나, 다른 사건의 것이에요.',
  signature: () => '서명이 맞지 않아요. 서명된 지점이 바뀌었거나 다른 열쇠로 서명했어요.',
  key: () => '이 모아가 서명한 것이 아니에요. 열쇠의 지문이 달라요.',
  list: () => '파일 목록이 원장에 봉인된 목록과 달라요.',
  growth: () => '뒤의 원장이 이 확인서 때의 원장에서 이어지지 않아요.',
  tree: () => '기록들이 서명된 원장에 들어 있지 않아요. 기록이 바뀌었거나 다른 원장의 증명이에요.',
  entry: ({ seq }) => `${seq}번째 기록이 바뀌었어요.`,
  order: ({ seq }) => `${seq}번째 기록이 앞의 기록과 이어지지 않아요.`,
  proof: ({ seq }) => `${seq}번째 기록이 서명된 원장에 들어 있지 않아요.`,
  seq: ({ seq }) => `${seq}번째 기록에 있다는 파일이 그 기록의 파일이 아니에요.`,
  content: () => '함께 적힌 내용이 원장에 기록된 것과 달라요.',
  file: ({ sha256 }) => `이 파일은 확인서에 적힌 파일이 아니에요. (SHA-256 ${sha256})`,
  path: ({ path }) => `쓸 수 없는 이름이에요: ${path}`,
  missing: ({ path }) => `파일이 없어요: ${path}`,
  extra: ({ path }) => `목록에 없는 파일이에요: ${path}`,
  bytes: ({ path, offset }) =>
    `내용이 달라요: ${path} (${offset.toLocaleString('ko-KR')}바이트부터 1 MiB 안에서)`,
  size: ({ path, bytes, expected }) =>
    `크기가 달라요: ${path} (${expected.toLocaleString('ko-KR')}바이트여야 하는데 ${bytes.toLocaleString('ko-KR')}바이트)`,
}

export function problemText(problem: Problem): string {
  return (byCode[problem.code] as (problem: Problem) => string)(problem)
}

export const commandText = {
  usage: 'npm run verify -- 폴더 | 꾸러미.zip | 확인서.json [파일 | 뒤의-지점.json] [--key 지문]',
  noFile: (name: string) => `그런 파일이나 폴더가 없어요: ${name}`,
  files: (count: number) => `파일 ${count.toLocaleString('ko-KR')}개를 확인했어요.`,
}

export const verifyPage = {
  title: '확인서와 파일 확인',
  package: '제출 꾸러미 (.zip)',
  packageHint: '받은 ZIP을 풀지 말고 그대로 골라 주세요. 올라가지 않아요.',
  packageHolds: '꾸러미가 온전하고, 서명된 원장과 맞아요.',
  packageChecking: '꾸러미를 확인하는 중',
  receiptTitle: '보관 확인서',
  lede: '모아에서 받은 꾸러미, 확인서, 파일이 그때 그대로인지 이 기기에서 확인해요. 아무것도 올리지 않고, 한 번 연 뒤에는 인터넷이 없어도 돼요.',
  noScript:
    '이 확인은 브라우저의 스크립트가 필요해요. 스크립트 없이는 모아를 내려받아 npm run verify -- 확인서.json 파일 로 똑같이 확인할 수 있어요.',
  receipt: '확인서 (.json)',
  receiptHint: '확인서 PDF와 함께 받은 JSON 파일이에요.',
  file: '원래 파일',
  fileHint: '확인서에 적힌 그 파일인지 볼 때만 골라 주세요.',
  hashing: '파일을 읽는 중',
  hashOf: '고른 파일의 SHA-256:',
  unreadableFile: '파일을 읽을 수 없어요. 다시 골라 주세요.',
  receiptHolds: '확인서가 서명된 원장과 맞아요.',
  fileHolds: '이 파일은 확인서에 적힌 그 파일이고, 확인서는 서명된 원장과 맞아요.',
  found: '확인한 것',
  keys: '이 모아의 열쇠 지문',
  keysNote: '다른 곳에서 확인할 때, 거기에 나온 지문이 이것과 같은지 견주어 보세요.',
}

/** The receipt on paper. */
export const receiptPaper = {
  title: '보관 확인서',
  lede: '아래의 것이 적힌 시각에 모아의 기록 원장에 들어갔음을 확인해요.',
  case: '사건방',
  what: '무엇을',
  claim: (no: number) => `피해신고 · 접수번호 ${no}`,
  evidence: (title: string) => (title === '' ? '증거' : `증거 · ${title}`),
  signedAt: '서명한 시각',
  size: '원장의 기록 수',
  sizeOf: (size: number) => `${size.toLocaleString('ko-KR')}건`,
  root: '원장 전체의 해시',
  key: '열쇠의 지문',
  entries: '남은 기록',
  entry: (seq: number, name: string, at: string) => `${seq}번째 · ${name} · ${at}`,
  contentHash: '내용의 SHA-256',
  entryHash: '기록의 해시',
  does: '이 확인서로 알 수 있는 것',
  doesNot: '이 확인서로 알 수 없는 것',
  how: '확인하는 방법',
  howLines: (address: string) => [
    `오른쪽 QR이나 ${address} 를 열고, 함께 받은 JSON 확인서와 원래 파일을 골라 주세요. 파일은 올라가지 않아요.`,
    '서버 없이 확인하려면 모아의 공개된 프로그램으로 npm run verify -- 확인서.json 파일 을 실행해 주세요.',
    '열쇠의 지문이 확인 화면에 적힌 것과 같은지 견주어 보세요.',
  ],
}

/** The ways to a receipt from what it is of. */
export const receiptWays = {
  title: '보관 확인서',
  note: '언제 무엇이 기록됐는지 남에게 보일 수 있어요. JSON은 컴퓨터로 확인할 때 함께 줘요.',
  pdf: '확인서 받기 (PDF)',
  json: '확인용 파일 받기 (JSON)',
}
