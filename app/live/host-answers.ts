import * as z from 'zod/mini'
import { HostAnswer } from '#app/shapes/host-answer.ts'
import { newClientId } from './client-id.ts'
import { timeoutSignal } from './timeout.ts'

/** How long an answer may take, ms. */
const TIMEOUT_MS = 15_000

const Answers = z.array(HostAnswer)
const Posted = z.object({ ok: z.literal(true) })
const asked = new Map<string, Promise<HostAnswer[]>>()

/** The room's keyword answers, asked for once a page; none while there is no way. */
export function hostAnswersOf(slug: string): Promise<HostAnswer[]> {
  const known = asked.get(slug)
  if (known) return known
  const asking = fetchJson(address(slug)).then((body) => {
    const read = Answers.safeParse(body)
    if (read.success) return read.data
    asked.delete(slug)
    return []
  })
  asked.set(slug, asking)
  return asking
}

/** They changed: whoever needs them next asks again. */
export function forgetHostAnswers(slug: string): void {
  asked.delete(slug)
}

/** Posts an answer into a channel by reference; false when it did not go through. */
export async function postHostAnswer(slug: string, id: string, channelId: string): Promise<boolean> {
  const body = new URLSearchParams({ id, channelId, clientId: newClientId() })
  return Posted.safeParse(await fetchJson(address(slug), { method: 'POST', body })).success
}

const address = (slug: string) => `/c/${slug}/answers`

async function fetchJson(where: string, init: RequestInit = {}): Promise<unknown> {
  try {
    const signal = timeoutSignal(TIMEOUT_MS)
    const answer = await fetch(where, { ...init, signal, headers: { Accept: 'application/json' } })
    return await answer.json()
  } catch {
    return null
  }
}
