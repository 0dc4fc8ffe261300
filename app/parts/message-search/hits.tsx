import { MarkedText } from '#app/parts/marked-text.tsx'
import { fullMoment } from '#app/text/format.ts'
import { channelNames, roles } from '#app/text/ko/chat.ts'
import { searchPage } from '#app/text/ko/search.ts'
import type { Hit, HitNeighbour } from '#server/domain/search.ts'
import { Chip } from '../chip.tsx'
import { Link } from '../link.tsx'
import { SideMark } from '../side-mark.tsx'
import styles from './message-search.module.css'

/** Messages that were found, each between its neighbours and leading to its place in the conversation. */
export function Hits({ hits, withRoom }: { hits: readonly Hit[]; withRoom: boolean }) {
  return (
    <ol className={styles.hits}>
      {hits.map((hit) => (
        <li key={hit.id} className={styles.hit}>
          <HitCard hit={hit} withRoom={withRoom} />
        </li>
      ))}
    </ol>
  )
}

function HitCard({ hit, withRoom }: { hit: Hit; withRoom: boolean }) {
  const { id, slug, shopName, kind, at, author, before, after } = hit
  return (
    <article className={styles.card}>
      <p className={styles.place}>
        {withRoom && <span className={styles.room}>{shopName}</span>}
        <Chip>{channelNames[kind]}</Chip>
        <time dateTime={at}>{fullMoment(at)}</time>
      </p>
      <Neighbour of={before} label={searchPage.beforeIt} />
      <p className={styles.author}>
        <strong>{author.nickname}</strong>
        {author.role !== 'member' && <span className={styles.role}>{roles[author.role]}</span>}
        <SideMark side={author.side} />
      </p>
      <Link to={`/c/${slug}/room/${kind}?m=${id}`} className={styles.words}>
        <Marked hit={hit} />
      </Link>
      <Neighbour of={after} label={searchPage.afterIt} />
    </article>
  )
}

function Neighbour({ of, label }: { of: HitNeighbour | null; label: string }) {
  if (!of) return null
  return (
    <p className={styles.neighbour}>
      <span className="spoken">{label} </span>
      {of.nickname}: {of.line}
    </p>
  )
}

function Marked({ hit: { excerpt, marks, cutBefore, cutAfter } }: { hit: Hit }) {
  return (
    <>
      {cutBefore && searchPage.cut}
      <MarkedText text={excerpt} marks={marks} />
      {cutAfter && searchPage.cut}
    </>
  )
}
