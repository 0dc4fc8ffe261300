import { useEffect, useRef, useState } from 'react'
import { POLL_OPTIONS } from '../../shapes/poll-limits.ts'
import { pollForm as words } from '../../text/ko/polls.ts'
import { Button } from '../button.tsx'
import { ChoiceGroup } from '../choice.tsx'
import type { FormAnswer } from '../form-answer.ts'
import { useActionData } from '../link.tsx'
import { TextInput } from '../text-input.tsx'

/** Lines to begin with; without scripts there are no more. */
const LINES_AT_FIRST = 5

/** The choices of a poll, a line each; empty ones are left out. */
export function OptionLines({ answer }: { answer: FormAnswer }) {
  const typed = typedOptions(useActionData())
  const [lines, setLines] = useState(Math.max(LINES_AT_FIRST, typed.length))
  const last = useRef<HTMLInputElement>(null)
  const added = lines > LINES_AT_FIRST
  useEffect(() => {
    if (added) last.current?.focus()
  }, [added])
  return (
    <ChoiceGroup of="options" label={words.options} hint={words.optionsHint} error={answer.error('options')}>
      {Array.from({ length: lines }, (_, at) => (
        <TextInput
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
          key={at}
          ref={at === lines - 1 ? last : undefined}
          name="options"
          aria-label={words.option(at + 1)}
          placeholder={words.option(at + 1)}
          autoComplete="off"
          defaultValue={typed[at] ?? ''}
        />
      ))}
      {lines < POLL_OPTIONS.max && (
        <Button icon="plus" className="needs-script" onClick={() => setLines(lines + 1)}>
          {words.more}
        </Button>
      )}
    </ChoiceGroup>
  )
}

function typedOptions(data: unknown): string[] {
  const { options } =
    (data as { result?: { initialValue?: { options?: unknown } } })?.result?.initialValue ?? {}
  const given = Array.isArray(options) ? options : typeof options === 'string' ? [options] : []
  return given.map(String).slice(0, POLL_OPTIONS.max)
}
