import type { LoaderFunctionArgs } from '@remix-run/node'
import { deadlineWords } from '#app/text/ko/law.ts'
import { publicCase } from '#server/domain/case.ts'
import { deadlineCalendar } from '#server/domain/law.ts'
import { loading } from '#server/web/answer.ts'
import { calendarResponse } from '#server/web/calendar.ts'

/** The viewer's own deadlines as a calendar file. */
export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const ref = { slug: params.slug ?? '' }
    const entries = await deadlineCalendar(context.db, await context.viewer(), ref)
    const { shopName } = await publicCase(context.db, ref.slug)
    return calendarResponse(entries, deadlineWords.calendarName(shopName))
  })
}
