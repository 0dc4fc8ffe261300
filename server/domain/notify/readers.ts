import { type ChannelKind, channelsOf, everySide, type Role, roles, type Side } from '#app/shapes/case.ts'

/** The pairs of side and role that read a channel of this kind, as two columns for SQL: the rule itself stands once. */
export function readersOf(kind: ChannelKind): { sides: Side[]; roles: Role[] } {
  const pairs = everySide
    .flatMap((side) => roles.map((role) => ({ side, role })))
    .filter(({ side, role }) => channelsOf(side, role).includes(kind))
  return { sides: pairs.map(({ side }) => side), roles: pairs.map(({ role }) => role) }
}
