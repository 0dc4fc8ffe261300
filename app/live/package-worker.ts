import { digestsOf } from '../proof/block-digests.ts'
import { checkPackageFiles, type PackageVerdict } from '../proof/check-package.ts'
import { everywhere } from '../proof/verdict.ts'
import { zipBlob } from '../proof/zip-blob.ts'

// Checks a package off the page's thread: it may hold gigabytes.

export type ToCheck = { id: number; file: Blob; known: readonly string[] }
/** What it answers: how far it is (0–1), and at the end the verdict. */
export type Checked = { id: number; done: number; verdict?: PackageVerdict }

self.addEventListener('message', ({ data: { id, file, known } }: MessageEvent<ToCheck>) => {
  const say = (answer: Omit<Checked, 'id'>) => self.postMessage({ id, ...answer })
  check(file, known, (done) => say({ done })).then(
    (verdict) => say({ done: 1, verdict }),
    () => say({ done: 1, verdict: UNREADABLE }),
  )
})

const UNREADABLE: PackageVerdict = { problems: [{ code: 'unreadable' }], facts: null, files: 0 }

async function check(file: Blob, known: readonly string[], onFile: (done: number) => void) {
  const files = await zipBlob(file)
  if (!files) return UNREADABLE
  return checkPackageFiles(files, { known }, { ...everywhere, digestsOf }, (done, of) => onFile(done / of))
}
