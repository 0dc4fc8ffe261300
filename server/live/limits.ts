// Every rate, size and wait of the live server. Times are ms by the steady clock (`performance.now()`), which no
// correction of the wall clock moves; sizes are bytes.

/** Largest frame a browser may send; the longest message with its envelope is a quarter of it. */
export const INBOUND_MAX = 64 * 1024
/** A connection that does not finish its handshake is closed after this. */
export const CONNECT_TIMEOUT = 10_000
/** A browser is asked for a sign of life so often, and cut when none comes: who vanished is gone within 40 s. */
export const PING_EVERY = 20_000
export const PONG_WAIT = 20_000
/** Sockets of one account at once: a handful of tabs on a few devices. */
export const SOCKETS_PER_ACCOUNT = 20
/** Channels one socket may be in at once; a case has four. */
export const CHANNELS_PER_SOCKET = 16

/** Asks a socket may send: a burst, then so many a second. */
export const ASK_RATE = { burst: 60, perSecond: 30 }
export type AskRate = typeof ASK_RATE
/** Asks beyond the rate before the socket is cut. */
export const ASK_STRIKES = 300
/** Asks of one socket being worked on at once. */
export const ASKS_PENDING = 32
/** Answers waiting for a socket that does not read them; then it is cut. */
export const ANSWERS_WAITING = 256
/** When a refused ask should be tried again. */
export const BUSY_RETRY = 1000

/** Work for browsers that come, in one turn of the event loop; then others are served. */
export const TURN_WORK = 4
/** Sockets written to in one turn of the event loop: about 4 ms. */
export const SLICE = 500
/** Unread bytes at which a socket gets no more pushes, and at which it is cut. */
export const STALE_BYTES = 256 * 1024
export const CUT_BYTES = 1024 * 1024
/** A socket that stays stale this long is cut, within half a minute in all; it comes back and catches up. */
export const STALE_MAX = 28_000

/** Changes of a channel kept in memory, by number and by bytes of what grows in them. */
export const RECENT_CHANGES = 500
export const RECENT_BYTES = 2 * 1024 * 1024
/** How long an empty channel is kept for those who come back. */
export const ROOM_LINGER = 120_000
/** How long a change that came early (another process's commit overtook it) waits for the one before. */
export const EARLY_WAIT = 100
/** Changes that wait so; past it the channel is read again. */
export const EARLY_MAX = 200

/** Quiet after the last push before the head is told once more, in case that push was lost. */
export const HEAD_BEAT = 7000
/** Least time between two presence frames of a channel: 1 s, and 1 ms for each socket in it beyond a thousand. */
export const PRESENCE_EVERY = 1000
/** How long one "typing" lasts. */
export const TYPING_LASTS = 5000
/** Least time between two hints that a case changed. */
export const CASE_HINT_EVERY = 1000

/** Least time between two words to those in other channels that messages came in one. */
export const POSTED_EVERY = 1000

/** How old a proof of session or membership may be. Its end is also told by events; this is the second line. */
export const PROOF_LASTS = 60_000
/** Proofs kept at most; the oldest go first. */
export const PROOFS_KEPT = 50_000
/** Times a proof is asked again because one ended meanwhile. */
export const PROOF_TRIES = 5
/** Sockets whose proofs are renewed in one second. */
export const RENEWALS_PER_TICK = 200

/** Between farewell and cut: time to read the farewell. */
export const FAREWELL_WAIT = 300
/** How long a shutdown waits for asks that are being worked on. */
export const SHUTDOWN_WAIT = 3000
/** Between two looks whether they are answered, and for the last answers to leave. */
export const GOODBYE_WAIT = 50
/** The beat of all housekeeping. */
export const TICK = 1000
