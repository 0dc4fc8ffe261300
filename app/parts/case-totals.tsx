import { useEffect, useState } from 'react'
import { items, moment, people, wonHero } from '#app/text/format.ts'
import type { CaseTotals as Exact, PublicTotals, SideTotals } from '#server/domain/total.ts'
import { claimSides } from '../shapes/case.ts'
import { totalText } from '../text/ko/total.ts'
import styles from './case-totals.module.css'
import { SideMark } from './side-mark.tsx'

/** People, claims and won of both sides, in one table that never adds them up. Exact for members, or what is public. */
export function CaseTotals({ totals }: { totals: Exact | PublicTotals }) {
  const hides = claimSides.some((side) => totals[side] === 'under5') || totals.members === 'under5'
  return (
    <div className={styles.totals}>
      <table className={styles.table}>
        <caption className="spoken">{totalText.title}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="spoken">{totalText.side}</span>
            </th>
            <th scope="col">{totalText.people}</th>
            <th scope="col">{totalText.claims}</th>
            <th scope="col">{totalText.won}</th>
          </tr>
        </thead>
        <tbody>
          {claimSides.map((side) => (
            <tr key={side}>
              <th scope="row">
                <SideMark side={side} />
              </th>
              <Cells of={totals[side]} />
            </tr>
          ))}
        </tbody>
      </table>
      <p className="meta">
        {totalText.members(totals.members === 'under5' ? totalText.under5 : people(totals.members))}
        {' · '}
        <time dateTime={totals.at}>{totalText.at(moment(totals.at))}</time>
      </p>
      <p className="meta">
        {totalText.apart} {hides && totalText.hiddenWhy}
      </p>
    </div>
  )
}

function Cells({ of }: { of: SideTotals | 'under5' }) {
  if (of === 'under5') {
    return (
      <>
        <td>{totalText.under5}</td>
        <td className={styles.hidden}>{totalText.hidden}</td>
        <td className={styles.hidden}>{totalText.hidden}</td>
      </>
    )
  }
  return (
    <>
      <td>{people(of.claimants)}</td>
      <td>{items(of.claims)}</td>
      <td className={styles.won}>{wonHero(of.remaining)}</td>
    </>
  )
}

/** How often an open public page asks for the numbers, ms; a hidden tab does not ask. */
const ASK_EVERY_MS = 10_000

/** The public numbers, asked for again while the page is looked at. Starts with what the page was rendered with. */
export function usePublicTotals(slug: string, initial: PublicTotals): PublicTotals {
  const [totals, setTotals] = useState(initial)
  useEffect(() => setTotals(initial), [initial])
  useEffect(() => {
    const ended = new AbortController()
    const ask = async () => {
      if (document.visibilityState !== 'visible') return
      const newest = await askTotals(slug, ended.signal)
      if (newest) setTotals(newest)
    }
    const timer = setInterval(ask, ASK_EVERY_MS)
    document.addEventListener('visibilitychange', ask)
    return () => {
      ended.abort()
      clearInterval(timer)
      document.removeEventListener('visibilitychange', ask)
    }
  }, [slug])
  return totals
}

/** Null when the line is down: the last numbers stay, with the time they were true. */
async function askTotals(slug: string, signal: AbortSignal): Promise<PublicTotals | null> {
  try {
    const response = await fetch(`/c/${slug}/totals`, { signal })
    return response.ok ? ((await response.json()) as PublicTotals) : null
  } catch {
    return null
  }
}
