/** A signal that aborts after so many ms; like `AbortSignal.timeout`, which iPhones before iOS 16 lack. */
export function timeoutSignal(ms: number): AbortSignal {
  const controller = new AbortController()
  setTimeout(() => controller.abort(), ms)
  return controller.signal
}
