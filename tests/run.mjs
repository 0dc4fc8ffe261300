// `npm test` (every suite) and `npm run check` (types, lint and generated files first). Installs what is missing,
// and ends with one line `N passed, N failed` over everything that ran.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildWhenStale, installDependencies, requireNode } from '../server/prepare.mjs'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const scratch = mkdtempSync(path.join(os.tmpdir(), 'moa-tests-'))
const check = process.argv.includes('--check')
const chosen = process.argv.slice(2).filter((argument) => argument !== '--check')
const count = { passed: 0, failed: 0 }
const brewNames = { chromium: '--cask chromium', 'redis-server': 'redis', 'poppler-utils': 'poppler' }

requireNode()
installDependencies()
needProgram('chromium', ['chromium', 'chromium-browser', 'google-chrome'], [macChrome()])
needProgram('redis-server', ['redis-server'], [])
needProgram('poppler-utils', ['pdftotext'], [])
buildWhenStale()
if (check) {
  step('types', 'node_modules/typescript/bin/tsc', ['--noEmit'])
  step('lint', 'node_modules/@biomejs/biome/bin/biome', ['check', '.'])
  step('generated files', 'node_modules/tsx/dist/cli.mjs', ['db/codegen.ts', '--check'])
}
runVitest()
rmSync(scratch, { recursive: true, force: true })
process.stdout.write(`\n${count.passed} passed, ${count.failed} failed\n`)
process.exitCode = count.failed === 0 && count.passed > 0 ? 0 : 1

function runVitest() {
  const report = path.join(scratch, 'vitest.json')
  const args = ['run', ...chosen, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const done = node('node_modules/vitest/vitest.mjs', args)
  if (!existsSync(report)) {
    count.failed += 1
    return
  }
  const result = JSON.parse(readFileSync(report, 'utf8'))
  count.passed += result.numPassedTests
  // A file that could not even start has no failed test of its own, but must not pass for that.
  const broken = result.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  count.failed += result.numFailedTests + broken.length
  if (done.status !== 0 && count.failed === 0) count.failed += 1
  nameSecondTries(result.testResults)
}

/** A test that needed its second try hides a race, in itself or in what it tests: said aloud, to be mended. */
function nameSecondTries(files) {
  for (const file of files) {
    for (const test of file.assertionResults) {
      if (test.status !== 'passed' || test.failureMessages.length === 0) continue
      const where = path.relative(root, file.name)
      process.stdout.write(
        `\npassed only the second time: ${where} > ${test.fullName}\n${test.failureMessages[0]}\n`,
      )
    }
  }
}

function step(name, script, args) {
  process.stdout.write(`\n— ${name}\n`)
  count[node(script, args).status === 0 ? 'passed' : 'failed'] += 1
}

function node(script, args) {
  return spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
}

/** Finds a program the tests drive; on Debian as root it is installed, elsewhere the sentence says what to install. */
function needProgram(debianPackage, names, places) {
  if (places.some(existsSync) || names.some((name) => shell('command', ['-v', name]))) return
  const isRootOnDebian = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (isRootOnDebian) {
    process.stdout.write(`  ${debianPackage} 설치 중… (installing)\n`)
    const quiet = {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }
    spawnSync('apt-get', ['update', '-qq'], quiet)
    const done = spawnSync(
      'apt-get',
      ['install', '-y', '-qq', '--no-install-recommends', debianPackage],
      quiet,
    )
    if (done.status === 0) return
  }
  process.stderr.write(
    `\n  테스트에 ${debianPackage}이(가) 필요해요. (The tests need ${debianPackage}.)\n` +
      `  Debian, Ubuntu: sudo apt-get install ${debianPackage}\n` +
      `  macOS: brew install ${brewNames[debianPackage]}\n\n`,
  )
  process.exit(1)
}

function shell(command, args) {
  return spawnSync(`${command} ${args.join(' ')}`, { shell: true, stdio: 'ignore' }).status === 0
}

function macChrome() {
  return '/Applications/Chromium.app/Contents/MacOS/Chromium'
}
