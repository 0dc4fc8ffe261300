import type { Db } from '#db/client.ts'

// State that belongs to a database handle rather than to a module: the pages and the server are two bundles with two
// copies of every module, but they share the handle. A module-level map would make one half deaf to the other.

type Holder = { [key: symbol]: unknown }

/** The state kept on this handle under `name`, made on first use. */
export function stateOf<T>(db: Db, name: string, make: () => T): T {
  const holder = db as unknown as Holder
  const key = Symbol.for(`moa.${name}`)
  holder[key] ??= make()
  return holder[key] as T
}
