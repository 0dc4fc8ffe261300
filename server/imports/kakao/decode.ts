import iconv from 'iconv-lite'

// Bytes to text. Exports come as UTF-8 with or without a mark, Notepad makes UTF-16 of them, Excel makes CP949. Node's
// own TextDecoder('euc-kr') is wrong for most of CP949, hence iconv-lite.

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'cp949'

/** As much of what is not ASCII is looked at before an encoding is settled, in bytes. */
const SAMPLE_BYTES = 64 * 1024

/** The text of a file, piece by piece, without its byte order mark. Bytes that are no text become U+FFFD. */
export async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let waiting: Uint8Array[] = []
  let waitingBytes = 0
  let started = false
  let decoder: Decoder | null = null
  for await (const chunk of bytes) {
    if (decoder) {
      yield decoder.write(chunk)
      continue
    }
    waiting.push(chunk)
    waitingBytes += chunk.length
    if (waitingBytes < MARK_BYTES) continue
    const sample = Buffer.concat(waiting)
    const mark = started ? null : markOf(sample)
    if (!mark && isAscii(sample)) yield sample.toString('latin1')
    else if (!mark && waitingBytes < SAMPLE_BYTES) continue
    else {
      decoder = decoderOf(mark ?? encodingOf(sample))
      yield decoder.write(sample)
    }
    started = true
    waiting = []
    waitingBytes = 0
  }
  const rest = Buffer.concat(waiting)
  decoder ??= decoderOf((started ? null : markOf(rest)) ?? encodingOf(rest))
  yield decoder.write(rest) + decoder.end()
}

/** The longest byte order mark. */
const MARK_BYTES = 3

type Decoder = { write(bytes: Uint8Array): string; end(): string }

function decoderOf(encoding: Encoding): Decoder {
  if (encoding === 'cp949') {
    const decoder = iconv.getDecoder('cp949')
    return { write: (bytes) => decoder.write(Buffer.from(bytes)), end: () => decoder.end() ?? '' }
  }
  const decoder = new TextDecoder(encoding)
  return { write: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() }
}

function markOf(bytes: Uint8Array): Encoding | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
}

/**
 * UTF-8 where the sample is that without a fault, else whichever of the two gives more Hangul for fewer characters that
 * are none: a UTF-8 file with one broken byte must not turn into CP949.
 */
export function encodingOf(sample: Uint8Array): Encoding {
  // Left unfinished: a character may be cut by the end of the sample.
  const utf8 = new TextDecoder('utf-8').decode(sample, { stream: true })
  if (!utf8.includes(NO_CHARACTER)) return 'utf-8'
  return scoreOf(iconv.decode(Buffer.from(sample), 'cp949')) > scoreOf(utf8) ? 'cp949' : 'utf-8'
}

const NO_CHARACTER = '\ufffd'

function scoreOf(text: string): number {
  const hangul = text.match(/[\uac00-\ud7a3]/g)?.length ?? 0
  const broken = text.split(NO_CHARACTER).length - 1
  return hangul - 2 * broken
}

function isAscii(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte < 0x80)
}
