import { Form } from '@remix-run/react'
import { readHost } from '#app/live/host-name.ts'
import type { ExhibitNumber } from '#app/shapes/exhibit.ts'
import { fullMoment } from '#app/text/format.ts'
import { exhibitLabel } from '#app/text/ko/exhibit.ts'
import { sourceWords as words } from '#app/text/ko/timeline.ts'
import { Button } from '../button.tsx'
import styles from './timeline.module.css'

type Thing = {
  id: string
  kind: 'url' | 'capture' | 'evidence'
  url: string
  title?: string
  seenAt: string | null
  sha256: string | null
  exhibits?: readonly ExhibitNumber[]
  mine?: boolean
}

interface SourceListProps {
  things: readonly Thing[]
  /** May take any of them off; otherwise only one's own. */
  mayDrop?: boolean
  factId?: string
}

/** What an entry rests on beside messages. An address says where it really leads; one that imitates another leads nowhere. */
export function SourceList({ things, mayDrop = false, factId }: SourceListProps) {
  if (things.length === 0) return null
  return (
    <ul className={styles.sources} aria-label={words.label}>
      {things.map((thing) => (
        <li key={thing.id} className={styles.source}>
          <p className="meta">
            {[words.kind[thing.kind], ...(thing.exhibits ?? []).map(exhibitLabel)].join(' · ')}
            {thing.seenAt && ` · ${words.seen(fullMoment(thing.seenAt))}`}
          </p>
          {thing.title && <p>{thing.title}</p>}
          {thing.url !== '' && <Address url={thing.url} />}
          {thing.url === '' && !thing.title && thing.kind !== 'evidence' && <p>{words.gone}</p>}
          {thing.sha256 && (
            <p className="meta">
              {words.hash} <code>{thing.sha256}</code>
            </p>
          )}
          {factId && (mayDrop || thing.mine) && (
            <Form method="post" preventScrollReset>
              <input type="hidden" name="factId" value={factId} />
              <input type="hidden" name="sourceId" value={thing.id} />
              <Button type="submit" name="intent" value="drop" kind="bare">
                {words.drop}
              </Button>
            </Form>
          )}
        </li>
      ))}
    </ul>
  )
}

function Address({ url }: { url: string }) {
  if (!URL.canParse(url)) return <p>{url}</p>
  const { hostname } = new URL(url)
  const { shown, wire, imitates, hides } = readHost(hostname)
  const host = wire ? `${shown} (${wire})` : shown
  if (imitates || hides) {
    return (
      <>
        <p>{host}</p>
        <p className="meta">{words.looksLike}</p>
      </>
    )
  }
  return (
    <a href={url} rel="noopener noreferrer nofollow ugc" target="_blank">
      {host}
    </a>
  )
}
