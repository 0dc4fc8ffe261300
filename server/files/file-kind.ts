import { fileTypeFromBuffer } from 'file-type'
import type { FileForm } from '#app/shapes/evidence.ts'
import { decoded } from '#server/imports/kakao/decode.ts'
import { formatOf } from '#server/imports/kakao/format.ts'

// What a file is, by its content alone. A name decides only between what begins alike: old office files are all one
// container. Nothing is unpacked.

/** Bytes from a file's beginning that tell what it is; office files name their parts within them. */
export const SNIFFED_BYTES = 256 * 1024

/** `type` is what the file is served as; `endings` are those such files are called by, without the dot. */
export type FileKind = { form: FileForm; type: string; endings: readonly string[] }

const kinds: Record<string, FileKind> = {
  ...kindsOf('picture', 'image/jpeg jpg jpeg jfif', 'image/png png', 'image/webp webp', 'image/gif gif'),
  ...kindsOf('picture', 'image/heic heic heif', 'image/heif heif heic', 'image/avif avif'),
  ...kindsOf('pdf', 'application/pdf pdf'),
  ...kindsOf(
    'video',
    'video/mp4 mp4 m4v',
    'video/quicktime mov qt',
    'video/webm webm',
    'video/x-m4v m4v mp4',
  ),
  ...kindsOf('video', 'video/3gpp 3gp 3gpp', 'video/3gpp2 3g2'),
  ...kindsOf(
    'audio',
    'audio/x-m4a m4a mp4',
    'audio/mp4 m4a mp4',
    'audio/mpeg mp3',
    'audio/wav wav',
    'audio/amr amr',
  ),
  ...kindsOf('audio', 'audio/aac aac', 'audio/ogg ogg oga opus', 'audio/webm webm weba', 'audio/flac flac'),
  ...kindsOf('office', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document docx'),
  ...kindsOf('office', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet xlsx'),
  ...kindsOf('office', 'application/vnd.openxmlformats-officedocument.presentationml.presentation pptx'),
  ...kindsOf('office', 'application/x-hwp hwp', 'application/hwp+zip hwpx', 'application/msword doc'),
  ...kindsOf(
    'office',
    'application/vnd.ms-excel xls',
    'application/vnd.ms-powerpoint ppt',
    'application/rtf rtf',
  ),
  ...kindsOf('archive', 'application/zip zip'),
  ...kindsOf('mail', 'message/rfc822 eml'),
  ...kindsOf('text', 'text/plain txt text csv log md'),
}

/** Other programs' names for kinds above. */
const ALIASES: Record<string, string> = {
  'audio/vnd.wave': 'audio/wav',
  'audio/x-wav': 'audio/wav',
  'audio/ogg; codecs=opus': 'audio/ogg',
  'audio/x-flac': 'audio/flac',
  'video/matroska': 'video/webm',
  'image/heic-sequence': 'image/heic',
  'image/heif-sequence': 'image/heif',
}

/** Served as bytes that nobody should open by themselves. */
const UNKNOWN: FileKind = { form: 'other', type: 'application/octet-stream', endings: [] }

/** Old office files are one container, told apart by their names; HWP says so inside. */
const CONTAINER = 'application/x-cfb'
const HWP_MARK = Buffer.from('HWP Document File')
const ZIP_MARK = Buffer.from('PK\x03\x04', 'latin1')
const HWPX_MARK = Buffer.from('mimetypeapplication/hwp+zip')
const CONTAINED: Record<string, string> = {
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
}

/** Header lines a mail begins with (RFC 5322); two of them among the first lines. */
const MAIL_HEADER =
  /^(?:received|from|to|subject|date|message-id|mime-version|return-path|delivered-to|content-type):/i
const MAIL_LINES = 40

/**
 * What a file is that begins with `head` (its first `SNIFFED_BYTES`, or all of it), and whether its name says something
 * else. HTML, SVG and anything unknown is `other`.
 */
export async function fileKind(head: Uint8Array, name: string): Promise<FileKind & { oddName: boolean }> {
  const ending = /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? ''
  const kind = (await binaryKind(head, ending)) ?? (await textKind(head)) ?? UNKNOWN
  const oddName =
    kind === UNKNOWN ? knownEndings.has(ending) : ending !== '' && !kind.endings.includes(ending)
  return { ...kind, oddName }
}

async function binaryKind(head: Uint8Array, ending: string): Promise<FileKind | null> {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength)
  const found = await fileTypeFromBuffer(head).catch(() => undefined)
  // Its parts may lie beyond what is looked at.
  if (!found) return bytes.subarray(0, 4).equals(ZIP_MARK) ? (kinds['application/zip'] ?? UNKNOWN) : null
  if (found.mime === CONTAINER) {
    return kinds[bytes.includes(HWP_MARK) ? 'application/x-hwp' : (CONTAINED[ending] ?? '')] ?? UNKNOWN
  }
  if (bytes.subarray(0, 100).includes(HWPX_MARK)) return kinds['application/hwp+zip'] ?? UNKNOWN
  // Markup may hold scripts, whatever else it is.
  if (/xml|html/.test(found.mime) && !found.mime.startsWith('application/vnd.')) return UNKNOWN
  const mime = ALIASES[found.mime] ?? found.mime
  return kinds[mime] ?? UNKNOWN
}

async function textKind(head: Uint8Array): Promise<FileKind | null> {
  // Most of what is no text is known by one byte; guessing at its encoding would cost more than all the rest.
  if (!isMarkedUtf16(head) && head.some(isControl)) return null
  let text = ''
  for await (const piece of decoded(pieces(head))) text += piece
  // What is cut off in the middle of a letter may end in one sign that is none.
  if (/\p{Cc}/u.test(text.replace(/\s/g, '')) || text.slice(0, -4).includes('\ufffd')) return null
  if (/^\s*(?:<\?xml|<!doctype|<html|<svg|<script)/i.test(text)) return UNKNOWN
  const headers = text.split(/\r?\n/, MAIL_LINES).filter((line) => MAIL_HEADER.test(line))
  if (MAIL_HEADER.test(text) && headers.length > 1) return kinds['message/rfc822'] ?? UNKNOWN
  const plain = kinds['text/plain'] ?? UNKNOWN
  return formatOf(text) === null ? plain : { ...plain, form: 'talk' }
}

/** Only this encoding has such bytes in its letters. */
function isMarkedUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
}

/** Neither a letter nor white space, in UTF-8 and CP949 alike. */
function isControl(byte: number): boolean {
  return byte < 0x09 || (byte > 0x0d && byte < 0x20) || byte === 0x7f
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** `image/jpeg jpg jpeg`: a type and what its files are called by. */
function kindsOf(form: FileForm, ...lines: string[]): Record<string, FileKind> {
  return Object.fromEntries(
    lines.map((line) => {
      const [type = '', ...endings] = line.split(' ')
      return [type, { form, type, endings }]
    }),
  )
}

const knownEndings = new Set(Object.values(kinds).flatMap(({ endings }) => endings))
