import type { Logger } from 'pino'
import type { Db } from '#db/client.ts'
import type { Vault } from '#server/domain/vault.ts'
import type { Viewer } from '#server/domain/viewer.ts'
import type { FileStore } from '#server/files/store.ts'
import type { Push } from '#server/push/push.ts'
import type { LimitKind } from './limits.ts'

/** The session behind a request, as routes may use it; cookies are set on the answer by the server itself. */
export type SessionControl = {
  /** Names this device's session (hex of its hash) for what belongs to a device; null without one. Proves nothing. */
  readonly id: string | null
  /** Starts a session for the account on this device, ending (rotating away) the one before and cutting its sockets. */
  begin(accountId: string): Promise<void>
  /** Ends this device's session. */
  end(): Promise<void>
  /** Ends every session of the account, on all devices, then begins a new one here. */
  renewAll(accountId: string): Promise<void>
}

declare module '@remix-run/node' {
  interface AppLoadContext {
    /** For script tags of this one answer. */
    nonce: string
    /** The address people use, without a trailing slash, e.g. `https://moa.example.com`. */
    origin: string
    db: Db
    vault: Vault
    files: FileStore
    push: Push
    /** Whether this server sends mail. */
    sendsMail: boolean
    log: Logger
    viewer(): Promise<Viewer>
    session: SessionControl
    /** Counts one act of this kind against the viewer and the address; refuses `shared.too_many` past the limit. */
    limit(kind: LimitKind): Promise<void>
  }
}
