import { squeezed } from './fraud.ts'

// Words that gather clients (수임) or money (모금). Both may be honest, and both are what people who have just lost money
// are fished with: so they need somebody the staff has looked at. Questions and warnings about them need nobody.

/** What a message gathers: clients for a case, or money. */
export type Recruiting = 'clients' | 'money'

/** What of that a message does, or null in nearly all messages. */
export function recruitingIn(text: string): Recruiting | null {
  const words = squeezed(text.normalize('NFKC').toLowerCase())
  if (SPEAKS_OF.test(words)) return null
  if (CLIENTS.some((pattern) => pattern.test(words))) return 'clients'
  return MONEY.some((pattern) => pattern.test(words)) ? 'money' : null
}

/** Somebody asks, warns or refuses. */
const SPEAKS_OF =
  /(?:나요|까요|ㄴ가요|은가요|는가요|한가요|인가요|할까|는지|던데|래요|대요)|하지마|하지말|안돼|안되|금지|조심|주의하|사기|속지|믿지|말자|말아|반대|신고했/

const CLIENTS = [
  /(?:사건|소송|고소|집단소송|단체소송|공동소송)(?:을|를|은|는)?(?:무료로|저희가|제가|직접|전부|끝까지|대신)*(?:수임|맡아|맡겠|맡습|대리해|대리하|진행해)(?:드|합|하겠|해요|겠|습니)/,
  /수임(?:합니다|하겠|해드|가능|문의|계약서?(?:를|을)?(?:작성|보내|체결|맺)|료는?(?:\d|무료|없|할인)|상담)/,
  /(?:소송인단|원고인단|원고단|고소인단|의뢰인|소송참여자|소송에참여(?:하실|할)분(?:들)?)(?:을|를)?(?:추가로?)?(?:모집|모십|모으|모아)/,
  /(?:집단|단체|공동)소송(?:에)?(?:참여(?:하실|할))?(?:분|사람|참여자|인원)?(?:들)?(?:을|를)?(?:모집|모십)/,
  /(?:법무법인|법률사무소|변호사사무실|로펌).{0,20}(?:상담|문의|위임|연락|신청)(?:주세|주시|하세|바랍|받습|가능합|부탁)/,
]
const MONEY = [
  /모금(?:합니다|해요|하겠|을?시작|을?진행|함|계좌|중입니다|중이에요|에?(?:참여|동참)(?:해주|부탁|바랍|하세)|부탁)/,
  /(?:후원금|성금|소송비용?|변호사비용?|변호사선임비용?|활동비|투쟁기금|기금)(?:을|를|은|는)?(?:우리|조금씩|좀|같이|함께|만원씩|\d+만?원씩)*(?:모아|모읍|모으|모금|걷|거둬|거두|후원|입금|보내)(?:요|주|부탁|겠|습|합|자|려|시|야|고있|해주|하세)/,
  /후원(?:계좌|을?부탁|해주세요|바랍니다|받습니다|받아요|하실분)/,
]
