import * as z from 'zod/mini'
import { FilePassword, GivenPassword } from './account.ts'
import { type ClaimSide, claimSides } from './case.ts'
import { emptyAs, ticked } from './claim-fields.ts'
import { REASON } from './export.ts'
import { Id } from './id.ts'
import { momentIssue, readMoment } from './kst-time.ts'
import { read, refuse, shape } from './reading.ts'
import { text } from './text.ts'

/** Where claims are handed in, by the kind of way. The check of `filing.destination` names the same. */
export const destinationGroups = {
  /** 집단분쟁조정, 피해구제, 전자거래분쟁조정, 서울시 전자상거래센터, 한국공정거래조정원, 금융감독원. */
  mediation: ['kca_collective', 'kca_relief', 'ecmc', 'seoul_ecommerce', 'kofair', 'fss'],
  /** 카드사 할부 항변·철회, 차지백. */
  payment: ['card_issuer', 'chargeback'],
  /** 공정거래위원회 신고, 경찰 고소, 배상명령. */
  report: ['ftc_report', 'crime_list', 'restitution_order'],
  /** 내용증명, 지급명령, 소장, 회생채권, 파산채권. */
  court: ['certified_letter', 'payment_order', 'civil_suit', 'rehabilitation', 'bankruptcy'],
  /** 변호사. */
  advice: ['lawyer'],
} as const
export type DestinationGroup = keyof typeof destinationGroups
export type DestinationName = (typeof destinationGroups)[DestinationGroup][number]
export const destinationNames: readonly DestinationName[] = Object.values(destinationGroups).flat()

/** What a rule says of a claim; never a decision. 가능성 있음, 확인 필요, 해당 없음. */
export type Fit = 'likely' | 'check' | 'no'

/** What a list may hold of a claim; each destination takes its own, in its own order. */
export const fieldKeys = [
  'name',
  'phone',
  'email',
  'birthDate',
  'address',
  'shopAccount',
  'seller',
  'receiptNo',
  'kind',
  'orderNumber',
  'eventOn',
  'orderedOn',
  'paidOn',
  'payment',
  'cardIssuer',
  'installments',
  'cycle',
  'dueOn',
  'items',
  'story',
  'principal',
  'refunded',
  'remaining',
  'claimSort',
  'cause',
  'depositTo',
  'interest',
  'votingAmount',
  'evidence',
  'note',
  'relief',
  'account',
  'businessNumber',
  'merchant',
  'tracking',
  'promisedOn',
  'deliveredOn',
  'noticeOn',
  'contract',
  'period',
  'gross',
  'fee',
  'deductions',
  'site',
  'cardNumber',
  'paidParts',
  'leftToPay',
  'caseNumber',
  'defendant',
  'subordinated',
  'kindEnglish',
  'paymentEnglish',
  'reliefEnglish',
] as const
export type FieldKey = (typeof fieldKeys)[number]

/** Longest texts of a filing, in characters: a heading, a name of an office or firm, a screen of telling. */
export const FILING_TEXT = { title: 60, recipient: 60, words: 1000 } as const
/** When a filing ends that names a day but no time. */
const END_OF_DAY = '23:59'

const ends = { closesOn: z.optional(z.unknown()), closesAt: z.optional(z.unknown()) }

/** The instant people may join until, as ISO. */
function closing<T extends { closesOn?: unknown; closesAt?: unknown }>() {
  return z.transform(({ closesOn, closesAt, ...form }: T, payload) => {
    const until = readMoment(closesOn, closesAt, { alone: END_OF_DAY })
    if ('instant' in until && until.instant !== null) return { ...form, closesAt: until.instant }
    payload.issues.push(
      'instant' in until
        ? { code: 'custom', message: 'filing.end_needed', path: ['closesOn'], input: undefined }
        : momentIssue(until, { date: 'closesOn', time: 'closesAt' }),
    )
    return z.NEVER
  })
}

const FilingFields = z.object({
  id: Id,
  destination: shape((raw) => {
    const known = destinationNames.find((name) => name === raw)
    return known ? read(known) : refuse('filing.destination_needed')
  }),
  side: shape((raw) => {
    const side = claimSides.find((known) => known === raw)
    return side ? read(side) : refuse('filing.side_needed')
  }),
  title: text({ max: FILING_TEXT.title, code: 'filing_title' }),
  recipient: text({ max: FILING_TEXT.recipient, code: 'filing_recipient' }),
  words: text({ max: FILING_TEXT.words, min: 0, multiline: true, code: 'filing_words' }),
  /** The filing whose claims it carries on. */
  afterId: emptyAs(null, Id),
  ...ends,
})

/** A filing as its form opens it: `id` the form's own, `closesAt` an ISO instant. */
export const FilingForm = z.pipe(FilingFields, closing<z.infer<typeof FilingFields>>())
type FilingSent = z.infer<typeof FilingForm>
export type FilingDraft = Omit<FilingSent, 'afterId'> & Partial<Pick<FilingSent, 'afterId'>>

const ReopenFields = z.object(ends)
/** Until when a frozen filing takes changes again. */
export const ReopenForm = z.pipe(ReopenFields, closing<z.infer<typeof ReopenFields>>())

/** Longest typed name, in characters, as a claim's. */
const NAME_MAX = 40

/**
 * What a member sends to join with one claim: the version and hash (hex) of the consent they read, the tick, and their name
 * typed. `saidYes` are the questions of the destination answered with yes.
 */
export const JoinFilingForm = z.object({
  claimId: Id,
  textVersion: z.string().check(z.maxLength(40)),
  textHash: z.string().check(z.regex(/^[0-9a-f]{64}$/, 'filing.consent_changed')),
  agree: shape((raw) => (raw === 'on' ? read(true) : refuse('filing.consent_needed'))),
  typedName: text({ max: NAME_MAX, code: 'typed_name' }),
  /** Of a claimant under nineteen: their guardian's name and tick (민법 제5조). */
  guardianName: text({ max: NAME_MAX, min: 0, code: 'guardian_name' }),
  guardianAgreed: ticked,
  saidYes: shape((raw) => {
    const given = Array.isArray(raw) ? raw : raw === undefined ? [] : [raw]
    return read(given.filter((each): each is string => typeof each === 'string').slice(0, QUESTIONS_MAX))
  }),
})
/** Questions a destination may ask. */
const QUESTIONS_MAX = 10
type JoinSent = z.infer<typeof JoinFilingForm>
type ByGuardian = 'guardianName' | 'guardianAgreed'
export type JoinDraft = Omit<JoinSent, ByGuardian> & Partial<Pick<JoinSent, ByGuardian>>
/** The consent that was read before claims of an earlier filing are carried on with one tap. */
export const CarryOnForm = z.object({
  textVersion: z.string().check(z.maxLength(40)),
  textHash: z.string().check(z.regex(/^[0-9a-f]{64}$/, 'filing.consent_changed')),
})

export const Version = shape((raw) => {
  const version = Number(raw)
  return Number.isSafeInteger(version) && version > 0 ? read(version) : refuse('filing.no_such_version')
})
/** The version a second officer agrees to. */
export const ReleaseForm = z.object({ version: Version })
/** Which claim is taken out again. */
export const LeaveFilingForm = z.object({ claimId: Id })

/** `csv_cp949` is CSV in the letters of older programs; `docx` and `hwpx` are the form an agency takes; `consents` are the sheets people signed, as PDF; `zip` is all of it with the evidence and a manifest. */
export const filingFormats = [
  'zip',
  'xlsx',
  'csv',
  'csv_cp949',
  'pdf',
  'docx',
  'hwpx',
  'consents',
  'json',
] as const
export type FilingFormat = (typeof filingFormats)[number]

/**
 * What the form for a list of a frozen version sends; `masked`: names and numbers covered, for sharing in the room. Refuses
 * `filing.package_not_masked`, `filing.lock_xlsx_only`.
 */
export const FilingOrder = z
  .object({
    id: z.optional(Id),
    version: Version,
    format: z.enum(filingFormats),
    masked: shape((raw) => read(raw === 'on')),
    reason: text({ ...REASON, multiline: true, code: 'reason' }),
    password: GivenPassword,
    /** What the workbook will ask for; kept nowhere. */
    filePassword: z.optional(FilePassword),
  })
  .check(
    z.refine(({ format, filePassword }) => !filePassword || format === 'xlsx', {
      path: ['filePassword'],
      error: 'filing.lock_xlsx_only',
    }),
    z.refine(({ format, masked }) => !(masked && format === 'zip'), {
      path: ['masked'],
      error: 'filing.package_not_masked',
    }),
  )
export type FilingOrder = z.infer<typeof FilingOrder>

/** Won and heads. `people` are those of the claims, each once. */
export type FilingSums = {
  people: number
  claims: number
  principal: number
  refunded: number
  remaining: number
}

/** What changed from the version before: claims by number. */
export type FilingDiff = { added: number; dropped: number; amounts: number; restated: number }

/** A filing as every member sees it. Instants are ISO. */
export type FilingView = {
  id: string
  slug: string
  destination: DestinationName
  side: ClaimSide
  title: string
  recipient: string
  words: string
  by: string
  openedAt: string
  closesAt: string
  /** open: takes people; closed: its end has passed; frozen: nothing moves. */
  state: 'open' | 'closed' | 'frozen'
  version: number
  /** Those in it now, and how many of their claims have every column the destination needs. */
  sums: FilingSums
  complete: number
  /** People who count towards the least number a destination needs; null where it needs none. */
  counted: number | null
  /** That number, and up to where few leaving would undo it. */
  least: number | null
  safe: number | null
}

/** Of a destination's list: heads of columns filled in by hand, and the bytes one file may have. */
export type GuideFacts = { byHand: string[]; fileBytes: number | null }

/** One of the viewer's own claims before a filing. */
export type OwnFit = {
  claimId: string
  receiptNo: number
  itemName: string
  remaining: number
  fit: Fit
  reasons: { text: string; basis: string }[]
  /** The filing gathers the other side's claims. */
  wrongSide: boolean
  /** The claimant is under nineteen: a guardian agrees too. */
  guardian: boolean
  /** Columns the destination needs and the claim lacks; none of a claim that can no longer come in. */
  missing: FieldKey[]
  /** When the viewer agreed, and whether the newest frozen version has it. */
  joinedAt: string | null
  inVersion: boolean
}

/** A frozen version. `sha256` hex; `needsSecond`: nothing with names may leave before another officer agreed. */
export type FrozenView = FilingSums & {
  version: number
  frozenAt: string
  by: string
  sha256: string
  diff: FilingDiff | null
  needsSecond: boolean
  release: { by: string; at: string } | null
  /** The viewer is an officer other than the one who froze it, and nobody agreed yet. */
  mayRelease: boolean
}
