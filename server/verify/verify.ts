import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { type PackageFiles, parsed } from '#app/proof/check-package.ts'
import { GROWTH_FORMAT } from '#app/proof/receipt.ts'
import { type Brought, checkGrowth, checkReceipt, type Verdict } from '#app/proof/verdict.ts'
import { commandText, packageProves, problemText, proofText, provesText } from '#app/text/ko/proof.ts'
import { digestsOf } from '#server/files/digests.ts'
import { checkPackage } from './check-package.ts'
import { folderFiles, zipFiles } from './package-files.ts'

// `npm run verify`: the whole check without a server, a network or a database.

/** Exit codes: all holds, something does not, it could not be asked. */
export const HOLDS = 0
export const BROKEN = 1
export const USAGE = 2

/** Problems told one by one; of a package full of them the first say enough. */
const TOLD = 20

/** Runs the command with its arguments, says what it found line by line and returns the exit code. */
export async function verify(args: readonly string[], say: (line: string) => void): Promise<number> {
  const wish = wishOf(args)
  if (!wish) {
    say(commandText.usage)
    return USAGE
  }
  const { target, beside, key } = wish
  for (const name of [target, beside]) {
    if (name === undefined || (await kindOf(name)) !== null) continue
    say(commandText.noFile(name))
    return USAGE
  }
  const known = key === undefined ? undefined : [key]
  return tell(await verdictOn(target, beside, { known }), { say, key })
}

function wishOf(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { key: { type: 'string' } },
      allowPositionals: true,
    })
    const [target, beside, ...more] = positionals
    return target === undefined || more.length > 0 ? null : { target, beside, key: values.key }
  } catch {
    return null
  }
}

async function verdictOn(
  target: string,
  beside: string | undefined,
  brought: Brought,
): Promise<Verdict & { files?: number }> {
  const isFolder = (await kindOf(target)) === 'folder'
  if (isFolder) return withFiles(await folderFiles(target), brought)
  if (!target.toLowerCase().endsWith('.json')) {
    const zip = await zipFiles(target).catch(() => null)
    return zip ? withFiles(zip, brought) : { problems: [{ code: 'unreadable' }], facts: null }
  }
  const receipt = parsed(await readFile(target, 'utf8'))
  if (beside === undefined) return checkReceipt(receipt, brought)
  const growth = beside.toLowerCase().endsWith('.json') ? parsed(await readFile(beside, 'utf8')) : null
  if (isGrowth(growth)) {
    const [own, later] = [checkReceipt(receipt, brought), checkGrowth(receipt, growth, brought)]
    return { problems: [...own.problems, ...later.problems], facts: later.facts ?? own.facts }
  }
  const { sha256 } = await digestsOf(createReadStream(beside))
  return checkReceipt(receipt, { ...brought, sha256 })
}

function isGrowth(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'format' in value && value.format === GROWTH_FORMAT
}

async function withFiles(files: PackageFiles, brought: Brought) {
  try {
    return await checkPackage(files, brought)
  } finally {
    files.close()
  }
}

function tell(
  { problems, facts, files }: Verdict & { files?: number },
  { say, key }: { say: (line: string) => void; key: string | undefined },
): number {
  const holds = problems.length === 0
  say(holds ? proofText.holds : proofText.broken)
  for (const problem of problems.slice(0, TOLD)) say(`  ✗ ${problemText(problem)}`)
  if (problems.length > TOLD) say(`  ${proofText.more(problems.length - TOLD)}`)
  if (files) say(commandText.files(files))
  if (holds && files && facts) for (const line of packageProves(files, facts)) say(`  ✓ ${line}`)
  for (const line of facts ? proofText.facts(facts) : []) say(line)
  if (facts && key === undefined) say(proofText.compareKey)
  if (holds) for (const line of [...provesText.does, ...provesText.doesNot]) say(`  · ${line}`)
  return holds ? HOLDS : BROKEN
}

async function kindOf(name: string): Promise<'file' | 'folder' | null> {
  const found = await stat(name).catch(() => null)
  if (!found) return null
  return found.isDirectory() ? 'folder' : 'file'
}
