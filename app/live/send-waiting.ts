import type { DeviceStore } from './device-store.ts'
import { postMessage } from './http.ts'
import { inOneTab, openOutbox, outboxOwners } from './outbox.ts'

/** Sends over HTTP what waits on this device, now and whenever the network is back. Returns the way to stop. */
export function sendWaiting(store: DeviceStore): () => void {
  const opened = outboxOwners(store).map((memberId) =>
    openOutbox(memberId, {
      store,
      send: postMessage,
      report: () => {},
      alone: (work) => inOneTab(`moa.outbox.${memberId}`, work),
    }),
  )
  const flush = () => {
    for (const outbox of opened) outbox.flush()
  }
  flush()
  window.addEventListener('online', flush)
  return () => {
    window.removeEventListener('online', flush)
    for (const outbox of opened) outbox.close()
  }
}
