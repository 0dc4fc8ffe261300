import { type Cipher, createCipheriv, createDecipheriv, createHash, type Hash, hkdfSync } from 'node:crypto'
import { type ByteRange, FileDamaged, type StoredFile } from './store.ts'

// How a stored file is sealed, wherever it lies: a mark, and frames of AES-256-GCM. Its encryption key is derived from its
// random name, so files cannot be swapped; a frame's nonce is its number and whether it is the last, so frames cannot be
// reordered and a cut file is noticed. Frames bound memory however large the file is.

/** Plain bytes a frame: large enough to be quick, small enough that many readers at once cost little. */
const FRAME_BYTES = 64 * 1024
const TAG_BYTES = 16
const SEALED_FRAME_BYTES = FRAME_BYTES + TAG_BYTES
const MARK = Buffer.from('moafile1')
const CIPHER = 'aes-256-gcm'
/** So many sealed bytes are given on together: each time costs whoever writes them a turn. */
const GIVEN_BYTES = 4 * SEALED_FRAME_BYTES

/** What is told of the plain bytes once all of them are sealed. */
export type Plain = Omit<StoredFile, 'key'>

/** Key material of one file; with a `secret` it is lost with it, whoever holds the server's key. */
export function sealOf(fileKey: Uint8Array, secret: Uint8Array | undefined): Uint8Array {
  return secret
    ? Buffer.from(hkdfSync('sha256', fileKey, secret, 'moa.file.secret', fileKey.length))
    : fileKey
}

/**
 * The sealed form of a stream, some hundred kilobytes at a time, in pieces as they come to be written. `done` hears of the plain bytes before the last
 * piece; `hash` counts them, and may have counted others before.
 */
export async function* sealed(
  bytes: AsyncIterable<Uint8Array>,
  seal: Uint8Array,
  done: (plain: Plain) => void,
  hash: Hash = createHash('sha256'),
): AsyncGenerator<Buffer[]> {
  const frames = new Frames(seal)
  let total = 0
  for await (const chunk of bytes) {
    hash.update(chunk)
    total += chunk.length
    frames.add(chunk)
    if (frames.ready >= GIVEN_BYTES) yield frames.take()
  }
  frames.end()
  done({ bytes: total, sha256: hash.copy().digest() })
  yield frames.take()
}

/** Cuts what comes into frames of one size and seals each; the last is shorter, and empty only when nothing came. */
class Frames {
  ready = MARK.length
  #sealed: Buffer[] = [MARK]
  #plain: Uint8Array[] = []
  #filled = 0
  #number = 0
  readonly #seal: Uint8Array

  constructor(seal: Uint8Array) {
    this.#seal = seal
  }

  add(chunk: Uint8Array): void {
    for (let rest = chunk; rest.length > 0; ) {
      // A full frame is held back until more comes: it may be the last.
      if (this.#filled === FRAME_BYTES) this.#sealFrame(false)
      const piece = rest.subarray(0, FRAME_BYTES - this.#filled)
      this.#plain.push(piece)
      this.#filled += piece.length
      rest = rest.subarray(piece.length)
    }
  }

  end(): void {
    this.#sealFrame(true)
  }

  take(): Buffer[] {
    const all = this.#sealed
    this.#sealed = []
    this.ready = 0
    return all
  }

  #sealFrame(last: boolean): void {
    const cipher = cipherOf(this.#seal, this.#number, last)
    for (const piece of this.#plain) this.#sealed.push(cipher.update(piece))
    this.#sealed.push(cipher.final(), cipher.getAuthTag())
    this.ready += this.#filled + TAG_BYTES
    this.#plain = []
    this.#filled = 0
    this.#number += 1
  }
}

/** The sealed bytes that must be read for a range of plain ones. What lies beyond the end of the file is not there. */
export function sealedRange({ from, to }: ByteRange): ByteRange {
  const first = firstFrame(from)
  const start = first === 0 ? 0 : MARK.length + first * SEALED_FRAME_BYTES
  return { from: start, to: MARK.length + Math.ceil(Math.max(to, 1) / FRAME_BYTES) * SEALED_FRAME_BYTES }
}

/**
 * Opens what `sealedRange` told to read of a sealed file of `total` bytes: the frames that the range touches, each as
 * genuine as in the whole file, and of them what lies in it. Throws `FileDamaged` at the first one that was changed.
 */
export async function* opened(
  bytes: AsyncIterable<Uint8Array>,
  seal: Uint8Array,
  range: ByteRange,
  total: number,
): AsyncGenerator<Buffer> {
  const frames = Math.ceil((total - MARK.length) / SEALED_FRAME_BYTES)
  const first = firstFrame(range.from)
  // Nothing there but at the very beginning, which every file has: the range lies beyond the end.
  if (first > 0 && first >= frames) return
  const wanted = Math.max(1, Math.min(frames, Math.ceil(range.to / FRAME_BYTES)) - first)
  const cut = cutter(bytes)
  if (first === 0 && !(await cut(MARK.length)).equals(MARK)) throw damaged()
  for (let number = first; number < first + wanted; number += 1) {
    const plain = openFrame(seal, number, number === frames - 1, await cut(SEALED_FRAME_BYTES))
    const start = number * FRAME_BYTES
    const part = plain.subarray(Math.max(0, range.from - start), Math.max(0, range.to - start))
    if (part.length > 0) yield part
  }
}

function firstFrame(from: number): number {
  return Math.floor(from / FRAME_BYTES)
}

/** Takes so many bytes from a stream each time; fewer at its end. */
function cutter(bytes: AsyncIterable<Uint8Array>): (length: number) => Promise<Buffer> {
  const source = bytes[Symbol.asyncIterator]()
  let kept: Buffer = Buffer.alloc(0)
  return async (length) => {
    const pieces: Buffer[] = [kept]
    let filled = kept.length
    while (filled < length) {
      const { done, value } = await source.next()
      if (done) break
      pieces.push(Buffer.from(value.buffer, value.byteOffset, value.length))
      filled += value.length
    }
    const all = pieces.length === 1 ? kept : Buffer.concat(pieces)
    kept = all.subarray(length)
    return all.subarray(0, length)
  }
}

function openFrame(seal: Uint8Array, number: number, last: boolean, frame: Buffer): Buffer {
  if (frame.length < TAG_BYTES) throw damaged()
  const decipher = createDecipheriv(CIPHER, seal, nonceOf(number, last), { authTagLength: TAG_BYTES })
  decipher.setAuthTag(frame.subarray(frame.length - TAG_BYTES))
  try {
    const plain = decipher.update(frame.subarray(0, frame.length - TAG_BYTES))
    decipher.final()
    return plain
  } catch (cause) {
    throw damaged(cause)
  }
}

function cipherOf(seal: Uint8Array, number: number, last: boolean): Cipher & { getAuthTag(): Buffer } {
  return createCipheriv(CIPHER, seal, nonceOf(number, last), { authTagLength: TAG_BYTES })
}

/** A key seals one file only, so its frames need no random nonce, only different ones. */
function nonceOf(number: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(number, 0, 6)
  nonce[11] = last ? 1 : 0
  return nonce
}

function damaged(cause?: unknown): Error {
  return new FileDamaged('The stored file was changed or cut', { cause })
}
