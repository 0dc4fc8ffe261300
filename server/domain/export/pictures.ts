import type { Db } from '#db/client.ts'

/** SHA-256 (hex) of the sealed originals of messages' pictures, in the order they are shown, by message id. */
export async function pictureHashes(
  db: Db,
  messages: readonly { id: string; carried: { files: readonly { id: string }[] } }[],
): Promise<Map<string, string[]>> {
  const ids = messages.flatMap(({ carried }) => carried.files.map(({ id }) => id))
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('message_file').select(['id', 'sha256']).where('id', 'in', ids).execute()
  const hashes = new Map(rows.map((row) => [row.id, Buffer.from(row.sha256).toString('hex')]))
  return new Map(
    messages.map(({ id, carried }) => [id, carried.files.flatMap((file) => hashes.get(file.id) ?? [])]),
  )
}
