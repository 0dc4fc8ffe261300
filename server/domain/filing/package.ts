import { MANIFEST_NAME, type PackageFile } from '#app/proof/package.ts'
import { destinationWords, ruleBanner } from '#app/text/ko/destinations.ts'
import { filingList } from '#app/text/ko/filing-list.ts'
import { packageNames as names, packageReadme } from '#app/text/ko/filing-package.ts'
import type { Db } from '#db/client.ts'
import { type ZipPart, zipStream } from '#server/exports/zip.ts'
import { digested } from '#server/files/digests.ts'
import type { FileStore } from '#server/files/store.ts'
import { markDamaged } from '../evidence/damage.ts'
import { sealPackage } from '../proof.ts'
import type { Vault } from '../vault.ts'
import { filingBook } from './book.ts'
import { canonicalLines } from './canonical.ts'
import { filingCsv } from './csv.ts'
import { pinnedBytes } from './evidence.ts'
import { type GivenExhibit, givenBytes } from './exhibits.ts'
import { jsonOf } from './json.ts'
import { consentPaper, exhibitPaper, listPaper, PAPER_CLAIMS } from './paper.ts'
import type { Frozen } from './pinned.ts'
import { type Rows, rowsOf, type Told } from './told.ts'

// Everything a receiver needs of a frozen version, in one ZIP: the list in each form, what people signed, the evidence as
// it came, and a manifest that proves all of it without us. Each part is hashed as it is written and the list of hashes is
// sealed in the ledger before the last part, so the whole is read once and nothing of it is kept in memory.

/** Consents in one document: a file of sheets stays small enough to be sent and printed. */
const CONSENTS_A_FILE = 1000
type OnRow = (done: number) => Promise<void>

/** A part of the package. `seq` is the entry of the ledger that holds its hash since it came, when there is one. */
type File = {
  path: string
  seq?: number | null
  packed?: boolean
  open: () => AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>
}

type Deps = { vault: Vault; files: FileStore; outside: Db; memberId: string }

/** Opens the package of a frozen version; its rows are its files. Names in it are opened, which must have been recorded. */
export async function openPackage(
  snapshot: Db,
  told: Told,
  deps: Deps,
): Promise<{ rows: number; bytes(onRow: OnRow): AsyncIterable<Uint8Array> }> {
  const { frozen } = told
  const { files: exhibits } = await givenBytes(snapshot, frozen)
  const count = documentsOf(snapshot, told, { exhibits, rows: rowsOf(snapshot, frozen, deps) }).length
  return {
    rows: count + exhibits + 1,
    bytes(onRow) {
      const progress = { done: 0, tick: () => onRow(progress.done) }
      const rows = rowsOf(snapshot, frozen, { ...deps, onClaim: progress.tick })
      const documents = documentsOf(snapshot, told, { exhibits, rows })
      return zipStream(
        partsOf(filesOf(snapshot, documents, { rows, frozen, deps }), { frozen, deps, progress }),
      )
    },
  }
}

type Progress = { done: number; tick: () => Promise<void> }

async function* partsOf(
  files: AsyncIterable<File>,
  { frozen, deps, progress }: { frozen: Frozen; deps: Deps; progress: Progress },
): AsyncGenerator<ZipPart> {
  const listed: PackageFile[] = []
  for await (const { path, seq = null, packed = false, open } of files) {
    const stream = digested(ticked(await open(), progress), (digests) => {
      if (path === names.frozen && digests.sha256 !== frozen.sha256) {
        throw new Error('A frozen version no longer adds up')
      }
      listed.push({ path, ...digests, seq })
    })
    yield { name: path, data: stream, packed }
    progress.done += 1
    await progress.tick()
  }
  const { caseId, filingId: packageId } = frozen
  const manifest = await sealPackage(deps.outside, { caseId, actor: deps.memberId, packageId }, listed, deps)
  yield { name: MANIFEST_NAME, data: Buffer.from(`${JSON.stringify(manifest)}\n`) }
  progress.done += 1
  await progress.tick()
}

async function* ticked(stream: AsyncIterable<Uint8Array>, { tick }: Progress): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream) {
    yield chunk
    await tick()
  }
}

async function* filesOf(
  snapshot: Db,
  documents: readonly File[],
  { rows, frozen, deps }: { rows: Rows; frozen: Frozen; deps: Deps },
): AsyncGenerator<File> {
  yield* documents
  for await (const exhibit of rows.exhibits()) {
    const { path, sealedSeq: seq } = exhibit
    if (path !== null)
      yield { path, seq, packed: true, open: () => original(snapshot, exhibit, frozen, deps) }
  }
}

/** All but the evidence and the manifest, in the order they stand in the package. */
function documentsOf(snapshot: Db, told: Told, { exhibits, rows }: { exhibits: number; rows: Rows }): File[] {
  const { frozen } = told
  const hasPaper = frozen.claims <= PAPER_CLAIMS
  return [
    { path: names.readme, open: () => textOf(`\ufeff${readmeOf(told, { exhibits, hasPaper })}`) },
    { path: names.xlsx, packed: true, open: () => filingBook(told, rows, { linked: true }) },
    { path: names.csv, open: () => filingCsv(told, rows) },
    ...(hasPaper ? [{ path: names.pdf, packed: true, open: () => listPaper(told, rows) }] : []),
    { path: names.json, open: () => jsonOf(told, rows.claims()) },
    ...consentFiles(told, rows),
    ...(exhibits > 0
      ? [{ path: names.exhibits, packed: true, open: () => exhibitPaper(told, rows.exhibits()) }]
      : []),
    // What was hashed at the freeze, to the byte: the ledger holds its SHA-256 since then.
    { path: names.frozen, seq: frozen.ledgerSeq, open: () => canonicalOf(snapshot, frozen) },
  ]
}

function consentFiles(told: Told, rows: Rows): File[] {
  const { claims } = told.frozen
  return Array.from({ length: Math.ceil(claims / CONSENTS_A_FILE) }, (_, at) => {
    const after = at * CONSENTS_A_FILE
    const to = Math.min(claims, after + CONSENTS_A_FILE)
    const range = { after, most: CONSENTS_A_FILE }
    return {
      path: names.consents(after + 1, to),
      packed: true,
      open: () => consentPaper(told, rows.signed(range)),
    }
  })
}

function readmeOf({ frozen }: Told, { exhibits, hasPaper }: { exhibits: number; hasPaper: boolean }): string {
  const { listName, rule } = destinationWords[frozen.destination]
  const { title: filing, ...facts } = frozen
  const title = filingList.cover.title(frozen.shopName, listName)
  return packageReadme({ ...facts, title, filing, exhibits, hasPaper, banner: ruleBanner(rule) })
}

async function* textOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

async function* canonicalOf(snapshot: Db, frozen: Frozen): AsyncGenerator<Uint8Array> {
  const { filingId: id, caseId, destination, side, title, recipient, version } = frozen
  const { people, claims, principal, refunded, remaining } = frozen
  const pinned = {
    version,
    frozenAt: new Date(frozen.frozenAt),
    sums: { people, claims, principal, refunded, remaining },
  }
  const filing = { id, caseId, destination, side, title, recipient }
  for await (const line of canonicalLines(snapshot, filing, pinned)) yield Buffer.from(line)
}

/** An original as it came. One that was changed on disk is marked, so that the next try leaves it out and says so. */
async function* original(
  snapshot: Db,
  { fileId, evidenceId, memberId }: GivenExhibit,
  { caseId }: Frozen,
  deps: Deps,
): AsyncGenerator<Uint8Array> {
  const bytes = await pinnedBytes(snapshot, fileId, deps)
  if (!bytes || evidenceId === null) throw new Error('A pinned original is not there')
  try {
    yield* bytes
  } catch (error) {
    if (error instanceof Error && (error.name === 'FileDamaged' || error.name === 'FileMissing')) {
      await markDamaged(deps.outside, { id: fileId, evidenceId, caseId, memberId })
    }
    throw error
  }
}
