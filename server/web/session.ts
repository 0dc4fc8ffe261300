import { sha256 } from '@oslojs/crypto/sha2'
import { encodeHexLowerCase } from '@oslojs/encoding'
import { sql } from 'kysely'
import { type Adapter, type DatabaseSession, Lucia, TimeSpan } from 'lucia'
import type { Db } from '#db/client.ts'
import { carryDevices } from '#server/domain/notify/devices.ts'
import { together } from '#server/domain/together.ts'
import { announce, inTransaction } from '#server/domain/transaction.ts'
import { nobody, type Viewer } from '#server/domain/viewer.ts'
import type { SessionControl } from './context.ts'

// The only file that knows Lucia. The cookie holds a random token; the database holds its SHA-256, so a dump of the
// database opens no door. Changing who you are always makes a new token and cuts the sockets of the old one.

/** How long a device stays signed in without a visit. A guest has nothing else to come back with, so it is long. */
const SESSION_DAYS = 90

/** Who is behind a cookie, and which session (hex of its hash) it is. `cookie` is set when it must be sent again. */
export type Known = { viewer: Viewer; sessionId: string; accountId: string; cookie: string | null }

export type Sessions = {
  /** The session behind a Cookie header, or null. */
  read(cookieHeader: string): Promise<Known | null>
  /** Session changes for one request; `send` receives the Set-Cookie line. */
  control(cookieHeader: string, send: (cookie: string) => void): SessionControl
}

/** `secure` binds the cookie to https and this host (`__Host-`). */
export function openSessions(db: Db, secure: boolean): Sessions {
  const lucia = luciaOver(db, secure)
  return {
    async read(cookieHeader) {
      const token = tokenIn(cookieHeader, lucia.sessionCookieName)
      if (!token) return null
      const { session, user } = await lucia.validateSession(token)
      if (!session) return null
      const viewer: Viewer = { accountId: user.id, hasPassword: user.hasPassword }
      const cookie = session.fresh ? lucia.createSessionCookie(token).serialize() : null
      return { viewer, sessionId: hex(hashOf(token)), accountId: user.id, cookie }
    },
    control(cookieHeader, send) {
      const token = tokenIn(cookieHeader, lucia.sessionCookieName)
      const begin = async (accountId: string) => {
        const session = await lucia.createSession(accountId, {})
        if (token) await carryDevices(db, { from: hashOf(token), to: hashOf(session.id) })
        send(lucia.createSessionCookie(session.id).serialize())
        return session.id
      }
      return {
        id: token ? hex(hashOf(token)) : null,
        async begin(accountId) {
          await begin(accountId)
          if (token) await endOne(db, token)
        },
        async end() {
          if (token) await endOne(db, token)
          send(lucia.createBlankSessionCookie().serialize())
        },
        async renewAll(accountId) {
          const fresh = await begin(accountId)
          await endOthers(db, accountId, fresh)
        },
      }
    },
  }
}

/** The viewer of a request without a session. */
export { nobody }

/** Deletes sessions past their end; their cookies are already refused. */
export async function sweepSessions(db: Db): Promise<number> {
  const gone = await db.deleteFrom('session').where('expires_at', '<=', new Date()).executeTakeFirst()
  return Number(gone.numDeletedRows)
}

/** The token in a Cookie header. Nothing in it is decoded: a cookie of somebody else's may be malformed. */
function tokenIn(cookieHeader: string, name: string): string | null {
  const pair = cookieHeader.split(';').find((part) => part.trim().startsWith(`${name}=`))
  const token = pair?.trim().slice(name.length + 1) ?? ''
  return TOKEN.test(token) ? token : null
}

/** As Lucia makes them: 25 random bytes in base32. */
const TOKEN = /^[a-z2-7]{40}$/

async function endOne(db: Db, token: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    await tx.deleteFrom('session').where('id', '=', hashOf(token)).execute()
    announce(tx, { kind: 'session.ended', sessionIds: [hex(hashOf(token))] })
  })
}

async function endOthers(db: Db, accountId: string, token: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    const gone = await tx
      .deleteFrom('session')
      .where('account_id', '=', accountId)
      .where('id', '!=', hashOf(token))
      .returning('id')
      .execute()
    announce(tx, { kind: 'session.ended', sessionIds: gone.map((row) => hex(row.id)) })
  })
}

function luciaOver(db: Db, secure: boolean) {
  return new Lucia(adapterOver(db), {
    sessionExpiresIn: new TimeSpan(SESSION_DAYS, 'd'),
    sessionCookie: {
      name: secure ? '__Host-moa' : 'moa',
      // The database alone says when a session ends: a socket's look-up extends it, but can send no cookie.
      expires: false,
      attributes: { secure, sameSite: 'lax', path: '/' },
    },
    getUserAttributes: ({ hasPassword }) => ({ hasPassword }),
  })
}

declare module 'lucia' {
  interface Register {
    Lucia: ReturnType<typeof luciaOver>
    DatabaseUserAttributes: { hasPassword: boolean }
  }
}

function adapterOver(db: Db): Adapter {
  const find = together((tokens: readonly string[]) => sessionsOf(db, tokens))
  return {
    async getSessionAndUser(token) {
      const row = await find(token)
      if (!row) return [null, null]
      const session = { id: token, userId: row.accountId, expiresAt: row.expires_at, attributes: {} }
      return [session, { id: row.accountId, attributes: { hasPassword: row.password_hash !== null } }]
    },
    async setSession(session: DatabaseSession) {
      const row = { id: hashOf(session.id), account_id: session.userId, expires_at: session.expiresAt }
      await db.insertInto('session').values(row).execute()
    },
    async updateSessionExpiration(token, expiresAt) {
      await db.updateTable('session').set({ expires_at: expiresAt }).where('id', '=', hashOf(token)).execute()
    },
    async deleteSession(token) {
      await db.deleteFrom('session').where('id', '=', hashOf(token)).execute()
    },
    async deleteUserSessions(accountId) {
      await db.deleteFrom('session').where('account_id', '=', accountId).execute()
    },
    // Only tokens are known outside this file, and they are not stored: nobody can be given a list of them.
    async getUserSessions() {
      return []
    },
    async deleteExpiredSessions() {
      await sweepSessions(db)
    },
  }
}

/** The session of each token with its account, or null. */
async function sessionsOf(db: Db, tokens: readonly string[]) {
  const hashes = tokens.map(hashOf)
  const rows = await db
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account_id')
    .select(['session.id', 'session.expires_at', 'account.id as accountId', 'account.password_hash'])
    .where('session.id', '=', sql<Buffer>`any(${hashes}::bytea[])`)
    .execute()
  const found = new Map(rows.map((row) => [hex(row.id), row]))
  return hashes.map((hash) => found.get(hex(hash)) ?? null)
}

function hashOf(token: string): Buffer {
  return Buffer.from(sha256(new TextEncoder().encode(token)))
}

function hex(bytes: Uint8Array): string {
  return encodeHexLowerCase(bytes)
}
