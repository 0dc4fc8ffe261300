import { sql } from 'kysely'
import type { FileForm } from '#app/shapes/evidence.ts'
import type { ExhibitNumber } from '#app/shapes/exhibit.ts'
import { exhibitLabel, exhibitList } from '#app/text/ko/exhibit.ts'
import type { Db } from '#db/client.ts'
import { pinnedEvidence } from '../filing/evidence.ts'

/**
 * A line of the 증거설명서. `madeOn` is `YYYY-MM-DD`, `sha256` hex; what its owner has not said is empty. Of a number whose
 * piece was withdrawn or erased only label and note are left.
 */
export type ExhibitLine = {
  label: string
  title: string
  madeOn: string | null
  madeBy: string
  shows: string
  note: string
  sha256: string | null
}

/** Lines read at a time. */
const PAGE_ROWS = 1000

type LineRow = Omit<ExhibitLine, 'label' | 'note' | 'sha256'> &
  ExhibitNumber & { form: FileForm | null; bytes: number; sha256: Buffer | null; stands: boolean }

/** All numbers of a case in their order, as things stand. Read them inside one snapshot. */
export async function* exhibitLines(db: Db, caseId: string): AsyncGenerator<ExhibitLine> {
  for (let after: ExhibitNumber = { series: 'common', no: 0, sub: 0 }; ; ) {
    const rows = await linesPage(db, caseId, after)
    for (const { series, no, sub, form, bytes, sha256, stands, ...said } of rows) {
      const label = exhibitLabel({ series, no, sub })
      if (!stands || !form) yield { ...nothing, label }
      else
        yield {
          ...said,
          label,
          note: exhibitList.noteOf(form, bytes),
          sha256: sha256?.toString('hex') ?? null,
        }
    }
    const last = rows.at(-1)
    if (!last || rows.length < PAGE_ROWS) return
    after = last
  }
}

const nothing = { title: '', madeOn: null, madeBy: '', shows: '', note: exhibitList.gone, sha256: null }

async function linesPage(db: Db, caseId: string, after: ExhibitNumber): Promise<LineRow[]> {
  const place = sql`(exhibit.series = 'claimant', exhibit.no, coalesce(exhibit.sub, 0))`
  const { rows } = await sql<LineRow>`
    select exhibit.series, exhibit.no, exhibit.sub, coalesce(evidence.title, '') as title,
      evidence.made_on as "madeOn", coalesce(evidence.made_by, '') as "madeBy", coalesce(evidence.shows, '') as shows,
      file.form, file.bytes, file.sha256, evidence.id is not null and evidence.removed_at is null as stands
    from exhibit left join evidence on evidence.id = exhibit.evidence_id
    left join evidence_file as file on file.id = exhibit.file_id
    where exhibit.case_id = ${caseId}::uuid
      and ${place} > (${after.series === 'claimant'}, ${after.no}, ${after.sub ?? 0})
    order by exhibit.series = 'claimant', exhibit.no, coalesce(exhibit.sub, 0) limit ${PAGE_ROWS}`.execute(db)
  return rows
}

/** The numbers a frozen version pins, with what was said of them then. */
export async function* pinnedLines(
  db: Db,
  { filingId, version }: { filingId: string; version: number },
): AsyncGenerator<ExhibitLine> {
  for await (const { label, form, bytes, sha256, evidenceId, ...said } of pinnedEvidence(
    db,
    filingId,
    version,
  )) {
    const { title, madeOn, madeBy, shows } = said
    if (evidenceId === null) yield { ...nothing, label, sha256 }
    else yield { label, title, madeOn, madeBy, shows, note: exhibitList.noteOf(form, bytes), sha256 }
  }
}
