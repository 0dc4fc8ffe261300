import type { PollCard } from '../../shapes/card.ts'
import { grouped } from '../../text/format.ts'
import { pollPage as words } from '../../text/ko/polls.ts'
import { percent } from './poll-box.tsx'
import styles from './result-table.module.css'

/** The result as a table, for reading aloud, copying and printing. */
export function ResultTable({ poll: { options, voters } }: { poll: PollCard }) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{words.columns.option}</th>
          <th scope="col">{words.columns.votes}</th>
          <th scope="col">{words.columns.share}</th>
        </tr>
      </thead>
      <tbody>
        {options.map(({ no, label, votes }) => (
          <tr key={no}>
            <th scope="row">{label}</th>
            <td>{grouped(votes)}</td>
            <td>{percent(votes, voters)}%</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
