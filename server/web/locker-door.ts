import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import { DataStore, Server, Upload } from '@tus/server'
import { EVIDENCE_FILE_BYTES, UploadDraft } from '#app/shapes/evidence.ts'
import type { Db } from '#db/client.ts'
import { beginUpload, dropUpload, receivePart, uploadState } from '#server/domain/evidence.ts'
import { isRefusal, Refusal, statusOf } from '#server/domain/refusal.ts'
import type { Vault } from '#server/domain/vault.ts'
import type { Viewer } from '#server/domain/viewer.ts'
import type { FileStore } from '#server/files/store.ts'
import type { LimitKind } from './limits.ts'
import { sendResponse } from './remix.ts'
import { readRest } from './upload-doors.ts'
import { patient, type UploadLocker } from './upload-locker.ts'

// The door for files of the locker, in the tus protocol 1.0 (tus.io/protocols/resumable-upload): announce, ask how far,
// send on, give up. The library speaks it; what each means is one domain call. Nothing is kept here.

/** `/c/:slug/evidence/upload` to announce a file, with its id behind it for the rest. */
const DOOR = /^\/c\/([^/]+)\/evidence\/upload(?:\/[^/]+)?$/

/** What this door takes besides HEAD. */
export const LOCKER_METHODS = ['POST', 'PATCH', 'DELETE'] as const

/** The slug of a request to this door, or null when it is to another. Plain GETs are pages' business. */
export function lockerDoor(req: IncomingMessage): { slug: string; maxBytes: number } | null {
  const path = (req.url ?? '').split('?', 1)[0] ?? ''
  const slug = DOOR.exec(path)?.[1]
  return slug === undefined || req.method === 'GET' ? null : { slug, maxBytes: EVIDENCE_FILE_BYTES }
}

/** One request, with all it may use. */
export type LockerRequest = {
  db: Db
  vault: Vault
  files: FileStore
  locker: UploadLocker
  slug: string
  origin: string
  viewer(): Promise<Viewer>
  limit(kind: LimitKind): Promise<void>
}

/** Answers a request of the protocol. A refusal is its status, and its code as JSON. */
export async function answerLocker(
  req: IncomingMessage,
  res: ServerResponse,
  asked: LockerRequest,
): Promise<void> {
  res.setHeader('Cache-Control', 'private, no-store')
  const tus = new Server({
    path: `/c/${asked.slug}/evidence/upload`,
    datastore: new LockerStore(asked, req),
    locker: endedWith(req, asked.locker),
    maxSize: EVIDENCE_FILE_BYTES,
    relativeLocation: true,
    allowedOrigins: [asked.origin],
    namingFunction: (_, metadata) => metadata?.id ?? '',
    onResponseError: (_, error) => said(error),
  })
  const response = await tus.handleWeb(headOf(req, asked.origin))
  if (!(await readRest(req))) res.setHeader('Connection', 'close')
  await sendResponse(req, res, response)
}

/** What the library needs of a request. The body passes it by: as a web stream every byte of it would be copied. */
function headOf(req: IncomingMessage, origin: string): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(req.headers)) headers.set(name, String(value))
  return new Request(origin + (req.url ?? ''), { method: req.method ?? 'GET', headers })
}

/** When the library ends a request for the sake of the next one, its body ends too. */
function endedWith(req: IncomingMessage, locker: UploadLocker): UploadLocker {
  return {
    newLock(id) {
      const lock = locker.newLock(id)
      return {
        lock(signal, cancel) {
          signal.addEventListener('abort', () => req.destroy(), { once: true })
          return lock.lock(signal, cancel)
        },
        unlock: () => lock.unlock(),
      }
    },
  }
}

/** The domain behind the library's idea of a store, for one viewer in one case. */
class LockerStore extends DataStore {
  readonly #asked: LockerRequest
  readonly #req: IncomingMessage

  constructor(asked: LockerRequest, req: IncomingMessage) {
    super()
    this.#asked = asked
    this.#req = req
    this.extensions = ['creation', 'termination', 'checksum']
  }

  override async create(upload: Upload): Promise<Upload> {
    const { db, slug, limit, viewer, vault } = this.#asked
    await limit('evidence')
    const { evidence, filename, sha256 } = upload.metadata ?? {}
    const draft = UploadDraft.safeParse({
      id: upload.id,
      evidenceId: evidence,
      name: filename ?? '',
      bytes: upload.size,
      sha256: sha256 ?? null,
    })
    if (!draft.success) throw new Refusal('malformed', 'upload.broken')
    await beginUpload(db, await viewer(), { slug, ...draft.data }, { vault })
    return upload
  }

  override async getUpload(id: string): Promise<Upload> {
    const { db, slug, viewer, vault, files } = this.#asked
    const { bytes, received } = await uploadState(
      db,
      await viewer(),
      { slug, uploadId: id },
      { vault, files },
    )
    return new Upload({ id, size: bytes, offset: received })
  }

  override async write(nothing: Readable, id: string, offset: number): Promise<number> {
    const { db, slug, limit, viewer, vault, files } = this.#asked
    nothing.resume()
    await limit('part')
    const [bytes, sha256] = [patient(this.#req), checksumOf(this.#req)]
    const part = { slug, uploadId: id, at: offset, bytes, sha256 }
    return receivePart(db, await viewer(), part, { vault, files })
  }

  override async remove(id: string): Promise<void> {
    const { db, slug, viewer, files } = this.#asked
    await dropUpload(db, await viewer(), { slug, uploadId: id }, { files })
  }
}

/** `Upload-Checksum: sha256 <base64>`, of the piece that comes with it. Another kind of checksum is none. */
function checksumOf(req: IncomingMessage): Buffer | null {
  const [kind, value = ''] = String(req.headers['upload-checksum'] ?? '').split(' ')
  return kind === 'sha256' ? Buffer.from(value, 'base64') : null
}

/** What the protocol has numbers of its own for. */
const TUS_STATUS: Record<string, number> = { 'evidence.checksum': 460, 'evidence.busy': 423 }

/** Also the library's own errors say something that our page can read. */
function said(error: unknown): { status_code: number; body: string } {
  if (isRefusal(error)) {
    const { kind, code, retryAfterMs = null } = error
    const status_code = TUS_STATUS[code] ?? statusOf[kind]
    return { status_code, body: JSON.stringify({ ok: false, code, retryAfterMs }) }
  }
  const known = typeof error === 'object' && error !== null && 'status_code' in error
  if (!known) throw error
  const status_code = Number(error.status_code)
  const code = status_code === 413 ? 'evidence.too_large' : 'upload.broken'
  return { status_code, body: JSON.stringify({ ok: false, code, retryAfterMs: null }) }
}
