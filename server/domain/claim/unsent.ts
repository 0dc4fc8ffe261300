import { sql } from 'kysely'
import { formName, type UnsentForm, UnsentValues } from '#app/shapes/unsent.ts'
import type { Db, Tx } from '#db/client.ts'
import { type Member, memberIn } from '../access.ts'
import { caseKey } from '../case-key.ts'
import { inTransaction } from '../transaction.ts'
import { type CaseKey, seal, unseal, type Vault } from '../vault.ts'
import type { Viewer } from '../viewer.ts'

// Half-written claims, as typed and without who somebody is: the consent to keep that comes with handing in. Sealed with
// the case's key; they go with handing in, with erasing, and after a while.

/** How long a half-written claim is kept after it was last touched, days: longer than any of its deadlines waits. */
const KEPT_DAYS = 90

/**
 * A half-written claim. `version` says from which one a tab goes on; `other` is what another tab wrote at the same time.
 * `savedAt` is an ISO instant.
 */
export type UnsentClaim = {
  version: number
  values: UnsentValues
  other: UnsentValues | null
  savedAt: string
}

type Where = { slug: string; form: UnsentForm }

/** What the viewer has half written in that form, or null. Refuses `shared.not_found`. */
export async function unsentClaim(
  db: Db,
  viewer: Viewer,
  { slug, form }: Where,
  { vault }: { vault: Vault },
): Promise<UnsentClaim | null> {
  const member = await memberIn(db, viewer, { slug })
  const row = await db
    .selectFrom('claim_unsent')
    .select(['version', 'sealed', 'other', 'saved_at as savedAt'])
    .where('member_id', '=', member.id)
    .where('form', '=', formName(form))
    .where(sql<boolean>`not ${isFiled}`)
    .executeTakeFirst()
  if (!row) return null
  const key = await caseKey(db, vault, member.caseId)
  return {
    version: row.version,
    values: opened(key, member, form, row.sealed),
    other: row.other && opened(key, member, form, row.other),
    savedAt: row.savedAt.toISOString(),
  }
}

/**
 * Keeps what was typed, in place of what this tab kept before (`base`, 0 for nothing). What another tab kept meanwhile
 * goes beside it. Returns the new version, or 0 when the form was handed in meanwhile: then nothing is kept. Refuses
 * `shared.not_found`.
 */
export async function keepUnsent(
  db: Db,
  viewer: Viewer,
  { slug, form, base, values }: Where & { base: number; values: UnsentValues },
  { vault }: { vault: Vault },
): Promise<{ version: number }> {
  return inTransaction(db, async (tx) => {
    const member = await memberIn(tx, viewer, { slug })
    const key = await caseKey(tx, vault, member.caseId)
    const sealed = seal(key, placeOf(member, form), values)
    const filing = 'side' in form ? form.filing : null
    const place = { member_id: member.id, form: formName(form), filing }
    if (filing !== null && (await wasFiled(tx, member, filing))) return { version: 0 }
    await tx
      .deleteFrom('claim_unsent')
      .where('member_id', '=', member.id)
      .where('form', '=', place.form)
      .where(isFiled)
      .execute()
    if (base === 0) {
      const added = await tx
        .insertInto('claim_unsent')
        .values({ ...place, sealed })
        .onConflict((conflict) => conflict.doNothing())
        .returning('version')
        .executeTakeFirst()
      if (added) return added
    }
    return replaced(tx, place, base, sealed)
  })
}

/** What it was the draft of was filed: a last keeping of it was on its way. */
const isFiled = sql<boolean>`exists (select from claim
  where claim.member_id = claim_unsent.member_id and claim.client_id = claim_unsent.filing)`

async function wasFiled(tx: Tx, { id }: Member, filing: string): Promise<boolean> {
  const claim = await tx
    .selectFrom('claim')
    .select('id')
    .where('member_id', '=', id)
    .where('client_id', '=', filing)
    .executeTakeFirst()
  return claim !== undefined
}

async function replaced(
  tx: Tx,
  { member_id, form, filing }: { member_id: string; form: string; filing: string | null },
  base: number,
  sealed: Buffer,
): Promise<{ version: number }> {
  const row = await tx
    .updateTable('claim_unsent')
    .set({
      sealed,
      filing,
      other: sql<Buffer | null>`case version when ${base}::integer then other else sealed end`,
      version: sql<number>`version + 1`,
      saved_at: sql<Date>`now()`,
    })
    .where('member_id', '=', member_id)
    .where('form', '=', form)
    .returning('version')
    .executeTakeFirst()
  return row ?? { version: 0 }
}

/** Forgets what the viewer has half written in that form. Refuses `shared.not_found`. Nothing there is fine. */
export async function dropUnsent(db: Db, viewer: Viewer, { slug, form }: Where): Promise<void> {
  const { id } = await memberIn(db, viewer, { slug })
  await forgetUnsent(db, id, form)
}

/** Forgets it once it was handed in. */
export async function forgetUnsent(db: Db, memberId: string, form: UnsentForm): Promise<void> {
  await db
    .deleteFrom('claim_unsent')
    .where('member_id', '=', memberId)
    .where('form', '=', formName(form))
    .execute()
}

/** Forgets what nobody touched for `KEPT_DAYS` days; returns how much. */
export async function forgetOldUnsent(db: Db): Promise<number> {
  const gone = await db
    .deleteFrom('claim_unsent')
    .where('saved_at', '<', sql<Date>`now() - make_interval(days => ${KEPT_DAYS})`)
    .executeTakeFirst()
  return Number(gone.numDeletedRows)
}

/** Every half-written claim of a member, for themselves. */
export async function ownUnsent(db: Db, member: Member, { vault }: { vault: Vault }) {
  const rows = await db
    .selectFrom('claim_unsent')
    .select(['form', 'version', 'sealed', 'other', 'saved_at as savedAt'])
    .where('member_id', '=', member.id)
    .orderBy('form')
    .execute()
  if (rows.length === 0) return []
  const key = await caseKey(db, vault, member.caseId)
  const open = (form: string, blob: Buffer) => unseal(key, `claim_unsent|${member.id}|${form}`, blob)
  return rows.map(({ sealed, other, ...row }) => ({
    ...row,
    values: open(row.form, sealed),
    other: other && open(row.form, other),
  }))
}

function opened(key: CaseKey, member: Member, form: UnsentForm, blob: Uint8Array): UnsentValues {
  return UnsentValues.parse(unseal(key, placeOf(member, form), blob))
}

/** Where a sealed draft belongs; it opens nowhere else. */
function placeOf({ id }: Member, form: UnsentForm): string {
  return `claim_unsent|${id}|${formName(form)}`
}
