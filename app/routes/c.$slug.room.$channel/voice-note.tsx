import { useEffect, useState } from 'react'
import { Icon, type IconName } from '#app/parts/icon.tsx'
import { Link } from '#app/parts/link.tsx'
import { fraudSignsIn } from '#app/shapes/fraud.ts'
import { moment } from '#app/text/format.ts'
import { goneWhys } from '#app/text/ko/talk.ts'
import { unionWords } from '#app/text/ko/union.ts'
import { fraudWords, voiceWords as words } from '#app/text/ko/voice.ts'
import type { useVoice } from './use-voice.ts'
import styles from './voice-note.module.css'

/** Words are looked at when the writer pauses for so long, ms. */
const PAUSE_MS = 400

type Props = { slug: string; voice: ReturnType<typeof useVoice>; draft: string }

/** Over the composer: who may write and when, and what others will be warned of in the words being written. */
export function VoiceNote({ slug, voice, draft }: Props) {
  const risky = useRisky(draft)
  return (
    <>
      <div role="status">
        <Standing slug={slug} voice={voice} />
      </div>
      <div role="status">{risky && <Line icon="danger">{fraudWords.before}</Line>}</div>
    </>
  )
}

/** Where the composer would be in a room that ended: where people went. */
export function EndedNote({ keptAt }: { keptAt: string }) {
  return (
    <Line icon="lock" to={`/c/${keptAt}/room`} way={unionWords.toKept}>
      {unionWords.talkEnded}
    </Line>
  )
}

/** Read aloud when it changes; the seconds are for the eyes only. */
function Standing({ slug, voice: { state, isStaff, mutedUntil, mutedWhy } }: Omit<Props, 'draft'>) {
  if (state.kind === 'free') return null
  if (state.kind === 'muted') {
    return (
      <Line icon="clock" to={`/c/${slug}/more/order`} way={words.more}>
        {words.muted(moment(mutedUntil ?? ''), goneWhys[mutedWhy ?? 'other'])}
      </Line>
    )
  }
  const change = isStaff ? { to: `/c/${slug}/host/talk`, way: words.change } : {}
  if (state.kind === 'closed') {
    return (
      <Line icon="lock" {...change}>
        {isStaff ? words.staffClosed : words.closed}
      </Line>
    )
  }
  const left = Math.ceil(state.waitMs / 1000)
  return (
    <Line icon="clock" {...change}>
      {words.slow(words.second(state.seconds))} {isStaff && words.staffSlow}
      {!isStaff && left > 0 && (
        <>
          <strong aria-hidden className={styles.count}>
            {words.wait(String(left))}
          </strong>
          <span className="spoken">{words.waits}</span>
        </>
      )}
      {!isStaff && left === 0 && <strong>{words.turn}</strong>}
    </Line>
  )
}

interface LineProps {
  icon: IconName
  to?: string
  way?: string
  children: React.ReactNode
}

function Line({ icon, to, way, children }: LineProps) {
  return (
    <div className={styles.line}>
      <Icon name={icon} size="small" />
      <p>{children}</p>
      {to && (
        <Link to={to} className={styles.way}>
          {way}
        </Link>
      )}
    </div>
  )
}

/** Whether others would be warned of these words, once the writer pauses. */
function useRisky(draft: string): boolean {
  const [risky, setRisky] = useState(false)
  useEffect(() => {
    if (draft === '') return setRisky(false)
    const timer = setTimeout(() => setRisky(fraudSignsIn(draft).length > 0), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [draft])
  return risky
}
