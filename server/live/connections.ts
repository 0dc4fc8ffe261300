/** What there is of a connection before Socket.IO knows it. */
export type Connection = {
  close(discard: boolean): void
  once(event: 'close', listener: () => void): unknown
}

/** The connections of each account, from the upgrade of the line to its end. */
export class Connections {
  readonly #most: number
  readonly #counts = new Map<string, number>()

  constructor(most: number) {
    this.#most = most
  }

  hasRoom(accountId: string): boolean {
    return (this.#counts.get(accountId) ?? 0) < this.#most
  }

  /** Counts one until it closes; false when the account has as many as it may. */
  take(accountId: string, connection: Connection): boolean {
    if (!this.hasRoom(accountId)) return false
    this.#counts.set(accountId, (this.#counts.get(accountId) ?? 0) + 1)
    connection.once('close', () => {
      const left = (this.#counts.get(accountId) ?? 1) - 1
      if (left === 0) this.#counts.delete(accountId)
      else this.#counts.set(accountId, left)
    })
    return true
  }
}
