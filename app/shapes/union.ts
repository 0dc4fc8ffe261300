import * as z from 'zod/mini'
import { Id, Slug } from './id.ts'
import { type Reading, read, refuse, shape } from './reading.ts'

/** Longest address looked at, in UTF-16 code units. */
const ADDRESS_UNITS = 400

/** A room by its address as it is pasted, or by its slug alone. Refuses `union.unknown`. */
const Room = shape((raw): Reading<string> => {
  if (typeof raw !== 'string' || raw.length > ADDRESS_UNITS) return refuse('union.unknown')
  const named = /(?:^|\/c\/)([a-z0-9]{10})(?:[/?#]|$)/.exec(raw.trim())
  const slug = Slug.safeParse(named?.[1])
  return slug.success ? read(slug.data) : refuse('union.unknown')
})

/** What the host's forms for a merger send. Sent twice with one `id`, it is one. */
export const UnionForm = z.object({ id: Id, into: Room })
export const UnionAnswer = z.object({ unionId: Id, agrees: shape((raw) => read(raw === 'yes')) })
