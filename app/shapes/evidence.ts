import * as z from 'zod/mini'
import { kstDate } from './date.ts'
import { Id } from './id.ts'
import { maybe, read, refuse, shape } from './reading.ts'
import { text } from './text.ts'
import { webAddress } from './web-address.ts'

/** 구매내역, 결제 영수증, 이체확인증, 주문확인 메일, 공지 캡처, 통화 기록, 배송·운송장, 결함 사진, 기대와 수령의 비교, 정산서, 계약서, 기타. */
export const evidenceKinds = [
  'purchase',
  'receipt',
  'transfer',
  'order_mail',
  'notice',
  'call',
  'delivery',
  'defect',
  'comparison',
  'settlement',
  'contract',
  'other',
] as const
export type EvidenceKind = (typeof evidenceKinds)[number]

/** 본인 촬영, 업체 화면, 제3자 게시물. */
export const evidenceRights = ['own', 'shop', 'third'] as const
export type EvidenceRights = (typeof evidenceRights)[number]

/** What can be done with a file, by its content. */
export const fileForms = [
  'picture',
  'pdf',
  'video',
  'audio',
  'mail',
  'talk',
  'text',
  'office',
  'archive',
  'other',
] as const
export type FileForm = (typeof fileForms)[number]

/** Office files that are ZIPs of XML: DOCX, XLSX, PPTX, HWPX. Older ones are read by nobody here. */
const ZIPPED_OFFICE = /^application\/(?:vnd\.openxmlformats-officedocument\.|hwp\+zip$)/

/** How a file's words are read: as letters one after another, or as a PDF or office file; null for one without words. */
export function wordsIn({
  form,
  type,
}: {
  form: FileForm
  type: string
}): 'letters' | 'pdf' | 'office' | null {
  if (form === 'pdf') return 'pdf'
  if (form === 'office') return ZIPPED_OFFICE.test(type) ? 'office' : null
  return form === 'mail' || form === 'text' || form === 'talk' ? 'letters' : null
}

/** The largest file, in bytes: some minutes of a phone's video, a long recording of a call. */
export const EVIDENCE_FILE_BYTES = 200 * 1024 * 1024
/** Bytes of a file that go in one request; as much is sent again at most when a line breaks. */
export const EVIDENCE_PART_BYTES = 8 * 1024 * 1024
/** Files of one piece of evidence. */
export const EVIDENCE_FILES_MAX = 100
/** Claims one piece of evidence may be for. */
export const EVIDENCE_CLAIMS_MAX = 50
/** The form field the file of a page without scripts comes in. */
export const EVIDENCE_FILE_FIELD = 'file'

/** The SHA-256 a browser counted, as 64 hex digits. */
const Sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/))

/** A file that is about to be sent. `id` is made by the sender; said twice, it is one file. */
export const UploadDraft = z.object({
  id: Id,
  evidenceId: Id,
  name: z.string(),
  bytes: z.int(),
  sha256: z.nullable(Sha256),
})
export type UploadDraft = z.infer<typeof UploadDraft>

/** Ids of one's claims, in a form repeated. */
const ClaimIds = shape((raw) => {
  const listed = Array.isArray(raw) ? raw : typeof raw === 'string' ? [raw] : []
  const ids = [...new Set(listed.filter((one) => one !== ''))]
  const all = z.array(Id).safeParse(ids)
  return all.success && ids.length <= EVIDENCE_CLAIMS_MAX ? read(all.data) : refuse('evidence.no_claim')
})

/** What the form that describes a piece of evidence sends. */
export const EvidenceWords = z.object({
  kind: z._default(z.enum(evidenceKinds), 'other'),
  title: text({ max: 80, code: 'evidence_title' }),
  madeBy: text({ max: 60, min: 0, code: 'evidence_maker' }),
  madeOn: maybe(kstDate),
  sourceUrl: webAddress('evidence_source'),
  rights: maybe(z.enum(evidenceRights)),
  shows: text({ max: 300, min: 0, multiline: true, code: 'evidence_shows' }),
  claims: ClaimIds,
})
export type EvidenceWords = z.infer<typeof EvidenceWords>

/** Longest words looked for, in characters. */
const SOUGHT_MAX = 80
const NICKNAME_SOUGHT_MAX = 20

/** What of the gallery is asked for, as an address says it; what cannot be read is not asked. `who`: part of a nickname. */
export const EvidenceWish = z.object({
  q: z.catch(maybe(text({ max: SOUGHT_MAX, min: 0, code: 'search' })), undefined),
  kind: z.catch(maybe(z.enum(evidenceKinds)), undefined),
  claim: z.catch(maybe(Id), undefined),
  person: z.catch(maybe(Id), undefined),
  who: z.catch(maybe(text({ max: NICKNAME_SOUGHT_MAX, min: 0, code: 'search' })), undefined),
  since: z.catch(maybe(kstDate), undefined),
  until: z.catch(maybe(kstDate), undefined),
  page: z.catch(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(10_000)), 1),
})
export type EvidenceWish = z.infer<typeof EvidenceWish>
