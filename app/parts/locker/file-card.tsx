import { wordsIn } from '#app/shapes/evidence.ts'
import type { EvidenceFileView } from '#server/domain/evidence.ts'
import { fullMoment, moment } from '../../text/format.ts'
import { formWords, readPage, detailPage as words } from '../../text/ko/evidence.ts'
import { ownExhibit } from '../../text/ko/exhibit.ts'
import { maskCard } from '../../text/ko/masking.ts'
import { LinkButton } from '../button.tsx'
import { Card } from '../card.tsx'
import { fileSize } from '../file-size.ts'
import { Folded } from '../folded.tsx'
import { Notice } from '../notice.tsx'
import { Row, Stack } from '../page-shell.tsx'
import styles from './locker.module.css'
import { MaskedPicture, MaskPart } from './mask-part.tsx'

interface FileCardProps {
  slug: string
  file: EvidenceFileView
  /** The viewer's own; others see the masked copy first. */
  isOwn: boolean
}

/** An original: a preview where there can be one, what is known of it, its masked copy, and the way to it. */
export function FileCard({ slug, file, isOwn }: FileCardProps) {
  const { id, name, form, bytes, sha256, sealedAt, takenAt, oddName, isDamaged, scan, exhibit, sameIn } = file
  const at = `/c/${slug}/evidence/files/${id}`
  const isShut = isDamaged || scan === 'infected'
  // Copies are drawn anew and words are only words; everything else would be opened as it came.
  const isOpened = isOwn || scan === 'clean'
  const isSeen = isOpened || file.picture !== null || wordsIn(file) !== null
  return (
    <Card title={name} level={3}>
      <Stack>
        {isDamaged && <Notice kind="danger">{words.damaged(name)}</Notice>}
        {scan === 'infected' && <Notice kind="danger">{words.infected(name)}</Notice>}
        {file.mask && !isOwn && <MaskedPicture at={at} name={name} mask={file.mask} />}
        {!isShut && isSeen && <Seen at={at} file={file} folded={file.mask !== null && !isOwn} />}
        {!isShut && !isSeen && <Notice kind="warn">{words.unscanned}</Notice>}
        <p className="meta">
          {formWords[form]} · {fileSize(bytes)} · {words.sealed(fullMoment(sealedAt))}
          {takenAt && ` · ${words.taken(moment(takenAt))}`}
          {` · ${words.scans[scan ?? 'none']}`}
        </p>
        {exhibit && (
          <p>
            {ownExhibit.number} <strong>{exhibit}</strong>
          </p>
        )}
        {oddName && <Notice kind="warn">{words.oddName}</Notice>}
        {sameIn.map(({ evidenceId, title }) => (
          <Notice key={evidenceId} kind="info">
            {words.same(title)}
          </Notice>
        ))}
        <p className={styles.hash}>
          {words.hash} {sha256}
        </p>
        {isOwn && !isShut && form === 'picture' && file.picture && <MaskPart at={at} file={file} />}
        {!isShut && (
          <Row>
            {form === 'pdf' && isOpened && (
              <a className={styles.save} href={at} target="_blank" rel="noreferrer">
                {words.open}
              </a>
            )}
            {wordsIn(file) && <LinkButton to={`${at}/read`}>{readPage.open}</LinkButton>}
            {/* Not a route of ours to the browser: the file itself. */}
            <a className={styles.save} href={`${at}?save`} download>
              {words.save}
            </a>
          </Row>
        )}
      </Stack>
    </Card>
  )
}

/** The original itself; behind the masked copy it is one tap away. */
function Seen({ at, file, folded }: { at: string; file: EvidenceFileView; folded: boolean }) {
  const preview = <Preview at={at} file={file} />
  return folded ? <Folded label={maskCard.original}>{preview}</Folded> : preview
}

function Preview({ at, file: { name, form, type, picture } }: { at: string; file: EvidenceFileView }) {
  if (picture) {
    const { width, height } = picture
    return <img className={styles.preview} src={`${at}/shown`} alt={name} width={width} height={height} />
  }
  if (form === 'video') {
    // biome-ignore lint/a11y/useMediaCaption: what a person filmed has no captions
    return <video className={styles.preview} src={at} controls preload="metadata" aria-label={name} />
  }
  if (form === 'audio') {
    // biome-ignore lint/a11y/useMediaCaption: what a person recorded has no captions
    return <audio src={at} controls preload="metadata" aria-label={name} />
  }
  if (wordsIn({ form, type }) !== null) return null
  return <p className="meta">{words.noPreview}</p>
}
