import type { ActionFunctionArgs } from '@remix-run/node'
import { MESSAGE_FILES_MAX } from '#app/shapes/live.ts'
import { PICTURE_FIELD } from '#app/shapes/picture.ts'
import { channelFor } from '#server/domain/access.ts'
import { takePicture } from '#server/domain/picture.ts'
import { answeringData } from '#server/web/answer.ts'
import { readUpload } from '#server/web/upload.ts'
import { kindOf } from './c.$slug.room.$channel/read.server.ts'

/** Takes pictures (multipart field `picture`) for a message to be; answers `{ok, pictures}`. */
export function action({ context, params, request }: ActionFunctionArgs) {
  return answeringData(async () => {
    const { db, files } = context
    const place = { slug: params.slug ?? '', kind: kindOf({ slug: '', channel: params.channel ?? '' }) }
    await context.limit('upload')
    const viewer = await context.viewer()
    // Asked before a byte is read, and again for each picture.
    await channelFor(db, viewer, place)
    const expected = { field: PICTURE_FIELD, most: MESSAGE_FILES_MAX, form: new FormData() }
    const pictures = await readUpload(request, expected, (file) =>
      takePicture(db, viewer, { ...place, ...file }, { files }),
    )
    return { pictures }
  })
}
