import { readHost } from '#app/live/host-name.ts'
import { day, people } from '#app/text/format.ts'
import { otherRoomsPage as words } from '#app/text/ko/other-rooms.ts'
import type { PublicOtherRoom } from '#server/domain/other-room.ts'
import styles from './other-room.module.css'

/** Where a room is and how many were counted in it. The host stands in the link: one sees where it goes before a tap. */
export function OtherRoomLines({ room: { url, host, headcount, countedOn } }: { room: PublicOtherRoom }) {
  return (
    <>
      {headcount !== null && countedOn !== null && (
        <p>{words.headcount(people(headcount), day(countedOn))}</p>
      )}
      {url ? (
        <p className={styles.link}>
          <a href={url} rel="noopener noreferrer nofollow ugc" target="_blank">
            {words.goes(readHost(host).shown)}
          </a>
        </p>
      ) : (
        <p className="meta">{words.noLink}</p>
      )}
    </>
  )
}
