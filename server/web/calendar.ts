import type { Db } from '#db/client.ts'
import { publicCase } from '#server/domain/case.ts'
import { calendarOf } from '#server/domain/event.ts'
import type { Viewer } from '#server/domain/viewer.ts'
import { type CalendarEntry, calendarText, ICS_TYPE } from '#server/exports/ics.ts'
import { attachmentHeaders } from './attachment.ts'

/** A calendar file of one entry, or with `eventId` null of the whole schedule, as an answer to save. */
export async function calendarFile(
  db: Db,
  viewer: Viewer,
  ref: { slug: string; eventId: string | null },
  nameOf: (shop: string) => string,
): Promise<Response> {
  const entries = await calendarOf(db, viewer, ref)
  const { shopName } = await publicCase(db, ref.slug)
  return calendarResponse(entries, nameOf(shopName))
}

/** These entries as a calendar file of that name, to save. */
export function calendarResponse(entries: readonly CalendarEntry[], name: string): Response {
  const bytes = Buffer.from(calendarText(name, entries))
  const file = `${name.replace(/[\\/:*?"<>|]/g, ' ').trim()}.ics`
  return new Response(new Uint8Array(bytes), {
    headers: attachmentHeaders({ name: file, type: ICS_TYPE, bytes: bytes.length }),
  })
}
