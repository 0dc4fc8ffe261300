import { useSearchParams } from '@remix-run/react'
import type { Gallery, GalleryRow } from '#server/domain/evidence.ts'
import type { FileForm } from '../../shapes/evidence.ts'
import { moment } from '../../text/format.ts'
import { formWords, kindWords, galleryPage as words } from '../../text/ko/evidence.ts'
import { Chip } from '../chip.tsx'
import { Icon, type IconName } from '../icon.tsx'
import { Link } from '../link.tsx'
import { Stack } from '../page-shell.tsx'
import styles from './locker.module.css'
import { PageTurns } from './page-turns.tsx'

const icons: Partial<Record<FileForm, IconName>> = {
  picture: 'picture',
  video: 'camera',
  mail: 'at',
  talk: 'chat',
  archive: 'clip',
}

interface GalleryListProps {
  slug: string
  gallery: Gallery
  /** Whose each piece is, where there are several people's. */
  named?: boolean
}

/** Pieces of evidence as pictures or as lines, a page at a time. */
export function GalleryList({ slug, gallery, named = false }: GalleryListProps) {
  const [query] = useSearchParams()
  const isLines = query.get('look') === 'rows'
  const { rows, total, page, pages } = gallery
  return (
    <Stack>
      <p className="meta">{words.count(total)}</p>
      <ul className={isLines ? styles.lines : styles.grid}>
        {rows.map((row) => (
          <li key={row.id}>
            <Piece slug={slug} row={row} named={named} />
          </li>
        ))}
      </ul>
      <PageTurns page={page} pages={pages} />
    </Stack>
  )
}

function Piece({ slug, row, named }: { slug: string; row: GalleryRow; named: boolean }) {
  const { id, title, kind, files, messages, forms, cover, madeAt, isDescribed, owner } = row
  const [form] = forms
  return (
    <Link to={`/c/${slug}/evidence/${id}`} className={styles.piece}>
      {cover && !named ? (
        <img
          className={styles.cover}
          src={`/c/${slug}/evidence/files/${cover}/thumb`}
          alt=""
          loading="lazy"
          decoding="async"
        />
      ) : (
        <span className={styles.cover}>
          <Icon
            name={(form && icons[form]) ?? (form ? 'claim' : 'chat')}
            size="large"
            {...(form ? { label: formWords[form] } : {})}
          />
        </span>
      )}
      <span className={styles.words}>
        <span className={styles.name}>{title}</span>
        <span className="meta">
          {[
            named && owner,
            kindWords[kind],
            files > 0 && words.files(files),
            messages > 0 && words.messages(messages),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        <span className="meta">{moment(madeAt)}</span>
        {!isDescribed && <Chip tone="waiting">{words.undescribed}</Chip>}
      </span>
    </Link>
  )
}
