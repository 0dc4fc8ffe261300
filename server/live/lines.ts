import type { Line } from './line.ts'

/** The browsers connected to this process. */
export class Lines {
  readonly #all = new Set<Line>()
  readonly #byAccount = new Map<string, Set<Line>>()

  get size(): number {
    return this.#all.size
  }

  [Symbol.iterator](): IterableIterator<Line> {
    return this.#all.values()
  }

  of(accountId: string): readonly Line[] {
    return [...(this.#byAccount.get(accountId) ?? [])]
  }

  add(line: Line): void {
    const own = this.#byAccount.get(line.accountId) ?? new Set()
    this.#byAccount.set(line.accountId, own.add(line))
    this.#all.add(line)
  }

  delete(line: Line): void {
    this.#all.delete(line)
    const own = this.#byAccount.get(line.accountId)
    own?.delete(line)
    if (own?.size === 0) this.#byAccount.delete(line.accountId)
  }
}
