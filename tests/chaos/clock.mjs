// Loaded before the server: a wall clock that may be off, at the start by CLOCK_SKEW_MS and later as the parent says.
// The steady clock and the timers stay right, as they do on a machine whose clock is set.
const Right = Date
let skewMs = Number(process.env.CLOCK_SKEW_MS ?? 0)

globalThis.Date = class extends Right {
  constructor(...given) {
    if (given.length === 0) super(Right.now() + skewMs)
    else super(...given)
  }
  static now() {
    return Right.now() + skewMs
  }
}
process.on('message', (order) => {
  if (typeof order?.skewMs === 'number') skewMs = order.skewMs
})
// Listening for orders must not keep the server from ending.
process.channel?.unref()
