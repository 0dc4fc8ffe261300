import type { AppLoadContext } from '@remix-run/node'
import * as z from 'zod/mini'
import { Id } from '#app/shapes/id.ts'
import { Emoji, MESSAGE_FILES_MAX, MESSAGE_MENTIONS_MAX } from '#app/shapes/live.ts'
import { personalKinds } from '#app/shapes/personal-data.ts'
import { PICTURE_FIELD } from '#app/shapes/picture.ts'
import { channelFor } from '#server/domain/access.ts'
import { deleteMessage, editMessage, postMessage } from '#server/domain/message.ts'
import { takePicture } from '#server/domain/picture.ts'
import { reactTo } from '#server/domain/reaction.ts'
import { Refusal } from '#server/domain/refusal.ts'
import { readForm } from '#server/web/answer.ts'
import { bringsFiles, readUpload } from '#server/web/upload.ts'
import { kindOf, type Place } from './read.server.ts'

const Words = z._default(z.string(), '')
/** Kinds with commas between; words that name none are nothing. */
const Kinds = z.pipe(
  z._default(z.string().check(z.maxLength(100)), ''),
  z.transform((list) => personalKinds.filter((kind) => list.split(',').includes(kind))),
)
/** Ids with blanks between them. */
const ids = (most: number) =>
  z.pipe(
    z.pipe(
      z._default(z.string(), ''),
      z.transform((text) => text.split(' ').filter((id) => id !== '')),
    ),
    z.array(Id).check(z.maxLength(most)),
  )
const forms = {
  post: z.object({
    clientId: Id,
    body: Words,
    replyTo: z.optional(z.union([Id, z.literal('')])),
    insist: Kinds,
    mentions: ids(MESSAGE_MENTIONS_MAX),
    files: ids(MESSAGE_FILES_MAX),
  }),
  edit: z.object({ messageId: Id, body: Words, insist: Kinds, mentions: ids(MESSAGE_MENTIONS_MAX) }),
  delete: z.object({ messageId: Id }),
  react: z.object({
    messageId: Id,
    emoji: Emoji,
    on: z.pipe(
      z.enum(['true', 'false']),
      z.transform((on) => on === 'true'),
    ),
  }),
}
const limits = { post: 'message', react: 'reaction' } as const

/**
 * Reads the composer's form into `form`, also one that brings its pictures along, as it does where no scripts run: they
 * are taken one by one, for those who may write here, and become the form's `files`.
 */
export async function readComposer(
  context: AppLoadContext,
  place: Place,
  request: Request,
  form: FormData,
): Promise<void> {
  if (!bringsFiles(request)) {
    for (const [name, value] of await request.formData()) form.append(name, value)
    return
  }
  const { db, files } = context
  const viewer = await context.viewer()
  const channel = { slug: place.slug, kind: kindOf(place) }
  await context.limit('upload')
  await channelFor(db, viewer, channel)
  const expected = { field: PICTURE_FIELD, most: MESSAGE_FILES_MAX, form }
  const pictures = await readUpload(request, expected, (file) =>
    takePicture(db, viewer, { ...channel, ...file }, { files }),
  )
  form.set('files', pictures.map(({ id }) => id).join(' '))
}

/** Posts, edits, deletes or answers a message with an emoji, as the form's `intent` says. */
export async function writeMessage(context: AppLoadContext, place: Place, form: FormData): Promise<void> {
  const { db } = context
  const intent = form.get('intent')
  await context.limit(intent === 'post' || intent === 'react' ? limits[intent] : 'write')
  const viewer = await context.viewer()
  const channel = await channelFor(db, viewer, { slug: place.slug, kind: kindOf(place) })
  if (intent === 'post') {
    const { replyTo, ...words } = readForm(form, forms.post)
    await postMessage(db, viewer, { ...words, channelId: channel.id, replyTo: replyTo || null })
  } else if (intent === 'edit') await editMessage(db, viewer, readForm(form, forms.edit))
  else if (intent === 'react')
    await reactTo(db, viewer, { ...readForm(form, forms.react), channelId: channel.id })
  else if (intent === 'delete') await deleteMessage(db, viewer, readForm(form, forms.delete))
  else throw new Refusal('invalid', 'shared.check_fields')
}
