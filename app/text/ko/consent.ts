// What a claimant agrees to, by version. A version that was ever in use is never changed and never removed: each claim
// keeps the version and the SHA-256 of the text that was agreed to (개인정보 보호법 제15조 제2항의 네 가지 고지 사항).

export type Consent = {
  title: string
  /** What the check box says. */
  agree: string
  points: readonly { term: string; text: string }[]
}

export const consents: Readonly<Record<string, Consent>> = {
  '2026-11-22': {
    title: '개인정보 수집·이용 동의',
    agree: '위 내용을 읽었고 동의해요',
    points: [
      {
        term: '왜 모으나요',
        text: '피해 사실을 정리하고, 사건방의 피해 규모를 집계하고, 공동 대응에 쓸 피해 명단을 만들기 위해서예요.',
      },
      {
        term: '무엇을 모으나요',
        text: '이름, 휴대전화 번호, 이메일(선택), 주문·결제·정산 내용과 피해 금액, 직접 적은 경위예요. 주민등록번호는 받지 않아요.',
      },
      {
        term: '누가 보나요',
        text: '이름과 연락처는 암호로 잠가 두고 본인에게만 보여 줘요. 방장이 만드는 명단에는 닉네임과 주문·금액 내용만 들어가요. 다른 기관에 낼 때는 기관마다 따로 다시 동의를 받아요.',
      },
      {
        term: '언제까지 두나요',
        text: '이 사건의 공동 대응이 끝날 때까지예요. 신고를 철회하면 이름과 연락처는 바로 지워요. 접수번호와 신고 내용은 기록으로 남아요.',
      },
      {
        term: '동의하지 않아도 되나요',
        text: '네, 동의하지 않을 수 있어요. 다만 피해신고는 낼 수 없어요. 대화와 사건 정보는 그대로 볼 수 있어요.',
      },
    ],
  },
}

/** The version shown now; claims made with another are asked to read again. */
export const consentVersion = '2026-11-22'

/** What a claimant agrees to apart from that, only when they give more than name, phone and e-mail. */
export const extraConsents: Readonly<Record<string, Consent>> = {
  '2026-11-22': {
    title: '더 적은 개인정보 수집·이용 동의 (선택)',
    agree: '위 내용을 읽었고, 더 적은 정보를 보관하는 데 동의해요',
    points: [
      {
        term: '왜 모으나요',
        text: '환불받을 계좌를 확인하고, 기관에 내는 서류의 칸을 채우고, 미성년자의 대리인에게 연락하기 위해서예요.',
      },
      {
        term: '무엇을 모으나요',
        text: '직접 적은 것만요. 주소, 쇼핑몰 아이디, 환불받을 계좌와 예금주, 사업자등록번호와 상호, 보호자의 이름과 휴대전화 번호예요.',
      },
      {
        term: '누가 보나요',
        text: '이름·연락처와 함께 암호로 잠가 두고 본인에게만 보여 줘요. 다른 기관에 낼 때는 기관마다 따로 다시 동의를 받아요.',
      },
      {
        term: '언제까지 두나요',
        text: '이 사건의 공동 대응이 끝날 때까지예요. 칸을 비우고 고치거나 신고를 철회하면 바로 쓰지 않아요.',
      },
      {
        term: '동의하지 않아도 되나요',
        text: '네. 칸을 비워 두면 동의하지 않고도 신고를 낼 수 있어요.',
      },
    ],
  },
}

/** The version shown now. */
export const extraConsentVersion = '2026-11-22'

/** The exact text of a version as it is hashed, or null for a version that never was. */
export function consentText(version: string): string | null {
  const consent = Object.hasOwn(consents, version) ? consents[version] : undefined
  if (!consent) return null
  const points = consent.points.map(({ term, text }) => `${term}\n${text}`)
  return [version, consent.title, ...points, consent.agree].join('\n\n')
}
