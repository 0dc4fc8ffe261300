import { createHash } from 'node:crypto'
import { destinationWords, filingConsent, filingConsentText, ruleBanner } from '#app/text/ko/destinations.ts'
import { erasedCell, filingList } from '#app/text/ko/filing-list.ts'
import { filingPaper as words } from '#app/text/ko/filing-paper.ts'
import { coverPart, type Paper, tableParts, watermark } from '#server/exports/list-pdf.ts'
import { type Part, typeset } from '#server/exports/typeset.ts'
import type { Fact } from '#server/exports/xlsx.ts'
import { consentColumns, headOf, itemColumns, listColumns, totalColumns } from './columns.ts'
import { coverOf } from './cover.ts'
import { exhibitColumns, type GivenExhibit } from './exhibits.ts'
import { maskedName } from './mask.ts'
import type { Frozen } from './pinned.ts'
import type { SignedConsent } from './signed.ts'
import type { Rows, Told } from './told.ts'

// A frozen version on paper: the list for whoever receives it, and the sheets people signed.

/** Claims one document may hold: some thousand sheets, and as much as is put together in bounded memory. */
export const PAPER_CLAIMS = 20_000
/** Sheets of consents set at a time. */
const PART_SHEETS = 200

/** Columns that run below their row: words, which may be long. */
const below: ReadonlySet<string> = new Set(['address', 'story', 'interest', 'note'])

/** Cover, list, totals, items and consents as one PDF. */
export async function* listPaper(told: Told, rows: Rows): AsyncGenerator<Uint8Array> {
  yield await typeset('list', listParts(told, rows))
}

async function* listParts(told: Told, rows: Rows): AsyncGenerator<Part> {
  const { frozen, masked, kinds } = told
  const paper = paperOf(told, destinationWords[frozen.destination].listName)
  const { sections } = words
  yield coverPart(paper, paperCover(told))
  const list = { section: sections.list, columns: listColumns(frozen, masked), rows: rows.claims(), below }
  yield* tableParts(paper, { ...list, totalsLabel: filingList.total })
  const totals = { section: sections.totals, columns: totalColumns(), rows: kinds }
  yield* tableParts(paper, { ...totals, totalsLabel: () => filingList.sum })
  yield* tableParts(paper, {
    ...{ section: sections.items, columns: itemColumns(), rows: rows.items(), totalsLabel: filingList.total },
  })
  yield* tableParts(paper, {
    ...{ section: sections.consents, columns: consentColumns(masked), rows: rows.claims() },
  })
}

/** 증거설명서: what each exhibit is and shows. Hashes run below their row. */
export async function* exhibitPaper(
  told: Told,
  exhibits: AsyncIterable<GivenExhibit>,
): AsyncGenerator<Uint8Array> {
  const paper = paperOf(told, words.sections.exhibits)
  const table = {
    section: words.sections.exhibits,
    columns: exhibitColumns({ linked: false }),
    rows: exhibits,
  }
  yield await typeset('list', tableParts(paper, { ...table, below: hashBelow }))
}

const hashBelow: ReadonlySet<string> = new Set(['sha256'])

/** A signed sheet for each consent, as one PDF. */
export async function* consentPaper(
  told: Told,
  consents: AsyncIterable<SignedConsent>,
): AsyncGenerator<Uint8Array> {
  yield await typeset('consents', consentParts(told, consents))
}

async function* consentParts(told: Told, consents: AsyncIterable<SignedConsent>): AsyncGenerator<Part> {
  const paper = paperOf(told, words.signed.title)
  let sheets: SignedConsent[] = []
  for await (const consent of consents) {
    if (sheets.length === PART_SHEETS) {
      yield sheetsPart(told, paper, sheets)
      sheets = []
    }
    sheets.push(consent)
  }
  if (sheets.length > 0) yield sheetsPart(told, paper, sheets)
}

function sheetsPart({ frozen, masked }: Told, paper: Paper, consents: readonly SignedConsent[]): Part {
  const versions = [...new Set(consents.map(({ textVersion }) => textVersion))]
  const texts = Object.fromEntries(versions.flatMap((version) => textOf(frozen, version)))
  return { ...paper, texts, sheets: consents.map((consent) => sheetOf(frozen, masked, consent)) }
}

function sheetOf(frozen: Frozen, masked: boolean, consent: SignedConsent) {
  const { signed } = words
  const { no, receiptNo, name, givenAt, textVersion, textSha256, scope, said, consentId, ledgerSeq } = consent
  const mine = textOf(frozen, textVersion).some(([, text]) => text.sha256 === textSha256)
  return {
    heading: signed.heading,
    facts: [
      [signed.for, `${frozen.shopName} · ${frozen.title}`],
      [signed.recipient, frozen.recipient],
      [signed.no, signed.noOf(no)],
      [signed.receipt, signed.noOf(receiptNo)],
      [signed.scope, scope.map((key) => headOf(frozen, key)).join(', ')],
      ...(said.length > 0 ? [[signed.said, said.join(' / ')]] : []),
    ],
    // Words other than those that were read never stand under a name.
    words: mine ? textVersion : '',
    unknown: signed.unknown,
    signed: [
      [signed.at, signed.kst(givenAt)],
      [signed.text, signed.textOf(textVersion, textSha256)],
      [signed.ledger, signed.ledgerOf(ledgerSeq)],
      [signed.id, consentId],
    ],
    by: signed.by[frozen.side],
    name: name === null ? erasedCell : masked ? maskedName(name) : name,
    mark: signed.mark,
  }
}

function textOf({ destination, recipient }: Frozen, version: string) {
  const consent = filingConsent(destination, { recipient, version })
  if (!consent) return []
  const { title, points, agree } = consent
  const sha256 = createHash('sha256').update(filingConsentText(consent), 'utf8').digest('hex')
  const text = { title, agree, sha256, points: points.map(({ term, text }) => [term, text]) }
  return [[version, text]] as const
}

function paperOf({ frozen, masked }: Told, name: string): Paper {
  const { title, version, recipient } = frozen
  return {
    title: filingList.cover.title(frozen.shopName, name),
    running: [words.running(title, version), words.recipient(recipient)],
    watermark: watermark(masked ? words.maskedMark : words.watermark(recipient)),
  }
}

/** The cover of the workbook, with its notes apart and the legal banner first among them. */
function paperCover(told: Told) {
  const { heading, facts } = coverOf(told)
  const notesFrom = facts.findIndex(({ label }) => label === filingList.cover.notes)
  const { rule } = destinationWords[told.frozen.destination]
  const text = ({ value }: Fact) => String(value ?? '')
  return {
    heading,
    facts: facts
      .slice(0, notesFrom)
      .filter(({ label }) => label !== filingList.cover.basis)
      .map((fact) => [fact.label, text(fact)] as const),
    notes: [ruleBanner(rule), ...facts.slice(notesFrom).map(text), words.letters],
  }
}
