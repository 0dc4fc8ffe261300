/** A small store of strings that stays on this device. */
export type DeviceStore = {
  get(key: string): string | null
  set(key: string, value: string): void
  remove(key: string): void
  keys(prefix: string): string[]
}

/** The browser's local storage; where that is forbidden or full, what is kept lives as long as the page. */
export function deviceStore(storage: Storage | null = localStorageOrNull()): DeviceStore {
  const memory = new Map<string, string>()
  const stored = () =>
    storage ? Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '') : []
  return {
    get: (key) => memory.get(key) ?? storage?.getItem(key) ?? null,
    set(key, value) {
      try {
        if (!storage) throw new Error('no storage')
        storage.setItem(key, value)
        memory.delete(key)
      } catch {
        memory.set(key, value)
      }
    },
    remove(key) {
      memory.delete(key)
      storage?.removeItem(key)
    },
    keys: (prefix) => [...new Set([...stored(), ...memory.keys()])].filter((key) => key.startsWith(prefix)),
  }
}

function localStorageOrNull(): Storage | null {
  try {
    return window.localStorage
  } catch {
    return null
  }
}
