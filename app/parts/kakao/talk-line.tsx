import type { TalkLine } from '../../shapes/kakao.ts'
import { clock } from '../../text/format.ts'
import { kakaoText, speakerLabel } from '../../text/ko/kakao.ts'
import { Chip } from '../chip.tsx'
import { classNames } from '../class-names.ts'
import styles from './kakao.module.css'

const words = kakaoText.talk
const NOTICE = 'notice.'

/** One message with its sources, or what the app noted. Addresses in it are words: nobody should follow them from here. */
export function KakaoLine({ line, picks }: { line: TalkLine; picks: boolean }) {
  if (line.kind.startsWith(NOTICE)) return <NoticeLine line={line} picks={picks} />
  const { who, at, kind, text, picked } = line
  return (
    <li className={classNames(styles.line, who?.mine && styles.mine)}>
      <p className={styles.head}>
        <strong>{who ? speakerLabel(who) : ''}</strong>
        {who?.mine && <Chip tone="trust">{words.mine}</Chip>}
        {at && <time dateTime={at}>{clock(at)}</time>}
        {kakaoText.kinds[kind] && <Chip>{kakaoText.kinds[kind]}</Chip>}
      </p>
      <p className={styles.text}>{text}</p>
      <Sources line={line} />
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
