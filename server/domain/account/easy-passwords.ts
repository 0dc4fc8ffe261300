/**
 * What everybody tries first, as it appears in leaked lists in Korea and elsewhere: words, keyboard walks, Hangul
 * words typed on a Latin keyboard. A password that is one of them with digits and signs around it is no secret.
 */
const STEMS = new Set(
  (
    'password passw0rd p@ssword p@ssw0rd passwd pass qwerty qwertyui qwertyuiop qwert qwer qwerasdf qwerasdfzxcv ' +
    'qazwsx qazwsxedc zaqwsx wsxedc asdf asdfg asdfgh asdfghjk asdfghjkl asdfqwer zxcv zxcvb zxcvbn zxcvbnm ' +
    'asdfzxcv qweasd qweasdzxc abc abcd abcde abcdef abcdefg abcdefgh abcdefghij admin administrator root login ' +
    'welcome letmein monkey dragon master iloveyou love lovely baby angel princess sunshine football baseball ' +
    'superman batman pokemon starwars secret hello test guest user default temp change changeme korea seoul ' +
    'samsung hyundai naver kakao daum google apple facebook moa moamoa ' +
    'dkssud dkssudgktpdy tkfkd tkfkdgo tkfkdgkq tkfkdgody tkfkdgksek ekfkawnl ajrwk qlalfqjsgh alflrns ' +
    'eogksalsrnr gksrnr gkgkgk zzzz gkrry dlswmd rkskek rkskekfk aldks rnfma qhdks tkarhcl qkqh ' +
    '비밀번호 안녕 안녕하세요 사랑해 사랑해요 대한민국 가나다라 가나다라마바사 모아 환불 피해자'
  ).split(' '),
)

/** Rows of the keyboard and the alphabet; a straight piece of one, either way, is a walk. */
const WALKS = ['01234567890123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm']

/** True for a password made of one common word, one walk, one repeated piece, or the person's own address. */
export function isEasilyGuessed(password: string, email: string): boolean {
  const lower = password.toLowerCase()
  const bare = lower.replace(/[^\p{L}\p{N}]/gu, '')
  const word = lower.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  const own = (email.split('@')[0] ?? '').toLowerCase()
  return (
    bare === '' ||
    STEMS.has(word) ||
    STEMS.has(bare) ||
    isWalk(bare) ||
    isRepeated(lower) ||
    lower === email.toLowerCase() ||
    (own.length > 3 && word === own)
  )
}

function isWalk(text: string): boolean {
  const back = [...text].reverse().join('')
  return WALKS.some((walk) => walk.includes(text) || walk.includes(back))
}

/** `aaaaaaaaaa`, `1212121212`, `abcdabcdab`: one piece of up to five characters again and again. */
function isRepeated(text: string): boolean {
  return [1, 2, 3, 4, 5].some(
    (size) => text === text.slice(0, size).repeat(text.length).slice(0, text.length),
  )
}
