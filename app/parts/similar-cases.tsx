import { useFetcher } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { seoulDate } from '#app/shapes/civil-date.ts'
import { people, shortDay } from '#app/text/format.ts'
import type { ListedCase, SimilarCase } from '#server/domain/case.ts'
import { similar, troubleNames } from '../text/ko/case.ts'
import { type Way, WayList } from './way-list.tsx'

/** How long a pause in typing is before a look-up, ms. */
const PAUSE_MS = 250

/** A room among others as one line: whose shop it is, how many are in it and since when. */
export function wayToCase({ slug, shopName, operatorName, members, openedAt }: SimilarCase): Way {
  const who = members === null ? similar.few : similar.members(people(members))
  const note = [operatorName, who, similar.openedOn(shortDay(seoulDate(openedAt)))]
  return {
    to: `/c/${slug}`,
    label: shopName,
    note: note.filter(Boolean).join(' · '),
    icon: 'chat',
  }
}

/** The same with what happened there, where cases of all kinds stand together. */
export function wayToListed({ troubles, ...theCase }: ListedCase): Way {
  const way = wayToCase(theCase)
  const what = troubles.map((trouble) => troubleNames[trouble]).join(', ')
  return { ...way, note: `${what} · ${way.note}` }
}

/**
 * Rooms that resemble what is being typed into a field. `typed` is what the handler of the field's input event takes.
 * `asked` is the text the list belongs to; empty before the first answer.
 */
export function useSimilarCases(initial: { asked: string; cases: SimilarCase[] }) {
  const [typed, setTyped] = useState(initial.asked)
  const fetcher = useFetcher<{ asked: string; cases: SimilarCase[] }>()
  const { load } = fetcher
  useEffect(() => {
    const asked = typed.trim()
    if (asked === '' || asked === initial.asked) return
    const timer = setTimeout(() => load(`/cases/similar?q=${encodeURIComponent(asked)}`), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed, initial.asked, load])
  const found = typed.trim() === initial.asked ? initial : fetcher.data
  const empty = { asked: '', cases: [] as SimilarCase[] }
  return { type: setTyped, ...(typed.trim() === '' ? empty : (found ?? empty)) }
}

/** A list of rooms; nothing when there is none. Read aloud when it changes. */
export function SimilarCases({ title, cases }: { title: string; cases: SimilarCase[] }) {
  return (
    <div role="status">
      {cases.length > 0 && (
        <>
          <p>
            <strong>{title}</strong>
          </p>
          <WayList ways={cases.map(wayToCase)} />
        </>
      )}
    </div>
  )
}
