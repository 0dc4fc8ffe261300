import type { DestinationName, FieldKey, GuideFacts } from '#app/shapes/filing.ts'
import { destinationWords } from '#app/text/ko/destinations.ts'
import { listText } from '#app/text/ko/export.ts'
import { filingList, heads } from '#app/text/ko/filing-list.ts'
import type { Column } from '#server/exports/column.ts'
import { destinations } from './destination.ts'
import { fieldOf, handFields, identityFields } from './facts.ts'
import type { Frozen, KindSums, PinnedClaim } from './pinned.ts'

/** A line of the sheet of items. */
export type PinnedItem = { claim: PinnedClaim; at: number }

/** Free words, in which anybody may be named: a covered copy leaves them out. */
const words: ReadonlySet<FieldKey> = new Set(['story'])

const no = { key: 'no', header: filingList.no, kind: 'integer', width: 6, summed: false } as const

/** The keys of a destination's columns, without those a covered copy leaves out. */
export function columnKeys({ destination }: Pick<Frozen, 'destination'>, masked: boolean): FieldKey[] {
  return destinations[destination].columns.filter((key) => !(masked && words.has(key)))
}

/** A destination's list: the running number and its own columns, in its order and its words. */
export function listColumns(frozen: Pick<Frozen, 'destination'>, masked: boolean): Column<PinnedClaim>[] {
  const cells = masked ? 'masked' : 'shown'
  const own = columnKeys(frozen, masked).map((key): Column<PinnedClaim> => {
    const { kind, width, value } = fieldOf(key)
    return {
      key,
      header: headOf(frozen, key),
      kind,
      width,
      value: (claim) => (given(claim, key) ? value(claim, cells) : null),
    }
  })
  return [{ ...no, value: (claim) => claim.no }, ...own]
}

/** Who somebody is stands in a list only where they agreed to it, even when its columns grew since. */
function given({ consent }: PinnedClaim, key: FieldKey): boolean {
  return !identityFields.has(key) || consent.scope.includes(key)
}

/** What one must know to hand a destination's list in: heads of the columns left to be filled in, and its file size. */
export function guideOf(destination: DestinationName): GuideFacts {
  const { columns, fileBytes } = destinations[destination]
  const byHand = columns.filter((key) => handFields.has(key)).map((key) => headOf({ destination }, key))
  return { byHand, fileBytes }
}

export function headOf({ destination }: Pick<Frozen, 'destination'>, key: FieldKey): string {
  return destinationWords[destination].heads?.[key] ?? heads[key]
}

/** What each claim is made of. */
export function itemColumns(): Column<PinnedItem>[] {
  const item = ({ claim, at }: PinnedItem) => claim.statement.items[at]
  const words = filingList.items
  return [
    { ...no, value: ({ claim }) => claim.no },
    { key: 'itemNo', header: words.no, kind: 'integer', width: 9, value: (row) => item(row)?.no ?? null },
    { key: 'item', header: words.name, kind: 'text', width: 44, value: (row) => item(row)?.name ?? null },
    {
      key: 'quantity',
      header: words.quantity,
      kind: 'integer',
      width: 8,
      value: (row) => item(row)?.quantity ?? null,
    },
    {
      key: 'amount',
      header: words.amount,
      kind: 'won',
      width: 16,
      value: (row) => item(row)?.amount ?? null,
    },
  ]
}

/** Who agreed when to which text, and where the ledger holds what they stated. */
export function consentColumns(masked: boolean): Column<PinnedClaim>[] {
  const words = filingList.consents
  const name = fieldOf('name')
  return [
    { ...no, value: (claim) => claim.no },
    {
      ...{ key: 'name', header: heads.name, kind: 'text', width: 12 },
      value: (claim) => (given(claim, 'name') ? name.value(claim, masked ? 'masked' : 'shown') : null),
    },
    {
      key: 'givenAt',
      header: words.givenAt,
      kind: 'datetime',
      width: 19,
      value: ({ consent }) => consent.givenAt,
    },
    {
      ...{ key: 'textVersion', header: words.textVersion, kind: 'text', width: 13 },
      value: ({ consent }) => consent.textVersion,
    },
    {
      ...{ key: 'textHash', header: words.textHash, kind: 'text', width: 38 },
      value: ({ consent }) => consent.textSha256,
    },
    {
      key: 'consentId',
      header: words.consentId,
      kind: 'text',
      width: 22,
      value: ({ consent }) => consent.id,
    },
    {
      ...{ key: 'claimVersion', header: words.claimVersion, kind: 'integer', width: 8, summed: false },
      value: ({ claimVersion }) => claimVersion,
    },
    {
      ...{ key: 'statementHash', header: words.statementHash, kind: 'text', width: 38 },
      value: ({ statementSha256 }) => statementSha256,
    },
  ]
}

/** The sums by kind. A person may stand in several kinds, so heads are not added up. */
export function totalColumns(): Column<KindSums>[] {
  const words = filingList.totals
  const won = (key: 'principal' | 'refunded' | 'remaining'): Column<KindSums> => ({
    ...{ key, header: words[key], kind: 'won', width: 18 },
    value: (row) => row[key],
  })
  return [
    { key: 'kind', header: words.kind, kind: 'text', width: 16, value: ({ kind }) => listText.kinds[kind] },
    { key: 'people', header: words.people, kind: 'integer', width: 9, value: ({ people }) => people },
    {
      key: 'claims',
      header: words.claims,
      kind: 'integer',
      width: 9,
      summed: true,
      value: ({ claims }) => claims,
    },
    ...[won('principal'), won('refunded'), won('remaining')],
  ]
}
