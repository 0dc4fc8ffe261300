import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from '@remix-run/node'
import { AnswerPost } from '#app/shapes/host-answer-form.ts'
import { memberIn } from '#server/domain/access.ts'
import { hostAnswers, postHostAnswer } from '#server/domain/host-answer.ts'
import { answeringData, loading, readForm } from '#server/web/answer.ts'

/** The room's keyword answers as data, for the composer: `{id, keyword, keywords, question, answer}[]`. */
export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    return json(await hostAnswers(context.db, viewer, { slug: params.slug ?? '' }))
  })
}

/** Posts an answer into a channel by reference; answers `{ok}` as the socket does. */
export function action({ params, request, context }: ActionFunctionArgs) {
  return answeringData(async () => {
    await context.limit('message')
    const viewer = await context.viewer()
    await memberIn(context.db, viewer, { slug: params.slug ?? '' })
    return postHostAnswer(context.db, viewer, readForm(await request.formData(), AnswerPost))
  })
}
