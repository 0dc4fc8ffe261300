import type { LetterPaper, Run } from '#app/text/letter.ts'
import styles from './letter.module.css'

/** A letter as it will be printed, in the page's own type. Blanks are marked. */
export function PaperView({ paper }: { paper: LetterPaper }) {
  return (
    <article className={styles.paper}>
      <h3 className={styles.title}>{paper.title}</h3>
      {paper.parties.map(({ role, rows }) => (
        <section key={role} className={styles.party}>
          <h4>{role}</h4>
          <Rows rows={rows} />
        </section>
      ))}
      {paper.blocks.map((block, at) => {
        const key = `${block.kind}${at}`
        if (block.kind === 'facts') return <Rows key={key} rows={block.rows} boxed />
        if (block.kind === 'line') return <Rows key={key} rows={[block]} />
        return (
          <p key={key} className={styles.paragraph}>
            <span>{block.no}.</span>
            <span>
              <Runs runs={block.runs} />
            </span>
          </p>
        )
      })}
      {paper.enclosed && (
        <Rows rows={[{ name: paper.enclosed.name, runs: [{ text: paper.enclosed.lines.join('\n') }] }]} />
      )}
      <p className={styles.middle}>
        <Runs runs={paper.date} />
      </p>
      <p className={styles.end}>
        {paper.from} <Runs runs={paper.sender} /> {paper.sign}
      </p>
      <p className={styles.receiver}>
        <Runs runs={paper.receiver} />
      </p>
    </article>
  )
}

function Rows({ rows, boxed }: { rows: { name: string; runs: Run[] }[]; boxed?: boolean }) {
  return (
    <dl className={boxed ? styles.facts : styles.rows}>
      {rows.map(({ name, runs }) => (
        <div key={name} className={styles.row}>
          <dt>{name}</dt>
          <dd>
            <Runs runs={runs} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Runs({ runs }: { runs: Run[] }) {
  return runs.map((run, at) =>
    'text' in run ? (
      run.text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: a run has no other name
      <mark key={at} className={styles.blank}>
        {run.blank}
      </mark>
    ),
  )
}
