import type { SheetView } from '#server/domain/sheet/view.ts'
import type { SheetState } from '../../shapes/sheet.ts'
import { moment } from '../../text/format.ts'
import { sentenceOf } from '../../text/ko/refusals.ts'
import { sheetPage, sheetsPage } from '../../text/ko/sheet.ts'
import { LinkButton } from '../button.tsx'
import { Card } from '../card.tsx'
import { Chip, type ChipTone } from '../chip.tsx'
import styles from './sheet.module.css'

const tones: Record<SheetState, ChipTone> = {
  matching: 'waiting',
  checking: 'waiting',
  checked: 'waiting',
  bringing: 'waiting',
  ready: 'done',
  failed: 'danger',
  removed: 'plain',
}

export function SheetStateChip({ state }: { state: SheetState }) {
  return <Chip tone={tones[state]}>{sheetsPage.states[state]}</Chip>
}

/** One list that was brought: how far it is, and what became of its claims. */
export function SheetCard({ slug, of }: { slug: string; of: SheetView }) {
  const { id, state, by, at, side, waiting, taken } = of
  return (
    <Card level={3} title={of.fileName} action={<SheetStateChip state={state} />}>
      <p className="meta">
        {sheetsPage.by(by, moment(at))} · {sheetsPage.form.sides[side].label}
      </p>
      {state === 'failed' && of.failedWhy && <p>{sentenceOf(of.failedWhy)}</p>}
      {waiting + taken > 0 && <p>{sheetsPage.counts(waiting, taken)}</p>}
      <LinkButton to={`/c/${slug}/host/sheets/${id}`}>{sheetsPage.see}</LinkButton>
    </Card>
  )
}

/** How far a list is read; the share is known once it was looked through. */
export function SheetProgress({ of: { state, done, rows } }: { of: SheetView }) {
  const words = sheetPage.reading
  const share = state === 'bringing' && rows > 0 ? Math.min(1, done / rows) : undefined
  return (
    <Card>
      <div className={styles.progress} aria-live="polite">
        <p>{state === 'bringing' ? words.bringing : words.checking}</p>
        <progress aria-label={words.progress} max={1} value={share} />
        {done > 0 && <p className="meta">{words.rows(done)}</p>}
        <noscript>
          <p>{words.reload}</p>
        </noscript>
      </div>
    </Card>
  )
}
