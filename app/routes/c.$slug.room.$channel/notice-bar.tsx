import { Form } from '@remix-run/react'
import { useState } from 'react'
import type { OwnPinned } from '#app/live/card-door.ts'
import { useToast } from '#app/parts/announcer.tsx'
import { Button } from '#app/parts/button.tsx'
import { Chip } from '#app/parts/chip.tsx'
import { Icon } from '#app/parts/icon.tsx'
import { Link } from '#app/parts/link.tsx'
import { moment } from '#app/text/format.ts'
import { noticeBar, notices as words } from '#app/text/ko/notices.ts'
import { sentenceOf } from '#app/text/ko/refusals.ts'
import styles from './notice-bar.module.css'

type Props = {
  slug: string
  pinned: readonly OwnPinned[]
  /** Answers the refusal's code, or null. */
  ack(id: string): Promise<string | null>
}

/** What is pinned, over the conversation: one line with the top notice, unfolded all of them. Nothing without any. */
export function NoticeBar({ slug, pinned, ack }: Props) {
  const [top] = pinned
  if (!top) return null
  return (
    <details className={styles.bar}>
      <summary className={styles.line}>
        <Icon name="pin" size="small" label={noticeBar.label} />
        <span className={styles.title}>{top.title}</span>
        {pinned.length > 1 && <span className={styles.count}>{noticeBar.more(pinned.length)}</span>}
        <span className={styles.arrow}>
          <Icon name="down" size="small" />
        </span>
      </summary>
      <ul className={styles.list}>
        {pinned.map((notice) => (
          <Pinned key={notice.id} slug={slug} notice={notice} ack={ack} />
        ))}
      </ul>
      <Link to={`/c/${slug}/notices`} className={styles.all}>
        {noticeBar.all}
      </Link>
    </details>
  )
}

function Pinned({ slug, notice, ack }: { notice: OwnPinned } & Pick<Props, 'slug' | 'ack'>) {
  const { id, channel, title, excerpt, isWhole, by, at, acks } = notice
  const to = `/c/${slug}/notices/${id}`
  return (
    <li className={styles.notice}>
      <strong>{title}</strong>
      <p className={styles.words}>{isWhole ? excerpt : `${excerpt}…`}</p>
      <p className="meta">
        {[words.places[channel], words.by(by, moment(at)), words.acks(acks)].join(' · ')}
      </p>
      <div className={styles.ways}>
        <Acknowledge to={to} acked={notice.acked} ack={() => ack(id)} />
        <Link to={to} className={styles.whole}>
          {isWhole ? words.open : words.whole}
        </Link>
      </div>
    </li>
  )
}

type AcknowledgeProps = {
  /** The notice's page, where the form goes without scripts. */
  to: string
  acked: boolean
  ack(): Promise<string | null>
}

/** "확인했어요": pressed once, it stays a mark. */
export function Acknowledge({ to, acked, ack }: AcknowledgeProps) {
  const [busy, setBusy] = useState(false)
  const toast = useToast()
  if (acked) {
    return (
      <Chip tone="done" icon="check">
        {words.acked}
      </Chip>
    )
  }
  return (
    <Form
      method="post"
      action={to}
      onSubmit={async (event) => {
        event.preventDefault()
        setBusy(true)
        const code = await ack()
        setBusy(false)
        if (code) toast(sentenceOf(code), 'danger')
      }}
    >
      <input type="hidden" name="intent" value="ack" />
      <Button type="submit" icon="check" busy={busy}>
        {words.ack}
      </Button>
    </Form>
  )
}
