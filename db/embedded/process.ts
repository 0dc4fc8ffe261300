import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 15

/**
 * A string that names one run of one process, or `null` when no such process lives. A process number alone is
 * not enough: containers and reboots hand out the same small numbers again.
 */
export function processIdentity(pid: number): string | null {
  if (process.platform !== 'linux') return askPs(pid, 'lstart') && `${pid} ${askPs(pid, 'lstart')}`
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The program name may hold blanks and brackets; the fields we need come after its last bracket.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [state, startedAt] = [fields[0], fields[19]]
    if (state === 'Z' || state === 'X') return null
    return `${pid} ${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${startedAt}`
  } catch {
    return null
  }
}

/** Whether the process lives and is a PostgreSQL server on this data folder. */
export function servesFolder(pid: number, dataDir: string): boolean {
  const command = commandLine(pid)
  return command !== null && /postgres/.test(command) && command.includes(`-D ${dataDir} `)
}

/** Sends the signals one after the other, each with its patience in ms, until the process is gone. */
export async function endProcess(pid: number, signals: [NodeJS.Signals, number][]): Promise<boolean> {
  for (const [signal, patienceMs] of signals) {
    try {
      process.kill(pid, signal)
    } catch {
      return true
    }
    if (await waitFor(() => processIdentity(pid) === null, patienceMs)) return true
  }
  return false
}

/** Polls until the question is answered with true; false when the patience (ms) ends first. */
export async function waitFor(question: () => boolean, patienceMs: number): Promise<boolean> {
  const end = Date.now() + patienceMs
  while (!question()) {
    if (Date.now() > end) return false
    await sleep(POLL_MS)
  }
  return true
}

function commandLine(pid: number): string | null {
  if (process.platform !== 'linux') return askPs(pid, 'command')
  try {
    // A process that has ended but was not collected by its parent has an empty command line.
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') || null
  } catch {
    return null
  }
}

function askPs(pid: number, column: string): string | null {
  return (
    spawnSync('/bin/ps', ['-ww', '-o', `${column}=`, '-p', String(pid)], {
      encoding: 'utf8',
    }).stdout.trim() || null
  )
}
