import type { EvidenceFileView } from '#server/domain/evidence.ts'
import { fullMoment, moment } from '../../text/format.ts'
import { formWords, detailPage as words } from '../../text/ko/evidence.ts'
import { ownExhibit } from '../../text/ko/exhibit.ts'
import { Card } from '../card.tsx'
import { fileSize } from '../file-size.ts'
import { Notice } from '../notice.tsx'
import { Row, Stack } from '../page-shell.tsx'
import styles from './locker.module.css'

/** An original: a preview where there can be one, what is known of it, and the way to it. */
export function FileCard({ slug, file }: { slug: string; file: EvidenceFileView }) {
  const { id, name, form, bytes, sha256, sealedAt, takenAt, oddName, isDamaged, exhibit, sameIn } = file
  const at = `/c/${slug}/evidence/files/${id}`
  return (
    <Card title={name} level={3}>
      <Stack>
        {isDamaged ? <Notice kind="danger">{words.damaged(name)}</Notice> : <Preview at={at} file={file} />}
        <p className="meta">
          {formWords[form]} · {fileSize(bytes)} · {words.sealed(fullMoment(sealedAt))}
          {takenAt && ` · ${words.taken(moment(takenAt))}`}
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
        {!isDamaged && (
          <Row>
            {/* Not a route of ours to the browser: the file itself. */}
            <a href={`${at}?save`} download>
              {words.save}
            </a>
          </Row>
        )}
      </Stack>
    </Card>
  )
}

function Preview({ at, file: { name, form, picture } }: { at: string; file: EvidenceFileView }) {
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
  if (form === 'pdf') {
    return (
      <a href={at} target="_blank" rel="noreferrer">
        {words.open}
      </a>
    )
  }
  return <p className="meta">{words.noPreview}</p>
}
