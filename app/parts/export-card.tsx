import { Form, useNavigation, useRevalidator } from '@remix-run/react'
import { useEffect, useRef, useState } from 'react'
import { clock, moment } from '#app/text/format.ts'
import type { ExportState, ExportView } from '../shapes/export.ts'
import { channelNames } from '../text/ko/chat.ts'
import { exportText } from '../text/ko/export.ts'
import { filingDesk } from '../text/ko/filing.ts'
import { copiesText } from '../text/ko/talk-export.ts'
import { Button, LinkButton } from './button.tsx'
import { Card } from './card.tsx'
import { Chip, type ChipTone } from './chip.tsx'
import styles from './export-card.module.css'
import { fileSize } from './file-size.ts'

const { past, form, states, stateHelp } = exportText

const tones: Record<ExportState, ChipTone> = {
  waiting: 'waiting',
  building: 'waiting',
  ready: 'done',
  failed: 'danger',
  expired: 'plain',
  cancelled: 'plain',
}

/** One export that was asked for: how it stands, how long it is there, and the way to fetch it at `href`. */
export function ExportCard({ href, of }: { href: string; of: ExportView }) {
  const { state, reason, by, requestedAt } = of
  return (
    <Card level={3} title={titleOf(of)} action={<Chip tone={tones[state]}>{states[state]}</Chip>}>
      {reason && <p className={styles.reason}>{reason}</p>}
      <p className="meta">{past.by(by, moment(requestedAt))}</p>
      {(state === 'waiting' || state === 'building') && <Progress of={of} />}
      {state === 'ready' && <Ready of={of} href={href} />}
      {(state === 'failed' || state === 'expired' || state === 'cancelled') && <p>{helpOf(of)[state]}</p>}
    </Card>
  )
}

function titleOf({ kind, format, shape, side, channel, fromOn, toOn, filing }: ExportView): string {
  if (kind === 'own') return copiesText.kinds.own
  const label = form.formatNames[format]
  if (filing) return filingDesk.cardTitle(label, filing.version, filing.masked)
  return kind === 'talk' && channel
    ? [channelNames[channel], label, copiesText.days(fromOn, toOn)].join(' · ')
    : [label, form.sides[side ?? 'both'], form.shapes[shape ?? 'claims'].label].join(' · ')
}

function helpOf({ kind }: ExportView) {
  return kind === 'claims' || kind === 'filing' ? stateHelp : copiesText.stateHelp
}

function Progress({ of: { id, rowsDone, rowsTotal, mine } }: { of: ExportView }) {
  const busy = useNavigation().formData?.get('exportId') === id
  return (
    <div className={styles.progress}>
      {rowsTotal > 0 ? (
        <progress aria-label={exportText.progressLabel} max={rowsTotal} value={rowsDone} />
      ) : (
        <progress aria-label={exportText.progressLabel} />
      )}
      <p className="meta">{rowsTotal > 0 && exportText.progress(rowsDone, rowsTotal)}</p>
      <noscript>
        <p>{past.reload}</p>
      </noscript>
      {mine && (
        <Form method="post" preventScrollReset>
          <input type="hidden" name="exportId" value={id} />
          <Button type="submit" name="intent" value="cancel" busy={busy}>
            {past.cancel}
          </Button>
        </Form>
      )}
    </div>
  )
}

function Ready({ of, href }: { of: ExportView; href: string }) {
  const { kind, bytes, rowsTotal, sha256, expiresAt, mine } = of
  const size = kind === 'claims' || kind === 'filing' ? past.size : copiesText.size
  return (
    <>
      <p className="meta">
        {size(rowsTotal, fileSize(bytes ?? 0))}
        {expiresAt && (
          <>
            {' · '}
            <TimeLeft until={expiresAt} />
          </>
        )}
      </p>
      {mine ? (
        <LinkButton to={href} reloadDocument kind="primary" icon="download" wide>
          {past.download}
        </LinkButton>
      ) : (
        <p>{past.othersOnly}</p>
      )}
      <details className={styles.proof}>
        <summary>{past.hash}</summary>
        <p>{past.hashWhat}</p>
        <code>{sha256}</code>
      </details>
    </>
  )
}

const SECOND_MS = 1000

/** The clock time of the end from the server, then the time left, second by second; at the end the page asks again. */
function TimeLeft({ until }: { until: string }) {
  const [left, setLeft] = useState<number | null>(null)
  const { revalidate } = useRevalidator()
  const latest = useRef(revalidate)
  latest.current = revalidate
  useEffect(() => {
    const tick = () => {
      const seconds = Math.ceil((Date.parse(until) - Date.now()) / SECOND_MS)
      setLeft(Math.max(0, seconds))
      if (seconds > 0) return
      clearInterval(timer)
      latest.current()
    }
    const timer = setInterval(tick, SECOND_MS)
    tick()
    return () => clearInterval(timer)
  }, [until])
  if (left === null) return <span>{past.until(clock(until))}</span>
  return <span>{past.left(Math.floor(left / 60), left % 60)}</span>
}
