import type { KakaoImportView, KakaoState } from '../../shapes/kakao.ts'
import { moment } from '../../text/format.ts'
import { kakaoText } from '../../text/ko/kakao.ts'
import { sentenceOf } from '../../text/ko/refusals.ts'
import { LinkButton } from '../button.tsx'
import { Card } from '../card.tsx'
import { Chip, type ChipTone } from '../chip.tsx'
import { fileSize } from '../file-size.ts'
import styles from './kakao.module.css'

const words = kakaoText.imports

const tones: Record<KakaoState, ChipTone> = {
  waiting: 'waiting',
  reading: 'waiting',
  ready: 'done',
  failed: 'danger',
  withdrawn: 'plain',
}

/** The name of a file, or what is said of one whose name is its owner's business. */
export function fileTitle({ fileName }: Pick<KakaoImportView, 'fileName'>): string {
  return fileName || words.pairFile
}

export function KakaoStateChip({ state }: { state: KakaoState }) {
  return <Chip tone={tones[state]}>{kakaoText.states[state]}</Chip>
}

/** One file that was brought: how far it is read, and what came of it. */
export function KakaoImportCard({ slug, of }: { slug: string; of: KakaoImportView }) {
  const { id, state, by, at, bytes, audience, counts } = of
  return (
    <Card level={3} title={fileTitle(of)} action={<KakaoStateChip state={state} />}>
      <p className="meta">
        {words.by(by, moment(at))} · {fileSize(bytes)} · {kakaoText.audiences[audience].label}
      </p>
      {(state === 'waiting' || state === 'reading') && <ReadProgress of={of} />}
      {state === 'failed' && of.failedWhy && <p>{sentenceOf(of.failedWhy)}</p>}
      {state === 'ready' && <p className="meta">{kakaoText.lines(counts)}</p>}
      {state !== 'failed' && <LinkButton to={`/c/${slug}/kakao/${id}`}>{words.see}</LinkButton>}
    </Card>
  )
}

/** How much of a file has been read, as a bar and in lines. */
export function ReadProgress({ of: { state, progress, counts } }: { of: KakaoImportView }) {
  return (
    <div className={styles.progress}>
      {state === 'reading' && counts.lines > 0 ? (
        <progress aria-label={words.progress} max={1} value={progress} />
      ) : (
        <progress aria-label={words.progress} />
      )}
      {counts.lines > 0 && <p className="meta">{words.read(counts.lines)}</p>}
      <noscript>
        <p>{words.reload}</p>
      </noscript>
    </div>
  )
}
