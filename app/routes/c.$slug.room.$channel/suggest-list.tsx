import { useEffect, useRef } from 'react'
import { useAnnounce } from '#app/parts/announcer.tsx'
import { suggestWords as words } from '#app/text/ko/composer.ts'
import type { Suggestion } from './suggest.ts'
import styles from './suggest-list.module.css'
import { LIST_ID, optionId } from './use-suggestions.ts'

type Props = { options: readonly Suggestion[]; active: number; choose(option: Suggestion): void }

/** What may stand for what is being typed, over the field, which keeps the focus. */
export default function SuggestList({ options, active, choose }: Props) {
  const list = useRef<HTMLDivElement>(null)
  const announce = useAnnounce()
  const count = options.length
  useEffect(() => announce(words.count(count)), [announce, count])
  useEffect(() => {
    // Newer browsers answer with a promise, which is no clean-up.
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    // The field has the focus and the keys (use-suggestions.ts).
    <div
      ref={list}
      id={LIST_ID}
      role="listbox"
      aria-label={options[0]?.kind === 'answer' ? words.answers : words.people}
      className={styles.list}
      // A press must not take the focus, and with it the phone's keyboard, from the field.
      onPointerDown={(event) => event.preventDefault()}
    >
      {options.map((option, at) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's
        <div
          key={option.key}
          id={optionId(at)}
          role="option"
          tabIndex={-1}
          aria-selected={at === active}
          className={styles.option}
          onClick={() => choose(option)}
        >
          <strong>{option.label}</strong>
          {option.note && <span className={styles.note}>{option.note}</span>}
        </div>
      ))}
    </div>
  )
}
