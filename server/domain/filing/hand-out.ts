import { randomUUID } from 'node:crypto'
import type { FilingFormat, FilingOrder } from '#app/shapes/filing.ts'
import { filingForms } from '#app/text/ko/filing-forms.ts'
import type { Db, Tx } from '#db/client.ts'
import { lockWith } from '#server/exports/locked/lock.ts'
import { memberWho } from '../access.ts'
import { checkPassword } from '../account.ts'
import { caseKey } from '../case-key.ts'
import { requested } from '../export/ask.ts'
import { notFound, Refusal } from '../refusal.ts'
import { inTransaction } from '../transaction.ts'
import type { Vault } from '../vault.ts'
import type { Viewer } from '../viewer.ts'
import { givenBytes } from './exhibits.ts'
import { sealLock } from './lock.ts'
import { PAPER_CLAIMS } from './paper.ts'
import { frozenFor } from './pinned.ts'
import { needsRelease } from './read.ts'
import { type FilingRef, type FilingRow, filingOf } from './row.ts'

/**
 * Asks for the list of a frozen version; officers only. `allow` is called once the password has proved right, as with
 * `requestExport`. The same `id` again answers the first. Refuses `shared.not_found`, `shared.forbidden`,
 * `account.wrong_password`, `account.needed`, `filing.release_needed`, `filing.paper_too_long`,
 * `filing.package_too_large`, `filing.package_not_masked`, `filing.no_form`, `filing.lock_xlsx_only`, `filing.lock_too_long`.
 */
export async function requestFiling(
  db: Db,
  viewer: Viewer,
  { slug, filingId, order }: FilingRef & { order: FilingOrder },
  { vault, allow }: { vault: Vault; allow?: () => Promise<void> },
): Promise<{ exportId: string }> {
  const { id = randomUUID(), version, format, masked, reason, password, filePassword } = order
  await filingOf(db, await memberWho(db, viewer, { slug }, 'filing.keep'), filingId)
  await checkPassword(db, viewer, password)
  await allow?.()
  // Before the transaction: it takes a tenth of a second, and the password goes no further.
  const lock = filePassword ? await lockWith(filePassword) : null
  return inTransaction(db, async (tx) => {
    const member = await memberWho(tx, viewer, { slug }, 'filing.keep')
    const filing = await filingOf(tx, member, filingId)
    ensureForm(filing, format)
    await ensureReleased(tx, filing, { version, masked, format })
    await ensureFits(tx, filing, { version, masked, format })
    if (lock) await ensureLockable(tx, filing, { version, format })
    const sealed = lock && sealLock(await caseKey(tx, vault, member.caseId), id, lock)
    const of = { filing_id: filing.id, filing_version: version, masked, lock: sealed }
    return requested(tx, member, id, { kind: 'filing', format, reason, ...of })
  })
}

/** What is set on paper. */
const onPaper: ReadonlySet<FilingFormat> = new Set(['pdf', 'docx', 'hwpx', 'consents'])
/** What holds names whatever the columns of its destination are. */
const named: ReadonlySet<FilingFormat> = new Set(['consents', 'zip'])
/** Originals in one package, in bytes: a ZIP holds 4 GiB, with all the lists. */
const PACKAGE_EVIDENCE_BYTES = 3.5 * 1024 ** 3

type Wanted = { version: number; masked: boolean; format: FilingFormat }

/** Claims in a workbook with a password: the whole of it is in memory while it is encrypted. */
const LOCKED_CLAIMS = 100_000

async function ensureLockable(
  tx: Tx,
  filing: FilingRow,
  { version, format }: { version: number; format: FilingFormat },
): Promise<void> {
  if (format !== 'xlsx') throw refusedLock('filing.lock_xlsx_only')
  const { claims } = await frozenFor(tx, filing.id, version)
  if (claims > LOCKED_CLAIMS) throw refusedLock('filing.lock_too_long')
}

function refusedLock(code: 'filing.lock_xlsx_only' | 'filing.lock_too_long'): Refusal {
  return new Refusal('invalid', code, { fields: { filePassword: code } })
}

function ensureForm({ destination }: FilingRow, format: FilingFormat): void {
  if ((format !== 'docx' && format !== 'hwpx') || filingForms[destination]) return
  throw new Refusal('invalid', 'filing.no_form', { fields: { format: 'filing.no_form' } })
}

async function ensureReleased(tx: Tx, filing: FilingRow, { version, masked, format }: Wanted): Promise<void> {
  const row = await tx
    .selectFrom('filing_version as f')
    .leftJoin('filing_release as r', (join) =>
      join.onRef('r.filing_id', '=', 'f.filing_id').onRef('r.version', '=', 'f.version'),
    )
    .select(['f.people', 'f.claims', 'r.at'])
    .where('f.filing_id', '=', filing.id)
    .where('f.version', '=', version)
    .executeTakeFirst()
  if (!row) throw notFound()
  if (onPaper.has(format) && row.claims > PAPER_CLAIMS) {
    throw new Refusal('invalid', 'filing.paper_too_long', { fields: { format: 'filing.paper_too_long' } })
  }
  const waits = needsRelease(filing, row, masked) || (!masked && named.has(format))
  if (waits && !row.at) throw new Refusal('conflict', 'filing.release_needed')
}

async function ensureFits(tx: Tx, filing: FilingRow, { version, format, masked }: Wanted): Promise<void> {
  if (format !== 'zip') return
  // Originals in it cannot be covered.
  if (masked) {
    throw new Refusal('invalid', 'filing.package_not_masked', {
      fields: { masked: 'filing.package_not_masked' },
    })
  }
  const { bytes } = await givenBytes(tx, await frozenFor(tx, filing.id, version))
  if (bytes <= PACKAGE_EVIDENCE_BYTES) return
  throw new Refusal('invalid', 'filing.package_too_large', { fields: { format: 'filing.package_too_large' } })
}
