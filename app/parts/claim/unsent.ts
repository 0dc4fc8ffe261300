import { useEffect, useRef, useState } from 'react'
import { deviceStore } from '#app/live/device-store.ts'
import type { ClaimSide } from '#app/shapes/case.ts'
import { formOnWire, mayBeKept, type UnsentForm, type UnsentValues } from '#app/shapes/unsent.ts'
import { type ClaimValues, typedValues } from './values.ts'

// A half-written claim stays on this device at once and on the server a moment later, without who the person is. A dead
// line or an ended session lose nothing: the device has it. Two tabs lose nothing: what the older wrote is offered.

/** How long typing rests before the form is kept on the device and on the server, ms. */
const KEEP_AFTER_MS = 400
const SEND_AFTER_MS = 1500

/** What the server kept; `savedAt` is an ISO instant. */
export type UnsentOnServer = {
  version: number
  values: UnsentValues
  other: UnsentValues | null
  savedAt: string
} | null

interface UnsentProps {
  slug: string
  memberId: string
  form: UnsentForm
  onServer: UnsentOnServer
  /** The page shows what was just sent and refused: nothing is put in its place. */
  answered: boolean
}

/** Which form it was on this device: there the next one of a side takes the place of the one before. */
type OnDevice = { side: ClaimSide } | { claimId: string }

const keyOf = (memberId: string, form: OnDevice) =>
  `moa.claim.${memberId}.${'side' in form ? form.side : form.claimId}`

/**
 * Keeps a half-written claim and gives back the one kept before: the newer of device and server as `kept`, the other as
 * `other` (each null when there is none).
 */
export function useUnsent({ slug, memberId, form, onServer, answered }: UnsentProps) {
  const key = keyOf(memberId, form)
  const [found, setFound] = useState<Found>(() =>
    answered ? NOTHING : { ...foundOn(onServer, null), turn: 0 },
  )
  const sender = useSender(slug, formOnWire(form), onServer?.version ?? 0)
  const device = useRef<{ timer?: ReturnType<typeof setTimeout>; waiting: ClaimValues | null }>({
    waiting: null,
  })
  const settle = useRef(() => {})
  settle.current = () => {
    clearTimeout(device.current.timer)
    const { waiting } = device.current
    device.current.waiting = null
    if (waiting) deviceStore().set(key, JSON.stringify({ at: Date.now(), ...withoutIdentity(waiting) }))
  }
  useEffect(() => {
    if (answered) return
    const now = foundOn(onServer, deviceStore().get(key))
    setFound((was) => ({ ...now, turn: was.turn + (isSame(was.kept, now.kept) ? 0 : 1) }))
  }, [key, onServer, answered])
  useEffect(() => () => settle.current(), [])
  return {
    ...found,
    keep(values: ClaimValues) {
      device.current.waiting = values
      clearTimeout(device.current.timer)
      device.current.timer = setTimeout(() => settle.current(), KEEP_AFTER_MS)
      sender.later(withoutIdentity(values))
    },
    forget() {
      device.current.waiting = null
      settle.current()
      deviceStore().remove(key)
      sender.forget()
      setFound(({ turn }) => ({ ...NOTHING, turn: turn + 1 }))
    },
    /** Goes on with what the other tab or device wrote; what stood here is offered in its place. */
    swap: () => setFound(({ kept, other, turn }) => ({ kept: other, other: kept, turn: turn + 1 })),
  }
}

/** Forgets on this device the half-written claim that was handed in; the server did so itself. */
export function useForgetUnsent(memberId: string, form: OnDevice, sent: boolean): void {
  const key = keyOf(memberId, form)
  useEffect(() => {
    if (sent) deviceStore().remove(key)
  }, [key, sent])
}

/** Sends what was typed last, one request at a time, each going on from the version of the one before. */
function useSender(slug: string, form: string, version: number) {
  const state = useRef({ base: version, busy: false, over: false, next: null as ClaimValues | null })
  const timer = useRef<ReturnType<typeof setTimeout>>()
  const send = useRef(async (_values: string) => {})
  send.current = async (values) => {
    const { base } = state.current
    try {
      const body = new URLSearchParams({ form, base: String(base), values })
      const answer = await fetch(`/c/${slug}/claims/unsent`, { method: 'POST', body, keepalive: true })
      const { version: kept = null } = answer.ok ? ((await answer.json()) as { version?: number }) : {}
      if (kept !== null) state.current.base = kept
      // Handed in meanwhile, elsewhere: there is nothing to keep any more.
      if (kept === 0 && values !== '') state.current.over = true
    } catch {
      // No line: the device has it, and the next change sends it again.
    }
  }
  const flush = useRef(async () => {})
  flush.current = async () => {
    clearTimeout(timer.current)
    const { busy, over, next } = state.current
    if (busy || over || !next) return
    state.current = { ...state.current, busy: true, next: null }
    await send.current(JSON.stringify(next))
    state.current.busy = false
    if (state.current.next) timer.current = setTimeout(() => flush.current(), SEND_AFTER_MS)
  }
  useEffect(() => {
    const leaving = () => document.visibilityState === 'hidden' && flush.current()
    document.addEventListener('visibilitychange', leaving)
    return () => {
      document.removeEventListener('visibilitychange', leaving)
      clearTimeout(timer.current)
      state.current.over = true
    }
  }, [])
  return {
    later(values: ClaimValues) {
      state.current.next = values
      clearTimeout(timer.current)
      timer.current = setTimeout(() => flush.current(), SEND_AFTER_MS)
    },
    forget() {
      clearTimeout(timer.current)
      state.current.next = null
      void send.current('').then(() => {
        state.current.base = 0
      })
    },
  }
}

/** `turn` counts how often something else was put in the place of what stood there. */
type Found = { kept: ClaimValues | null; other: ClaimValues | null; turn: number }
const NOTHING: Found = { kept: null, other: null, turn: 0 }

/** The newer of what device and server kept, and the older where it says something else. */
function foundOn(onServer: UnsentOnServer, onDevice: string | null): Omit<Found, 'turn'> {
  const device = readKept(onDevice)
  const server = onServer && typedValues({ ...onServer.values.fields, ...rowsOf(onServer.values) })
  const beside = onServer?.other ? typedValues({ ...onServer.other.fields, ...rowsOf(onServer.other) }) : null
  if (!device) return { kept: server, other: beside }
  if (!server || isSame(device.values, server)) return { kept: device.values, other: beside }
  const isNewer = device.at > Date.parse(onServer.savedAt)
  return isNewer ? { kept: device.values, other: server } : { kept: server, other: device.values }
}

function rowsOf({ items, refunds, offers }: UnsentValues) {
  return { items, refunds, offers }
}

/** Whether two say the same, whatever order their fields stand in; what is empty says nothing. */
function isSame(one: ClaimValues | null, other: ClaimValues | null): boolean {
  const said = (values: ClaimValues | null) => {
    const { fields = {}, ...rows } = values ?? {}
    const filled = Object.entries(fields).filter(([, value]) => value !== '')
    return JSON.stringify([values === null, filled.sort(), Object.entries(rows).sort()])
  }
  return said(one) === said(other)
}

/** Who somebody is, and what they agree to, is never kept. */
function withoutIdentity({ fields, ...rows }: ClaimValues): ClaimValues {
  return { ...rows, fields: Object.fromEntries(Object.entries(fields).filter(([name]) => mayBeKept(name))) }
}

function readKept(text: string | null): { at: number; values: ClaimValues } | null {
  if (!text) return null
  try {
    const { at = 0, fields, ...rows }: { at?: number; fields?: object } = JSON.parse(text)
    return { at, values: typedValues({ ...fields, ...rows }) }
  } catch {
    return null
  }
}
