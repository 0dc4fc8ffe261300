import { day, shortDay } from './format.ts'
import { schedule } from './ko/schedule.ts'

type When = { startsOn: string; startsAt: string | null; endsOn: string | null; endsAt: string | null }

/** When an entry is: `2026년 12월 3일 (목) 오후 2:30 ~ 오후 4:00`, `12월 3일 (목) 하루 종일`, days with `~` between. */
export function eventWhen({ startsOn, startsAt, endsOn, endsAt }: When): string {
  const last = endsOn !== null && endsOn !== startsOn ? endsOn : null
  if (startsAt === null)
    return last ? `${day(startsOn)} ~ ${shortDay(last)}` : `${day(startsOn)} ${schedule.allDay}`
  const start = `${day(startsOn)} ${timeOfDay(startsAt)}`
  if (endsAt === null) return start
  return `${start} ~ ${last ? `${shortDay(last)} ` : ''}${timeOfDay(endsAt)}`
}

/** `14:30` as `오후 2:30`. */
export function timeOfDay(time: string): string {
  const hour = Number(time.slice(0, 2))
  return `${hour < 12 ? '오전' : '오후'} ${hour % 12 || 12}:${time.slice(3)}`
}
