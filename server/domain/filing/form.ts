import type { FieldKey } from '#app/shapes/filing.ts'
import { destinationWords, ruleBanner } from '#app/text/ko/destinations.ts'
import { type FormSums, type FormWords, filingForms, formPage as words } from '#app/text/ko/filing-forms.ts'
import { filingList } from '#app/text/ko/filing-list.ts'
import type { Column } from '#server/exports/column.ts'
import { flatTable, writtenCell } from '#server/exports/flat-table.ts'
import { docxStream } from '#server/exports/form/docx.ts'
import { hwpxStream } from '#server/exports/form/hwpx.ts'
import type { Block, FormPaper, Section } from '#server/exports/form/paper.ts'
import { listColumns } from './columns.ts'
import { identityFields } from './facts.ts'
import type { PinnedClaim } from './pinned.ts'
import type { Rows, Told } from './told.ts'

// The form of an agency or a court, filled from a frozen version: the same columns as its list, under the same consents.

/** Rows of one table: a list of thousands is several, each with its head, so that a program opens it at once. */
const TABLE_ROWS = 500
/** Columns that run below their row. */
const below: ReadonlySet<string> = new Set(['address', 'story', 'interest', 'note'])

/** The form of a destination that has one, as DOCX or HWPX. */
export function filingForm(told: Told, rows: Rows, format: 'docx' | 'hwpx'): AsyncIterable<Uint8Array> {
  const { frozen } = told
  const form = filingForms[frozen.destination]
  if (!form) throw new Error('A destination without a form was asked for one')
  const paper: FormPaper = {
    title: `${frozen.shopName} ${form.title}`,
    look: form.court ? 'court' : 'agency',
    sections: form.each ? [eachSection(told, rows, form)] : togetherSections(told, rows, form),
  }
  return format === 'docx' ? docxStream(paper) : hwpxStream(paper)
}

/** A form for each claimant, each on a page of its own. */
function eachSection(told: Told, rows: Rows, form: FormWords): Section {
  const { frozen, masked } = told
  const columns = listColumns(frozen, masked)
  async function* blocks(): AsyncGenerator<Block> {
    for await (const claim of rows.claims()) yield* oneForm(told, { form, claim, columns })
  }
  return { landscape: false, blocks: blocks() }
}

type One = { form: FormWords; claim: PinnedClaim; columns: readonly Column<PinnedClaim>[] }

function* oneForm({ frozen }: Told, { form, claim, columns }: One): Generator<Block> {
  const said = (column: Column<PinnedClaim>) => writtenCell(column.value(claim), column.kind)
  const isWho = ({ key }: { key: string }) => identityFields.has(key as FieldKey)
  const named = columns.find(({ key }) => key === 'name')
  const { principal, refunded, remaining } = claim.statement
  const sums = { shop: frozen.shopName, people: 1, claims: 1, principal, refunded, remaining }
  yield { kind: 'title', text: form.title, newPage: claim.no > 1 }
  yield { kind: 'note', text: words.remove(ruleBanner(destinationWords[frozen.destination].rule)) }
  if (form.before.length > 0) yield { kind: 'pairs', rows: blanks(form.before) }
  yield { kind: 'heading', text: form.applicant }
  yield {
    kind: 'pairs',
    rows: columns.filter(isWho).map((column) => [column.header, said(column)] as const),
  }
  yield* respondentBlocks(frozen.shopName, form)
  yield { kind: 'heading', text: words.claimed }
  const about = columns.filter((column) => !isWho(column) && column.key !== 'no' && column.key !== 'story')
  yield { kind: 'pairs', rows: about.map((column) => [column.header, said(column)] as const) }
  yield* partBlocks(form, sums)
  const story = columns.find(({ key }) => key === 'story')
  if (form.story && story) {
    yield { kind: 'heading', text: form.story }
    yield { kind: 'text', text: said(story) }
  }
  yield* endBlocks(form, frozen.recipient, named ? said(named) : '')
}

/** One form for all, and the list behind it. */
function togetherSections(told: Told, rows: Rows, form: FormWords): Section[] {
  return [
    { landscape: false, blocks: together(told, rows, form) },
    { landscape: true, blocks: annex(told, rows, form) },
  ]
}

async function* together(told: Told, rows: Rows, form: FormWords): AsyncGenerator<Block> {
  const { frozen, masked } = told
  const first = await firstName(rows, listColumns(frozen, masked))
  const { shopName: shop, people, claims, principal, refunded, remaining } = frozen
  yield { kind: 'title', text: form.title }
  yield { kind: 'note', text: words.remove(ruleBanner(destinationWords[frozen.destination].rule)) }
  if (form.before.length > 0) yield { kind: 'pairs', rows: blanks(form.before) }
  yield { kind: 'heading', text: form.applicant }
  const who = words.others(first, people - 1)
  yield {
    kind: 'pairs',
    rows: [
      [words.name, who],
      [words.address, words.asListed],
      [words.phone, words.asListed],
    ],
  }
  yield* respondentBlocks(shop, form)
  yield* partBlocks(form, { shop, people, claims, principal, refunded, remaining })
  yield* endBlocks(form, frozen.recipient, who)
}

async function firstName(rows: Rows, columns: readonly Column<PinnedClaim>[]): Promise<string> {
  const named = columns.find(({ key }) => key === 'name')
  for await (const claim of rows.claims()) return named ? writtenCell(named.value(claim), named.kind) : ''
  return ''
}

async function* annex({ frozen, masked }: Told, rows: Rows, form: FormWords): AsyncGenerator<Block> {
  yield { kind: 'title', text: form.annex ?? '' }
  const table = flatTable(listColumns(frozen, masked), { below })
  const part = (sums: string[][] | null): Block => ({
    ...{ kind: 'table', columns: table.columns, rows: waiting, sums },
  })
  let waiting: ReturnType<typeof table.rowOf>[] = []
  for await (const claim of rows.claims()) {
    if (waiting.length === TABLE_ROWS) {
      yield part(null)
      waiting = []
    }
    waiting.push(table.rowOf(claim))
  }
  yield part(table.sums(filingList.total))
}

function* respondentBlocks(shop: string, form: FormWords): Generator<Block> {
  yield { kind: 'heading', text: form.respondent }
  const named = form.respondentIsShop ? [[words.shop, shop] as const] : []
  yield { kind: 'pairs', rows: [...named, ...blanks(form.respondentBlanks)] }
}

function* partBlocks({ parts }: FormWords, sums: FormSums): Generator<Block> {
  for (const { head, text } of parts) {
    yield { kind: 'heading', text: head }
    yield { kind: 'text', text: text(sums) }
  }
}

function* endBlocks({ attached, sign }: FormWords, recipient: string, name: string): Generator<Block> {
  yield { kind: 'heading', text: words.attachedHead }
  yield { kind: 'text', text: words.attached(attached) }
  yield { kind: 'center', text: words.day }
  yield { kind: 'sign', text: words.sign(sign, name) }
  yield { kind: 'heading', text: words.to(recipient) }
}

function blanks(labels: readonly string[]): (readonly [string, string])[] {
  return labels.map((label) => [label, ''] as const)
}
