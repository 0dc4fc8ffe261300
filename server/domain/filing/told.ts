import type { FilingDiff } from '#app/shapes/filing.ts'
import type { Db } from '#db/client.ts'
import type { Vault } from '../vault.ts'
import type { PinnedItem } from './columns.ts'
import { type GivenExhibit, givenExhibits } from './exhibits.ts'
import { type Frozen, type KindSums, type PinnedClaim, pinnedClaims, pinnedSums } from './pinned.ts'
import { diffOf } from './read.ts'
import { type SignedConsent, signedConsents } from './signed.ts'

/** What every form of a frozen version says of the whole. `erased`: claims that have no name any more. */
export type Told = {
  frozen: Frozen
  masked: boolean
  kinds: readonly KindSums[]
  erased: number
  diff: FilingDiff | null
}

export async function toldOf(snapshot: Db, frozen: Frozen, masked: boolean): Promise<Told> {
  const { filingId, version } = frozen
  const diff = version > 1 ? await diffOf(snapshot, filingId, version) : null
  return { frozen, masked, diff, ...(await pinnedSums(snapshot, frozen)) }
}

/** The rows of a frozen version, each time read anew from one moment of the database. */
export type Rows = {
  claims(): AsyncIterable<PinnedClaim>
  items(): AsyncIterable<PinnedItem>
  exhibits(): AsyncIterable<GivenExhibit>
  signed(range?: { after: number; most: number }): AsyncIterable<SignedConsent>
}

/** Names are opened: that must have been recorded before. `onClaim` hears of each claim that was read. */
export function rowsOf(
  snapshot: Db,
  frozen: Frozen,
  { vault, onClaim = async () => {} }: { vault: Vault; onClaim?: () => Promise<void> },
): Rows {
  const claims = () => heard(pinnedClaims(snapshot, frozen, { vault }), onClaim)
  return {
    claims,
    items: () => itemsOf(claims()),
    exhibits: () => givenExhibits(snapshot, frozen),
    signed: (range) => heard(signedConsents(snapshot, frozen, { vault }, range), onClaim),
  }
}

async function* heard<T>(rows: AsyncIterable<T>, onRow: () => Promise<void>): AsyncGenerator<T> {
  for await (const row of rows) {
    yield row
    await onRow()
  }
}

async function* itemsOf(claims: AsyncIterable<PinnedClaim>): AsyncGenerator<PinnedItem> {
  for await (const claim of claims) {
    for (let at = 0; at < claim.statement.items.length; at += 1) yield { claim, at }
  }
}
