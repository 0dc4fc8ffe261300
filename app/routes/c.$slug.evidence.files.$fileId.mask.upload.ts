import type { ActionFunctionArgs } from '@remix-run/node'
import { answeringData } from '#server/web/answer.ts'
import { takeMask } from '#server/web/mask-door.ts'

/** Takes a masked copy (multipart field `masked`) from the page that draws it; answers `{ok, evidenceId, version}`. */
export function action({ params, request, context }: ActionFunctionArgs) {
  const { slug = '', fileId = '' } = params
  return answeringData(() => takeMask(request, context, { slug, fileId }))
}
