import type { ActionFunctionArgs } from '@remix-run/node'
import { answeringData } from '#server/web/answer.ts'
import { takeKakaoFile } from '#server/web/kakao-door.ts'

/** Takes a KakaoTalk file from a script that shows how much of it has gone; answers `{ok, importId}`. */
export function action({ params, request, context }: ActionFunctionArgs) {
  const form = new FormData()
  return answeringData(() => takeKakaoFile(request, context, { slug: params.slug ?? '', form }))
}
