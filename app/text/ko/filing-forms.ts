import type { DestinationName } from '#app/shapes/filing.ts'
import { grouped, won } from '#app/text/format.ts'

/** What of a frozen version the words of a form speak of. Amounts in won. */
export type FormSums = {
  shop: string
  people: number
  claims: number
  principal: number
  refunded: number
  remaining: number
}

/**
 * The words of a form an agency or a court takes. `each`: one form for each claimant; else one for all, with a list behind it.
 * `before` and `respondentBlanks` are lines left blank to write on; `respondentIsShop`: the shop's name stands above them.
 */
export type FormWords = {
  title: string
  each: boolean
  before: readonly string[]
  applicant: string
  respondent: string
  respondentBlanks: readonly string[]
  respondentIsShop: boolean
  /** What is asked for and why; of a form for each, the claimant's own words follow under `story`. */
  parts: readonly { head: string; text: (sums: FormSums) => string }[]
  story: string | null
  annex: string | null
  attached: readonly string[]
  sign: string
  court?: true
}

const business = ['대표자', '사업자등록번호', '주소', '전화', '누리집'] as const
const counted = ({ people, claims }: FormSums) => `${grouped(people)}명(${grouped(claims)}건)`

/** Destinations whose agency takes a form in writing; the others take a web form, a letter or the list alone. */
export const filingForms: Partial<Record<DestinationName, FormWords>> = {
  kca_collective: {
    respondentIsShop: true,
    ...{ title: '집단분쟁조정 신청서', each: false, before: [], applicant: '신청인', respondent: '피신청인' },
    respondentBlanks: business,
    parts: [
      {
        head: '신청 취지',
        text: (sums) =>
          `피신청인은 별지 명단의 신청인들에게 각 미환급액(합계 ${won(sums.remaining)})을 지급하라는 취지의 조정을 구합니다.`,
      },
      {
        head: '신청 이유',
        text: (sums) =>
          `1. 신청인 ${counted(sums)}은 피신청인이 운영하는 ${sums.shop}에서 물건이나 용역을 사고 모두 ${won(sums.principal)}을 지급하였습니다.\n` +
          `2. 신청인들은 계약한 물건이나 환급을 받지 못하였고, 이 가운데 ${won(sums.refunded)}만 돌려받아 ${won(sums.remaining)}이 남았습니다.\n` +
          '3. 신청인마다의 주문, 결제, 경위와 증거는 별지 명단과 같습니다.\n' +
          '4. 같은 사업자로부터 같거나 비슷한 피해를 보았고 사건의 중요한 쟁점이 공통되므로 소비자기본법 제68조에 따라 집단분쟁조정을 신청합니다.',
      },
    ],
    ...{ story: null, annex: '별지  신청인 명단', sign: '신청인(대표당사자)' },
    attached: ['신청인 명단 1부', '신청인별 동의서', '증거설명서와 증거자료', '대표당사자 선임서(정한 때)'],
  },
  kca_relief: {
    respondentIsShop: true,
    ...{
      title: '피해구제 신청서',
      each: true,
      before: [],
      applicant: '신청인',
      respondent: '피신청인(사업자)',
    },
    ...{ respondentBlanks: business, parts: [], story: '피해 경위', annex: null, sign: '신청인' },
    attached: ['결제와 주문을 보여 주는 자료', '환급을 요구한 자료와 답변'],
  },
  ecmc: {
    respondentIsShop: true,
    ...{
      title: '전자거래 분쟁조정 신청서',
      each: true,
      before: [],
      applicant: '신청인',
      respondent: '피신청인',
    },
    ...{ respondentBlanks: business, parts: [], story: '분쟁 경위', annex: null, sign: '신청인' },
    attached: ['거래와 결제를 보여 주는 자료', '주고받은 대화와 답변'],
  },
  kofair: {
    respondentIsShop: true,
    ...{ title: '분쟁조정 신청서', each: false, before: [], applicant: '신청인', respondent: '피신청인' },
    respondentBlanks: business,
    parts: [
      {
        head: '신청 취지',
        text: (sums) =>
          `피신청인은 별지 명단의 신청인들에게 각 미정산액(합계 ${won(sums.remaining)})을 지급하라는 취지의 조정을 구합니다.`,
      },
      {
        head: '신청 이유',
        text: (sums) =>
          `1. 신청인 ${counted(sums)}은 ${sums.shop}에서 상품을 판매한 입점 판매자입니다.\n` +
          `2. 정산 받을 금액 ${won(sums.principal)} 가운데 ${won(sums.refunded)}만 지급되어 ${won(sums.remaining)}이 정산되지 않았습니다.\n` +
          '3. 신청인마다의 계약, 정산기간, 경위와 증거는 별지 명단과 같습니다.',
      },
    ],
    ...{ story: null, annex: '별지  신청인 명단', sign: '신청인(대표자)' },
    attached: ['신청인 명단 1부', '계약서와 정산 내역', '증거설명서와 증거자료', '위임장(대리인이 있는 때)'],
  },
  fss: {
    respondentIsShop: false,
    ...{ title: '금융민원 신청서', each: true, before: [], applicant: '민원인', respondent: '금융회사' },
    ...{
      respondentBlanks: ['회사명', '담당 부서·연락처'],
      parts: [],
      story: '민원 내용',
      annex: null,
      sign: '민원인',
    },
    attached: ['결제·승인 내역', '금융회사에 요구한 자료와 답변'],
  },
  ftc_report: {
    respondentIsShop: true,
    ...{
      title: '불공정거래행위 등 신고서',
      each: false,
      before: [],
      applicant: '신고인',
      respondent: '피신고인',
    },
    respondentBlanks: [...business, '사업 내용'],
    parts: [
      {
        head: '위반행위 내용',
        text: (sums) =>
          `1. 피신고인은 ${sums.shop}을 운영하면서 신고인 ${counted(sums)}에게서 모두 ${won(sums.principal)}의 거래를 하였습니다.\n` +
          `2. 그 뒤 약속한 공급이나 환급, 정산이 이루어지지 않아 ${won(sums.remaining)}이 남아 있습니다.\n` +
          '3. 거래마다의 일자, 내용과 증거는 별지와 같습니다.\n' +
          '4. 위반이 의심되는 법 조항: (직접 적어 주세요)',
      },
    ],
    ...{ story: null, annex: '별지  신고인별 내용', sign: '신고인(대표)' },
    attached: ['신고인별 내용 1부', '증거설명서와 증거자료'],
  },
  crime_list: {
    respondentIsShop: true,
    ...{ title: '고소장', each: false, before: [], applicant: '고소인', respondent: '피고소인' },
    respondentBlanks: ['성명·대표자', '주소', '전화', '아는 것(아이디, 계좌번호 등)'],
    parts: [
      {
        head: '고소 취지',
        text: () =>
          '고소인들은 피고소인을 아래 사실로 고소하오니, 기망이 의심되는 사실을 조사하여 법에 따라 처리하여 주시기 바랍니다.',
      },
      {
        head: '범죄사실',
        text: (sums) =>
          `피고소인이 운영하는 ${sums.shop}에서 고소인 ${counted(sums)}은 별지 범죄일람표 기재 일시에 주문·결제를 하였으나 약속한 물건이나 환급을 받지 못하였습니다. 거래금액은 ${won(sums.principal)}, 돌려받은 금액은 ${won(sums.refunded)}, 실피해액은 ${won(sums.remaining)}입니다. 일시, 내용, 경위는 별지 범죄일람표와 같습니다.`,
      },
      {
        head: '고소 이유',
        text: () => '물건을 보내거나 돈을 돌려줄 뜻이나 능력이 없었다고 보는 사정: (직접 적어 주세요)',
      },
      {
        head: '관련 사건',
        text: () =>
          '□ 같은 내용으로 고소한 적이 있음   □ 없음\n□ 관련 수사가 진행 중임   □ 아님   □ 모름\n□ 민사소송이 진행 중임   □ 아님',
      },
    ],
    ...{ story: null, annex: '별지  범죄일람표', sign: '고소인(대표)' },
    attached: ['범죄일람표 1부', '고소인별 위임장', '증거설명서와 증거자료'],
  },
  restitution_order: {
    respondentIsShop: false,
    ...{
      title: '배상명령 신청서',
      each: true,
      before: ['사건번호', '사건명'],
      applicant: '신청인',
      respondent: '피고인',
    },
    respondentBlanks: ['성명', '주소'],
    parts: [
      {
        head: '신청 취지',
        text: (sums) => `피고인은 신청인에게 ${won(sums.remaining)}을 지급하라는 배상명령을 구합니다.`,
      },
    ],
    ...{ story: '배상의 대상과 내용', annex: null, sign: '신청인', court: true },
    attached: ['증거자료', '피고인 수만큼의 부본'],
  },
  payment_order: {
    respondentIsShop: true,
    ...{ title: '지급명령 신청서', each: true, before: [], applicant: '채권자', respondent: '채무자' },
    respondentBlanks: ['대표자', '주소(송달장소)', '전화'],
    parts: [
      {
        head: '신청 취지',
        text: (sums) =>
          `채무자는 채권자에게 ${won(sums.remaining)} 및 이에 대한 (기산일)부터 이 명령이 송달된 날까지는 연 (  )%, 그 다음 날부터 다 갚는 날까지는 연 12%의 비율로 계산한 돈과 독촉절차비용을 지급하라는 명령을 구합니다.`,
      },
    ],
    ...{ story: '신청 원인', annex: null, sign: '채권자', court: true },
    attached: ['계약과 결제를 보여 주는 자료', '송달료 납부서'],
  },
  civil_suit: {
    respondentIsShop: true,
    ...{ title: '소장', each: false, before: [], applicant: '원고', respondent: '피고' },
    respondentBlanks: ['대표자', '주소(송달장소)', '전화'],
    parts: [
      {
        head: '청구 취지',
        text: (sums) =>
          `1. 피고는 별지 목록 기재 원고들에게 각 청구 금액(합계 ${won(sums.remaining)}) 및 이에 대한 (기산일)부터 이 사건 소장 부본이 송달된 날까지는 연 (  )%, 그 다음 날부터 다 갚는 날까지는 연 12%의 비율로 계산한 돈을 지급하라.\n` +
          '2. 소송비용은 피고가 부담한다.\n3. 제1항은 가집행할 수 있다.\n라는 판결을 구합니다.',
      },
      {
        head: '청구 원인',
        text: (sums) =>
          `1. 당사자\n원고 ${counted(sums)}은 피고가 운영하는 ${sums.shop}에서 거래한 사람입니다.\n` +
          `2. 계약과 지급\n원고들은 별지 목록 기재와 같이 계약하고 모두 ${won(sums.principal)}을 지급하였습니다.\n` +
          `3. 이행하지 않은 사실\n피고는 약속한 이행을 하지 않았고, ${won(sums.refunded)}만 돌려주어 ${won(sums.remaining)}이 남았습니다. 원고마다의 경위는 별지 목록과 같습니다.\n` +
          '4. 맺음\n그러므로 청구 취지와 같은 판결을 구합니다.',
      },
    ],
    ...{ story: null, annex: '별지  원고 목록', sign: '원고', court: true },
    attached: ['원고 목록 1부', '증거설명서와 갑호증', '선정서(선정당사자를 정한 때)', '소장 부본'],
  },
  rehabilitation: {
    respondentIsShop: false,
    ...{
      title: '회생채권 신고서',
      each: true,
      before: ['사건번호', '채무자'],
      applicant: '채권자',
      respondent: '대리인',
    },
    ...{ respondentBlanks: ['성명', '주소(송달장소)', '전화·팩스'], parts: [], story: null, annex: null },
    attached: ['증거서류', '대리권을 보이는 자료(대리인이 낼 때)', '주민등록등본 또는 법인등기', '부본 1부'],
    ...{ sign: '채권자', court: true },
  },
  bankruptcy: {
    respondentIsShop: false,
    ...{
      title: '파산채권 신고서',
      each: true,
      before: ['사건번호', '채무자'],
      applicant: '채권자',
      respondent: '대리인',
    },
    ...{ respondentBlanks: ['성명', '주소(송달장소)', '전화·팩스'], parts: [], story: null, annex: null },
    attached: ['증거서류', '대리권을 보이는 자료(대리인이 낼 때)', '주민등록등본 또는 법인등기', '부본 2부'],
    ...{ sign: '채권자', court: true },
  },
}

export const formPage = {
  remove: (banner: string) =>
    `이 안내는 지우고 내세요. 기관이 공개한 서식과 칸이 다르면 그 서식을 따르고, 빈칸은 직접 적으세요. ${banner}`,
  name: '성명(상호)',
  shop: '상호',
  others: (name: string, others: number) => (others > 0 ? `${name} 외 ${grouped(others)}명` : name),
  asListed: '별지 명단과 같음',
  address: '주소',
  phone: '연락처',
  claimed: '거래와 금액',
  attachedHead: '붙이는 서류',
  attached: (lines: readonly string[]) => lines.map((line, at) => `${at + 1}. ${line}`).join('\n'),
  day: '20      년      월      일',
  sign: (who: string, name: string) => `${who}   ${name}   (서명 또는 인)`,
  to: (recipient: string) => `${recipient} 귀중`,
} as const
