import { sql } from 'kysely'
import { consentsWithEvidence } from '#app/text/ko/destinations.ts'
import { kindWords } from '#app/text/ko/evidence.ts'
import { filingEvidence as words } from '#app/text/ko/filing-package.ts'
import type { Db } from '#db/client.ts'
import type { Column } from '#server/exports/column.ts'
import { type PinnedEvidence, pinnedEvidence } from './evidence.ts'
import type { Frozen } from './pinned.ts'

/**
 * An exhibit as it is handed over. `path` is where its original lies in a package; null when it goes along with none:
 * `why`. `sealedSeq` is the entry of the ledger that holds its hash since it came.
 */
export type GivenExhibit = PinnedEvidence & {
  path: string | null
  why: 'gone' | 'not_agreed' | null
  sealedSeq: number | null
}

/** What a frozen version rests on, in the order of the numbers. An original goes along only if its owner agreed to that. */
export async function* givenExhibits(snapshot: Db, frozen: Frozen): AsyncGenerator<GivenExhibit> {
  const agreed = await whoAgreed(snapshot, frozen)
  const seals = await sealsOf(snapshot, frozen)
  for await (const exhibit of pinnedEvidence(snapshot, frozen.filingId, frozen.version)) {
    const why = !exhibit.isThere ? 'gone' : agreed.has(exhibit.memberId) ? null : 'not_agreed'
    const path = why === null ? words.path(exhibit.label, endingOf(exhibit.name)) : null
    yield { ...exhibit, path, why, sealedSeq: seals.get(exhibit.fileId) ?? null }
  }
}

/** How many originals go along, and their bytes. */
export async function givenBytes(snapshot: Db, frozen: Frozen): Promise<{ files: number; bytes: number }> {
  const sum = { files: 0, bytes: 0 }
  for await (const { path, bytes } of givenExhibits(snapshot, frozen)) {
    if (path === null) continue
    sum.files += 1
    sum.bytes += bytes
  }
  return sum
}

/** Members all of whose consents in the version were given to words that name the evidence. */
async function whoAgreed(snapshot: Db, { filingId, version }: Frozen): Promise<Set<string>> {
  const rows = await snapshot
    .selectFrom('filing_claim as pin')
    .innerJoin('filing_consent as c', 'c.id', 'pin.consent_id')
    .select('c.member_id as memberId')
    .where('pin.filing_id', '=', filingId)
    .where('pin.version', '=', version)
    .groupBy('c.member_id')
    .having(sql<boolean>`bool_and(c.text_version = any(${sql.val([...consentsWithEvidence])}))`)
    .execute()
  return new Set(rows.map(({ memberId }) => memberId))
}

async function sealsOf(snapshot: Db, { caseId, filingId, version }: Frozen): Promise<Map<string, number>> {
  const { rows } = await sql<{ fileId: string; seq: number }>`
    select pin.file_id as "fileId", min(ledger.seq)::int as seq
    from filing_evidence as pin join ledger on ledger.case_id = ${caseId}::uuid and ledger.kind = 'evidence.sealed'
      and ledger.data ->> 'fileId' = pin.file_id::text and ledger.data ->> 'sha256' = encode(pin.sha256, 'hex')
    where pin.filing_id = ${filingId}::uuid and pin.version = ${version}
    group by pin.file_id`.execute(snapshot)
  return new Map(rows.map(({ fileId, seq }) => [fileId, seq]))
}

/** What a name ends with, where every file system takes it. */
function endingOf(name: string): string {
  return /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? 'bin'
}

/** 증거설명서 (민사소송규칙 제106조): number, title, date, author, what it shows; and where it lies. */
export function exhibitColumns({ linked }: { linked: boolean }): Column<GivenExhibit>[] {
  const text = (
    key: keyof typeof words.columns,
    width: number,
    value: (row: GivenExhibit) => string | null,
  ): Column<GivenExhibit> => ({ key, header: words.columns[key], kind: 'text', width, value })
  return [
    text('label', 20, ({ label }) => label),
    text('title', 28, ({ title, kind }) => title || kindWords[kind]),
    { ...text('madeOn', 12, ({ madeOn }) => madeOn), kind: 'date' },
    text('madeBy', 16, ({ madeBy }) => madeBy || null),
    text('shows', 36, ({ shows }) => shows || null),
    text('claims', 12, ({ claims }) => claims.join(', ') || words.common),
    text('note', 18, ({ why }) => words.notes[why ?? 'copy']),
    ...(linked ? [{ ...text('file', 30, ({ path }) => path), kind: 'link' as const }] : []),
    { ...text('bytes', 14, () => null), kind: 'integer', value: ({ bytes }) => bytes },
    text('sha256', 38, ({ sha256 }) => sha256),
  ]
}
