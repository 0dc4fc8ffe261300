import { type Address, addressesIn, isOfficial } from './addresses.ts'
import { findPersonalData } from './personal-data.ts'

// The tricks played on people who have just lost money to a shop, as the rooms of 2024 saw them: somebody who gets the
// refund for a fee, a form that gathers orders and accounts, an app to be installed, a QR code, an account to pay into.
// Words alone are no sign (people speak of fees and of fraud all day); an offer or a demand beside them is.

/** What about a message looks like such a trick. */
export const fraudSigns = ['agent', 'fee', 'remote', 'form', 'qr', 'account', 'contact', 'secret'] as const
export type FraudSign = (typeof fraudSigns)[number]

/** The signs of fraud in a message, in the order of `fraudSigns`; none in nearly all messages. */
export function fraudSignsIn(text: string): FraudSign[] {
  const letters = text.normalize('NFKC').toLowerCase()
  const words = squeezed(letters)
  const links = addressesIn(text).filter((address) => !isOfficial(address))
  const account = asksForPayment(text)
  const lead = links.length > 0 || account
  // Warnings name the trick too. They lead nowhere: no link, no account.
  const warns = !lead && WARNING.test(words)
  const signs: Record<FraudSign, boolean> = {
    agent: !warns && AGENT.some((pattern) => pattern.test(words)),
    fee: !warns && RECOVERY.test(words) && FEE.test(words) && PAY_FIRST.test(words),
    remote: !warns && REMOTE.test(words) && INSTALL.test(words),
    form:
      links.some((link) => isForm(link) && PERSONAL.test(words)) || (links.length > 0 && APPLY.test(words)),
    qr: !warns && QR.test(words) && PAY_BY_QR.test(words),
    account,
    contact: !warns && RECOVERY.test(words) && OUTSIDE.test(words) && COME.test(words),
    secret: !warns && SECRET.test(words),
  }
  return fraudSigns.filter((sign) => signs[sign])
}

/** Letters and figures only: 환.불 대 행 and 환불대행 are one. */
export function squeezed(letters: string): string {
  return letters.replace(/[^\p{L}\p{N}%:]+/gu, '')
}

const WARNING =
  /사기(?:예요|에요|입니다|니까|래요|라고|조심|주의|꾼|같|수법|피해|당)|조심하|주의하|속지|피싱|스미싱|하지마|누르지|깔지|믿지|보내지마|보내면안|절대|신고했|(?:하|깔|보내|내|달)라고(?:하|해|했)|라는(?:사람|글|전화|문자|연락)|나요|까요|인가요/

/** Somebody who offers to get the money back. */
const AGENT = [
  /(?:환불|환급|취소|정산금?|피해금?|보상)(?:을|금을?|신청|접수|처리)*대행(?:해|가능|전문|합니다|업체입|도와|문의|접수|서비스)/,
  /(?:환불|환급|정산금|피해금|피해액|보상)(?:을|금을?)*(?:전액|빠르게|바로|확실히|100%)*(?:대신|직접)?(?:받아|찾아|회수해|복구해|해결해)(?:드려|드리|드립|드릴|줄게)/,
  /(?:환불|환급|피해금|피해액|피해복구|피해회복)(?:을|금)*(?:전문|전담)(?:업체|팀|가|변호|사무|센터)/,
  /(?:전액|100%)(?:환불|환급|복구|회수)(?:보장|가능합니다|해드)|(?:환불|환급|복구|회수)(?:전액|100%)보장/,
]
/** What such people promise. */
const RECOVERY = /환불|환급|피해금|피해액|피해복구|피해회복|정산금|보상금|회수|복구|취소처리|대행/
const FEE = /수수료|착수금|선입금|공증비|인지대|보증금|예치금|세금|진행비|접수비|처리비|대행비|성공보수|선납/
const PAY_FIRST =
  /(?:만|먼저|선불로?)(?:받|내시|입금|납부|송금|보내)|내시면|납부하시면|입금하시면|송금하시면|보내주시면|입금해주|송금해주|납부해주|선입금|후불(?:로|입|가|제)/
const REMOTE =
  /애니데스크|anydesk|팀뷰어|teamviewer|러스트데스크|rustdesk|퀵서포트|quicksupport|원격(?:제어|지원|접속|앱|어플|프로그램|상담|연결|으로)|apk/
const INSTALL =
  /설치(?:해주|하시|하고|하면|후|부탁)|깔아(?:주|서|야)|깔고|깔면|다운(?:로드)?(?:받|해|하)|실행(?:해|하)|연결(?:해|하|코드|번호)|접속(?:해주|하시|코드|번호)|번호(?:를)?(?:알려|불러)|(?:처리|도와|진행)(?:해)?(?:드려|드리|드립|드릴)/
const QR = /qr|큐알|큐아르/
const PAY_BY_QR =
  /(?:환불|환급|입금|송금|결제|인증|보상|피해접수|신청|조회).{0,40}(?:찍|스캔|촬영|접속|들어)|(?:찍|스캔|촬영).{0,40}(?:환불|환급|입금|송금|결제|인증|보상|조회)/
const OUTSIDE =
  /텔레그램|텔레로|라인으로|카톡아이디|카카오톡아이디|카톡id|오픈톡|개인톡|갠톡|디엠|dm|1:1(?:톡|채팅)/
const COME = /주세요|주시면|남겨|연락|추가|오세요|문의/
/** Figures and papers that no helper needs. */
const SECRET =
  /(?:인증번호|비밀번호|카드번호|cvc|cvv|otp|보안카드|신분증)(?:번호|전체|앞뒤|뒷면|사진|사본|6자리|숫자|유효기간|비밀번호|카드번호|와|과|랑|하고|및)*(?:를|을|도|만)?(?:여기|저|저희|톡|문자)?(?:에게|한테|로)?(?:먼저|바로)?(?:보내주|보내시면|알려주시|불러주|말씀해주|남겨주|입력해주|입력하시|찍어주|찍어보내주|올려주시면)/
/** What a form asks for. */
const PERSONAL = /환불|환급|피해|접수|신청|보상|정산|주문번호|계좌|이름|성함|연락처|인증|입력|작성/
/** An address where one is to apply for money. */
const APPLY =
  /(?:환불|환급|보상금?|피해금|지원금|정산금)(?:을|금|액)*(?:신청|접수|조회|확인|인증|등록|받으|받을|처리)/

/** Where forms are made by anybody, where addresses are made short, and where talk goes on unseen. */
const FORM_HOSTS = [
  'forms.gle',
  'docs.google.com',
  'form.naver.com',
  'naver.me',
  'walla.my',
  'tally.so',
  'typeform.com',
  'bit.ly',
  'han.gl',
  'me2.do',
  'url.kr',
  'vo.la',
  'buly.kr',
  'c11.kr',
  'tinyurl.com',
  't.ly',
  'cutt.ly',
  't.me',
  'open.kakao.com',
]

function isForm({ host }: Address): boolean {
  return FORM_HOSTS.some((name) => host === name || host.endsWith(`.${name}`))
}

/** An account number with the demand to pay into it; one that was covered before it was kept counts as well. */
function asksForPayment(text: string): boolean {
  const accounts = findPersonalData(text).filter(({ kind }) => kind === 'account')
  const covered = Array.from(text.matchAll(COVERED_NUMBER), ({ index, 0: number }) => ({
    start: index,
    end: index + number.length,
  }))
  return [...accounts, ...covered].some(({ start, end }) => {
    const before = squeezed(text.slice(Math.max(0, start - NEAR), start).toLowerCase())
    const after = squeezed(text.slice(end, end + NEAR).toLowerCase())
    return DEMAND.test(`${before} ${after}`)
  })
}

/** So many characters before and behind a number are looked at. */
const NEAR = 40
const COVERED_NUMBER = /\*{2,6}(?:[- ]\*{1,7}){1,4}|\*{10,16}/g
const DEMAND =
  /(?:입금|송금|이체)(?:을|를)?(?:해주|하시|하면|부탁|바랍|주시|주세|만해|먼저|계좌)|보내(?:주시|주세|시면|세요)|(?:내|납부하|넣어주)(?:시면|세요)/
