import { connect, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'

// clamd (ClamAV's daemon) over its own protocol: `zINSTREAM\0`, pieces each behind its length in four bytes, an empty piece,
// and one line as the answer (clamd(8), INSTREAM).

/** What a daemon said of a file. `unknown`: it could not say, for its limits or any other reason. */
export type Verdict = { outcome: 'clean' } | { outcome: 'infected'; name: string } | { outcome: 'unknown' }

export type Scanner = {
  /** Reads the bytes to the end or to the daemon's verdict. Never throws for the daemon's sake: absent is `unknown`. */
  scan(bytes: AsyncIterable<Uint8Array>): Promise<Verdict>
}

/** Where a daemon listens: a host and port, or a socket's path. */
export type ClamdAddress = { host: string; port: number } | { path: string }

/** A daemon that says nothing for so long is not waited for any more, ms: a 200 MB archive takes it about a minute. */
const SILENCE_MS = 120_000
/** Longest answer that is read, bytes: a line with the name of what was found. */
const ANSWER_MAX = 4096

/** Packings within packings, more than any daemon opens (its MaxRecursion is 17 unless set, and 100 at most). */
const TOO_DEEP = 110

/**
 * A daemon says "OK" also of what is past its limits, unless it is set to tell (AlertExceedsMax). So the first time it
 * calls a file clean it is shown one that is past them for certain; one that calls this clean too is not believed.
 */
export function clamd(address: ClamdAddress, silenceMs: number = SILENCE_MS): Scanner {
  let isFrank = false
  const ask = (bytes: AsyncIterable<Uint8Array>) => answerTo(bytes, address, silenceMs)
  return {
    async scan(bytes) {
      const verdict = verdictOf(await ask(bytes))
      if (verdict.outcome !== 'clean' || isFrank) return verdict
      isFrank = PAST_LIMIT.test(await ask(tooDeep()))
      return isFrank ? verdict : { outcome: 'unknown' }
    },
  }
}

async function* tooDeep(): AsyncGenerator<Uint8Array> {
  let packed: Uint8Array = Buffer.from('moa')
  for (let depth = 0; depth < TOO_DEEP; depth += 1) packed = gzipSync(packed)
  yield packed
}

async function answerTo(
  bytes: AsyncIterable<Uint8Array>,
  address: ClamdAddress,
  silenceMs: number,
): Promise<string> {
  const socket = connect(address)
  socket.setTimeout(silenceMs, () => socket.destroy())
  const answer = answerOf(socket)
  try {
    await sent(socket, bytes, answer)
    return await answer
  } finally {
    socket.destroy()
  }
}

/** `clamd://host:port`, or a path such as /run/clamav/clamd.ctl. */
export function clamdAddress(given: string): ClamdAddress {
  if (given.startsWith('/')) return { path: given }
  const { hostname, port } = new URL(given)
  return { host: hostname, port: Number(port || 3310) }
}

/** All the daemon says, or what it said until the line broke: an absent one says nothing. */
function answerOf(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let said = ''
    socket.setEncoding('utf8')
    socket.on('data', (part: string) => {
      said = (said + part).slice(0, ANSWER_MAX)
      if (said.includes('\0')) socket.destroy()
    })
    // What went wrong is told by what is missing in the answer.
    socket.on('error', () => {})
    socket.on('close', () => resolve(said))
  })
}

/** Sends every piece while the daemon listens; it ends the line early when a file is over its limit. */
async function sent(
  socket: Socket,
  bytes: AsyncIterable<Uint8Array>,
  answer: Promise<string>,
): Promise<void> {
  let isOver = false
  const over = answer.then(() => {
    isOver = true
  })
  const write = (piece: Uint8Array | string) => {
    if (socket.write(piece)) return
    return Promise.race([new Promise<void>((resolve) => socket.once('drain', resolve)), over])
  }
  await write('zINSTREAM\0')
  for await (const piece of bytes) {
    if (isOver) return
    if (piece.length === 0) continue
    await write(lengthOf(piece.length))
    await write(piece)
  }
  await write(lengthOf(0))
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes)
  return length
}

/** How a daemon that tells of its limits calls a file it did not look through to its end. */
const PAST_LIMIT = /^stream: Heuristics\.Limits\.Exceeded\S* FOUND\0$/

/** Only a whole line that says so is a verdict; everything else is none. */
function verdictOf(answer: string): Verdict {
  if (answer === 'stream: OK\0') return { outcome: 'clean' }
  const found = /^stream: (.+) FOUND\0$/.exec(answer)?.[1]
  return found && !PAST_LIMIT.test(answer) ? { outcome: 'infected', name: found } : { outcome: 'unknown' }
}
