import * as z from 'zod/mini'

/** A random public id (UUID, any version) in lower case. */
export const Id = z.uuid().check(z.lowercase())

/** A place in a channel's order of changes: 0 (nothing yet) or a positive safe integer. */
export const Rev = z.int().check(z.minimum(0))

/** The case's part of a web address: ten random letters and digits. */
export const Slug = z.string().check(z.regex(/^[a-z0-9]{10}$/))
