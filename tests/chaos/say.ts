import { type SayData, type SayKind, says } from '#app/shapes/live.ts'

export type Said = { [K in SayKind]: { kind: K; data: SayData<K> } }[SayKind]

/** So many texts are remembered: the devices of a channel hear the same bytes within the same moment. */
const KEPT = 256
const heard = new Map<string, Said | null>()

/** What one pushed text says, checked against the catalogue; null when it is something else. Shared between devices. */
export function hearSay(text: Buffer): Said | null {
  const key = text.toString()
  const known = heard.get(key)
  if (known !== undefined) return known
  const said = parse(key)
  heard.set(key, said)
  const oldest = heard.size > KEPT ? heard.keys().next().value : undefined
  if (oldest !== undefined) heard.delete(oldest)
  return said
}

function parse(text: string): Said | null {
  if (!text.startsWith('42[')) return null
  const [kind, data] = JSON.parse(text.slice(2)) as [string, unknown]
  if (!Object.hasOwn(says, kind)) throw new Error(`said and not declared: ${kind}`)
  return { kind, data: says[kind as SayKind].parse(data) } as Said
}
