import type { AppLoadContext } from '@remix-run/node'
import * as z from 'zod/mini'
import { Id } from '#app/shapes/id.ts'
import { personalKinds } from '#app/shapes/personal-data.ts'
import { channelFor } from '#server/domain/access.ts'
import { deleteMessage, editMessage, postMessage } from '#server/domain/message.ts'
import { Refusal } from '#server/domain/refusal.ts'
import { readForm } from '#server/web/answer.ts'
import { kindOf, type Place } from './read.server.ts'

const Words = z._default(z.string(), '')
/** Kinds with commas between; words that name none are nothing. */
const Kinds = z.pipe(
  z._default(z.string().check(z.maxLength(100)), ''),
  z.transform((list) => personalKinds.filter((kind) => list.split(',').includes(kind))),
)
const forms = {
  post: z.object({
    clientId: Id,
    body: Words,
    replyTo: z.optional(z.union([Id, z.literal('')])),
    insist: Kinds,
  }),
  edit: z.object({ messageId: Id, body: Words, insist: Kinds }),
  delete: z.object({ messageId: Id }),
}

/** Posts, edits or deletes a message as the form's `intent` says. */
export async function writeMessage(context: AppLoadContext, place: Place, form: FormData): Promise<void> {
  const { db } = context
  const intent = form.get('intent')
  await context.limit(intent === 'post' ? 'message' : 'write')
  const viewer = await context.viewer()
  const channel = await channelFor(db, viewer, { slug: place.slug, kind: kindOf(place) })
  if (intent === 'post') {
    const { replyTo, ...words } = readForm(form, forms.post)
    await postMessage(db, viewer, { ...words, channelId: channel.id, replyTo: replyTo || null })
  } else if (intent === 'edit') await editMessage(db, viewer, readForm(form, forms.edit))
  else if (intent === 'delete') await deleteMessage(db, viewer, readForm(form, forms.delete))
  else throw new Refusal('invalid', 'shared.check_fields')
}
