import { Form } from '@remix-run/react'
import type { Unnumbered } from '#server/domain/exhibit.ts'
import { exhibitSeries } from '../../shapes/exhibit.ts'
import { kindWords } from '../../text/ko/evidence.ts'
import { exhibitsPage as words } from '../../text/ko/exhibit.ts'
import { Button } from '../button.tsx'
import { Card } from '../card.tsx'
import { Folded } from '../folded.tsx'
import { Row, Stack } from '../page-shell.tsx'
import styles from './exhibit.module.css'

/** What has no number yet: all at once, or one by one in the series one chooses. */
export function UnnumberedCard({ pieces, total }: { pieces: readonly Unnumbered[]; total: number }) {
  if (total === 0) {
    return (
      <Card title={words.unnumbered}>
        <p>{words.allNumbered}</p>
      </Card>
    )
  }
  return (
    <Card title={words.unnumbered}>
      <Stack>
        <p>{words.unnumberedLead(total)}</p>
        <Form method="post">
          <Button type="submit" name="intent" value="all" kind="primary" wide>
            {words.giveAll}
          </Button>
        </Form>
        <Folded label={words.oneByOne}>
          <ul className={styles.pieces}>
            {pieces.map((piece) => (
              <li key={piece.evidenceId}>
                <OnePiece piece={piece} />
              </li>
            ))}
          </ul>
          {total > pieces.length && <p className="meta">{words.more(total - pieces.length)}</p>}
        </Folded>
      </Stack>
    </Card>
  )
}

function OnePiece({ piece: { evidenceId, title, kind, owner, files, series } }: { piece: Unnumbered }) {
  return (
    <Form method="post" aria-label={words.giveWhat(title)}>
      <input type="hidden" name="evidenceId" value={evidenceId} />
      <Stack>
        <div>
          <p className={styles.title}>{title}</p>
          <p className="meta">
            {kindWords[kind]} · {owner} · {words.files(files)}
          </p>
        </div>
        <Row>
          {exhibitSeries.map((each) => (
            <Button
              key={each}
              type="submit"
              name="series"
              value={each}
              kind={each === series ? 'primary' : 'quiet'}
            >
              {words.as[each]}
            </Button>
          ))}
        </Row>
      </Stack>
    </Form>
  )
}
