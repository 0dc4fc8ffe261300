import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { findBinaries } from './binaries.ts'
import { withLock } from './lock.ts'
import { isCluster, type Place } from './place.ts'
import { endUseless, findServer, initialise, launch, OWNER, type Server, stopServer } from './server.ts'

interface Setup {
  place: Place
  fsync: boolean
  log: (message: string) => void
}

interface Started {
  server: Server
  holder: Client
  adopted: boolean
}

const DATABASE = 'moa'
/** Every app that uses the cluster holds one connection under this name; a killed app loses it by itself. */
const HOLDER_NAME = 'moa holder'
const CONNECT_PATIENCE_MS = 10_000
/** A goodbye that a frozen server does not take is not waited for. */
const GOODBYE_MS = 1000
const RESTART_PAUSE_MS = 250
const RESTART_PAUSE_MAX_MS = 10_000

/** Our share in a cluster: opened once, opened again when the server dies, closed once. */
export class Cluster {
  readonly #setup: Setup
  #current: Started | null = null
  #closing: Promise<void> | null = null

  constructor(setup: Setup) {
    this.#setup = setup
  }

  /** Joins the running server or starts one. */
  open(): Promise<Started> {
    return withLock(this.#setup.place.lockFile, async () => {
      if (this.#closing) throw new Error('The database is being stopped')
      const started = (await this.#adopt()) ?? (await this.#launch())
      this.#current = started
      const manner = started.adopted ? 'found running' : 'started'
      this.#setup.log(
        `PostgreSQL ${manner}: process ${started.server.pid}, data ${this.#setup.place.dataDir}`,
      )
      return started
    })
  }

  /** Gives up our share, and ends the server with the last share. */
  close(): Promise<void> {
    this.#closing ??= withLock(this.#setup.place.lockFile, () => this.#release())
    return this.#closing
  }

  async #adopt(): Promise<Started | null> {
    const server = await findServer(this.#setup.place)
    if (!server) return null
    try {
      return { server, holder: await this.#hold(server), adopted: true }
    } catch (error) {
      this.#setup.log(`PostgreSQL (process ${server.pid}) runs but does not answer, and is ended: ${error}`)
      return null
    }
  }

  async #launch(): Promise<Started> {
    const { place, fsync } = this.#setup
    await endUseless(place)
    const binaries = findBinaries(place.account, dirname(place.dataDir))
    initialise(place, binaries, fsync)
    const server = await launch(place, binaries, fsync)
    return { server, holder: await this.#hold(server), adopted: false }
  }

  async #hold(server: Server): Promise<Client> {
    const holder = new Client({
      ...{ host: server.socketDir, port: 5432, user: OWNER, database: 'postgres' },
      ...{ application_name: HOLDER_NAME, connectionTimeoutMillis: CONNECT_PATIENCE_MS },
    })
    // What matters is that it ended; without a listener the process would end too.
    holder.on('error', () => {})
    holder.on('end', () => this.#lost(holder))
    try {
      await holder.connect()
      const found = await holder.query('select 1 from pg_database where datname = $1', [DATABASE])
      if (found.rowCount === 0) await holder.query(`create database ${DATABASE}`)
      return holder
    } catch (error) {
      await letGo(holder)
      throw error
    }
  }

  #lost(holder: Client): void {
    if (this.#current?.holder !== holder || this.#closing) return
    this.#current = null
    this.#setup.log('PostgreSQL has gone away; starting it again')
    void this.#reopen()
  }

  async #reopen(): Promise<void> {
    let pause = RESTART_PAUSE_MS
    while (!this.#closing) {
      // A deleted data folder must not turn into a new, empty database under a running app.
      if (!isCluster(this.#setup.place.dataDir)) {
        this.#setup.log(`The data folder ${this.#setup.place.dataDir} is gone; PostgreSQL stays down`)
        return
      }
      try {
        await this.open()
        return
      } catch (error) {
        this.#setup.log(`PostgreSQL does not start again: ${error}`)
      }
      await sleep(pause, undefined, { ref: false })
      pause = Math.min(pause * 2, RESTART_PAUSE_MAX_MS)
    }
  }

  async #release(): Promise<void> {
    const current = this.#current
    this.#current = null
    const othersHold = current ? await hasOtherHolders(current.holder) : false
    if (current) await letGo(current.holder)
    if (othersHold) {
      this.#setup.log('PostgreSQL stays up: another app uses it')
      return
    }
    // Asked again, since the server may have been started anew after a fall.
    const server = await findServer(this.#setup.place)
    if (server) await stopServer(server.pid)
    rmSync(this.#setup.place.socketDir, { recursive: true, force: true })
  }
}

/** The owner's address of the app's database on the server. */
export function urlOf(server: Server): string {
  return `postgres://${OWNER}@localhost/${DATABASE}?host=${encodeURIComponent(server.socketDir)}`
}

async function letGo(holder: Client): Promise<void> {
  await Promise.race([holder.end(), sleep(GOODBYE_MS, undefined, { ref: false })])
}

async function hasOtherHolders(holder: Client): Promise<boolean> {
  try {
    const others = await holder.query(
      'select 1 from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()',
      [HOLDER_NAME],
    )
    return others.rowCount !== 0
  } catch {
    // The server is down; there is nobody to be considerate of.
    return false
  }
}
