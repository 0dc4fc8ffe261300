import type { RoomPicture, RoomPictures } from '#server/domain/evidence.ts'
import { moment } from '../../text/format.ts'
import { galleryPage, kindWords } from '../../text/ko/evidence.ts'
import { roomPictures as words } from '../../text/ko/masking.ts'
import { Chip } from '../chip.tsx'
import { Stack } from '../page-shell.tsx'
import styles from './locker.module.css'
import { PageTurns } from './page-turns.tsx'

/** Masked copies as pictures, each opened large by a tap. */
export function RoomPictureList({ slug, pictures }: { slug: string; pictures: RoomPictures }) {
  const { rows, total, page, pages } = pictures
  return (
    <Stack>
      <p className="meta">{galleryPage.count(total)}</p>
      <ul className={styles.grid}>
        {rows.map((row) => (
          <li key={row.fileId}>
            <Shown slug={slug} row={row} />
          </li>
        ))}
      </ul>
      <PageTurns page={page} pages={pages} />
    </Stack>
  )
}

function Shown({ slug, row: { fileId, title, kind, by, at, isOwn } }: { slug: string; row: RoomPicture }) {
  const file = `/c/${slug}/evidence/files/${fileId}`
  return (
    // Not a route of ours to the browser: the picture itself.
    <a className={styles.piece} href={`${file}/masked`}>
      <img className={styles.cover} src={`${file}/masked-thumb`} alt="" loading="lazy" decoding="async" />
      <span className={styles.words}>
        <span className={styles.name}>{title}</span>
        <span className="meta">{kindWords[kind]}</span>
        <span className="meta">{words.by(by, moment(at))}</span>
        {isOwn && <Chip tone="done">{words.own}</Chip>}
      </span>
    </a>
  )
}
