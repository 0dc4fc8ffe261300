import * as z from 'zod/mini'
import { kstDate } from './date.ts'
import { Id } from './id.ts'
import { maybe, type Reading, read, refuse, shape } from './reading.ts'
import { text } from './text.ts'

/** 메일, 문자, 카카오톡, 공지, 우편물. */
export const documentKinds = ['mail', 'sms', 'kakao', 'notice', 'paper'] as const
export type DocumentKind = (typeof documentKinds)[number]

/** What one's own copy says beside that of the document: without a hash at both ends, nothing. */
export type CopyMatch = 'same' | 'other' | 'unknown'

/** Longest texts of a document, in graphemes. */
export const DOCUMENT_TEXT = { title: 80, sender: 40 } as const

/** SHA-256 of a file as hex, in either case, or null when none was given. Refuses `sha256.unreadable`. */
export const OptionalSha256 = shape((raw): Reading<string | null> => {
  if (raw === undefined || raw === null || raw === '') return read(null)
  const match = typeof raw === 'string' ? /^\s*([0-9a-fA-F]{64})\s*$/.exec(raw) : null
  return match?.[1] ? read(match[1].toLowerCase()) : refuse('sha256.unreadable')
})

const kind = shape((raw): Reading<DocumentKind> => {
  const known = documentKinds.find((each) => each === raw)
  return known ? read(known) : refuse('document.kind_needed')
})

/** A document of the case as its form sends it; `id` is the form's own. Whoever proposes it has received it. */
export const DocumentForm = z.object({
  id: Id,
  kind,
  title: text({ max: DOCUMENT_TEXT.title, code: 'document_title' }),
  sender: text({ max: DOCUMENT_TEXT.sender, min: 0, code: 'document_sender' }),
  sentOn: kstDate,
  sha256: OptionalSha256,
  evidenceId: z.pipe(
    maybe(Id),
    z.transform((given): string | null => given ?? null),
  ),
})
export type DocumentDraft = z.output<typeof DocumentForm>

/** 나도 받았어요: when one's own copy came, and its hash. */
export const WitnessForm = z.object({ documentId: Id, receivedOn: kstDate, sha256: OptionalSha256 })
/** Taking that back, or the whole document. */
export const DocumentRef = z.object({ documentId: Id })
