import type { AppLoadContext } from '@remix-run/node'
import { KAKAO_FILE_FIELD, KakaoOrder } from '#app/shapes/kakao.ts'
import { memberIn } from '#server/domain/access.ts'
import { receiveKakao } from '#server/domain/kakao.ts'
import { Refusal } from '#server/domain/refusal.ts'
import { readForm } from './answer.ts'
import { bringsFiles, readUpload, type Upload } from './upload.ts'

/**
 * Takes a KakaoTalk file that a request brings, for the page's form and for scripts alike. The fields stand before the
 * file, so `form` has them when it is in. Refuses `kakao.file_needed` when there is none.
 */
export async function takeKakaoFile(
  request: Request,
  context: AppLoadContext,
  { slug, form }: { slug: string; form: FormData },
): Promise<{ importId: string }> {
  const viewer = await context.viewer()
  // Asked before a byte is read.
  await memberIn(context.db, viewer, { slug })
  await context.limit('upload')
  const order = () => readForm(form, KakaoOrder)
  let taken: { importId: string } | undefined
  const take = async (file: Upload) => {
    taken = await receiveKakao(context.db, viewer, { slug, ...file, order }, context)
  }
  try {
    if (bringsFiles(request)) await readUpload(request, { field: KAKAO_FILE_FIELD, most: 1, form }, take)
  } catch (error) {
    // What comes behind a file that is in, another one or a broken end, takes nothing back.
    if (!taken) throw error
  }
  if (!taken) throw new Refusal('invalid', 'kakao.file_needed', { fields: { file: 'kakao.file_needed' } })
  return taken
}
