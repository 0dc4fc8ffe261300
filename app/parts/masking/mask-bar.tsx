import { maskPage as words } from '../../text/ko/masking.ts'
import { Button, IconButton } from '../button.tsx'
import type { History, Step } from './history.ts'
import styles from './masking.module.css'
import type { Tool } from './use-gestures.ts'

const tools: readonly Tool[] = ['box', 'brush', 'hand']
/** How much nearer or farther one press goes. */
const ZOOM_FACTOR = 1.6

interface MaskBarProps {
  tool: Tool
  onTool: (tool: Tool) => void
  history: History
  onStep: (step: Step) => void
  onZoom: (factor: number) => void
  /** Null where nothing can be added. */
  onAdd: (() => void) | null
  /** Null where no box is chosen. */
  onRemove: (() => void) | null
}

/** What one covers with, and the way back. */
export function MaskBar({ tool, onTool, history, onStep, onZoom, onAdd, onRemove }: MaskBarProps) {
  return (
    <>
      <fieldset className={styles.bar} aria-label={words.tools}>
        {tools.map((each) => (
          <Button
            key={each}
            className={styles.tool}
            aria-pressed={tool === each}
            onClick={() => onTool(each)}
          >
            {words[each]}
          </Button>
        ))}
      </fieldset>
      <fieldset className={styles.bar} aria-label={words.acts}>
        <IconButton
          icon="undo"
          label={words.undo}
          className={styles.square}
          disabled={history.past.length === 0}
          onClick={() => onStep('undo')}
        />
        <IconButton
          icon="redo"
          label={words.redo}
          className={styles.square}
          disabled={history.future.length === 0}
          onClick={() => onStep('redo')}
        />
        <IconButton
          icon="farther"
          label={words.farther}
          className={styles.square}
          onClick={() => onZoom(1 / ZOOM_FACTOR)}
        />
        <IconButton
          icon="nearer"
          label={words.nearer}
          className={styles.square}
          onClick={() => onZoom(ZOOM_FACTOR)}
        />
        <IconButton
          icon="plus"
          label={words.addBox}
          className={styles.square}
          disabled={onAdd === null}
          onClick={() => onAdd?.()}
        />
        <IconButton
          icon="trash"
          label={words.removeBox}
          className={styles.square}
          disabled={onRemove === null}
          onClick={() => onRemove?.()}
        />
      </fieldset>
    </>
  )
}
