import type { LoaderFunctionArgs } from '@remix-run/node'
import { schedule } from '#app/text/ko/schedule.ts'
import { loading } from '#server/web/answer.ts'
import { calendarFile } from '#server/web/calendar.ts'

/** One entry of the schedule as a calendar file. */
export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const ref = { slug: params.slug ?? '', eventId: params.eventId ?? '' }
    return calendarFile(context.db, await context.viewer(), ref, schedule.calendarName)
  })
}
