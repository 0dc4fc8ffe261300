import type { TalkLine } from '../../shapes/kakao.ts'
import { searchMarks } from '../../shapes/search-fold.ts'
import { clock } from '../../text/format.ts'
import { kakaoText, speakerLabel } from '../../text/ko/kakao.ts'
import { Chip } from '../chip.tsx'
import { classNames } from '../class-names.ts'
import { Link } from '../link.tsx'
import { MarkedText } from '../marked-text.tsx'
import styles from './kakao.module.css'

const words = kakaoText.talk
const NOTICE = 'notice.'

interface LineProps {
  line: TalkLine
  picks: boolean
  /** In what was found: the folded words, and the room in which they stand. */
  found: { room: string; terms: readonly string[] } | null
}

/** Minutes that are shown before a line one is led to. */
const BEFORE_MINUTES = 10

/** The place in the talk from which on a line is shown with what was said before it. */
function aWhileBefore({ place }: TalkLine): string {
  const minute = Number(place.split('.')[0])
  return `${Math.max(0, minute - BEFORE_MINUTES)}.0.${'0'.repeat(24)}`
}

const lineId = ({ place }: TalkLine) => `l-${place}`

/** One message with its sources, or what the app noted. Addresses in it are words: nobody should follow them from here. */
export function KakaoLine({ line, picks, found }: LineProps) {
  if (line.kind.startsWith(NOTICE)) return <NoticeLine line={line} picks={picks} />
  const { who, at, kind, text, picked } = line
  return (
    <li id={lineId(line)} className={classNames(styles.line, who?.mine && styles.mine)}>
      <p className={styles.head}>
        <strong>{who ? speakerLabel(who) : ''}</strong>
        {who?.mine && <Chip tone="trust">{words.mine}</Chip>}
        {at && <time dateTime={at}>{clock(at)}</time>}
        {kakaoText.kinds[kind] && <Chip>{kakaoText.kinds[kind]}</Chip>}
      </p>
      <p className={styles.text}>
        {found ? <MarkedText text={text} marks={searchMarks(text, found.terms)} /> : text}
      </p>
      <Sources line={line} />
      {found && (
        <Link
          to={`?room=${found.room}&after=${aWhileBefore(line)}#${lineId(line)}`}
          className={styles.around}
        >
          {words.around}
        </Link>
      )}
      {picks && <Pick place={line.place} picked={picked} />}
    </li>
  )
}

function NoticeLine({ line: { who, kind, text, place, picked }, picks }: { line: TalkLine; picks: boolean }) {
  const say = kakaoText.notices[kind.slice(NOTICE.length)] ?? kakaoText.notices.other
  return (
    <li className={styles.notice}>
      {say?.(who ? speakerLabel(who) : '', text)}
      {picks && <Pick place={place} picked={picked} />}
    </li>
  )
}

/** Which file and line it stands on, and how many members brought it. */
function Sources({ line: { citations, files, members } }: { line: TalkLine }) {
  const [first, ...more] = citations
  if (!first) return null
  const hidden = files - citations.length
  return (
    <details className={styles.cite}>
      <summary>
        {words.cite(first.file, first.from, first.to)}
        {members > 1 && <Chip icon="people">{words.seenBy(members)}</Chip>}
      </summary>
      {more.length > 0 && (
        <ul>
          {more.map(({ importId, file, from, to }) => (
            <li key={importId}>{words.cite(file, from, to)}</li>
          ))}
        </ul>
      )}
      {hidden > 0 && <p>{words.citesMore(hidden)}</p>}
    </details>
  )
}

function Pick({ place, picked }: { place: string; picked: boolean }) {
  return (
    <label className={styles.pick}>
      <input type="hidden" name="places" value={place} />
      <input type="checkbox" name="shown" value={place} defaultChecked={picked} />
      {words.picked}
    </label>
  )
}
