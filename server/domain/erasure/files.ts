import type { Db } from '#db/client.ts'
import type { FileStore } from '#server/files/store.ts'
import { clearingOf } from '../kakao/clear.ts'
import { removeLoose } from '../picture/store.ts'
import type { Erased } from './claims.ts'

/** Pictures taken out of the store at once; their rows are locked that long. */
const PIECE = 50

/** Removes the pictures and KakaoTalk files the member brought, and what only those files said; stops after every piece. */
export async function* forgetFiles(
  db: Db,
  { id }: Erased,
  { files }: { files: FileStore },
): AsyncGenerator<void> {
  const pictures = await db
    .selectFrom('message_file')
    .select('id')
    .where('member_id', '=', id)
    .where('message_id', 'is', null)
    .execute()
  const ids = pictures.map((each) => each.id)
  for (let at = 0; at < ids.length; at += PIECE) {
    await removeLoose(db, ids.slice(at, at + PIECE), { files })
    yield
  }
  const imports = await db.selectFrom('kakao_import').select('id').where('member_id', '=', id).execute()
  for (const { id: importId } of imports) yield* clearingOf(db, importId, { files })
}
