import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { NICKNAME_LENGTH } from '#app/shapes/nickname-length.ts'
import { peopleToMention } from '#server/domain/mention.ts'
import { loading } from '#server/web/answer.ts'
import { kindOf } from './c.$slug.room.$channel/read.server.ts'

/** `?q=` answers whom a message may name whose nickname begins so: `{id, nickname, side, role}[]`. */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  return loading(async () => {
    await context.limit('search')
    const typed = (new URL(request.url).searchParams.get('q') ?? '').normalize('NFC')
    const kind = kindOf({ slug: '', channel: params.channel ?? '' })
    const asked = { slug: params.slug ?? '', kind, typed: typed.slice(0, NICKNAME_LENGTH.max * 2) }
    return json(await peopleToMention(context.db, await context.viewer(), asked))
  })
}
