import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import type { HostAnswer } from '#app/shapes/host-answer.ts'
import type { Mention } from '#app/shapes/live.ts'
import type { Suggestion, SuggestPlace } from './suggest.ts'
import { useLoaded } from './use-loaded.ts'
import { tokenAt, type WritingToken } from './writing-token.ts'

const loadList = () => import('./suggest-list.tsx')

export const LIST_ID = 'composer-suggestions'
export const optionId = (at: number) => `${LIST_ID}-${at}`

/** Typing rests this long before names are asked for, ms: a syllable of three letters asks once. */
const LOOK_AFTER_MS = 150

type Deps = SuggestPlace & {
  /** A message that is there already cannot become an answer. */
  onlyPeople: boolean
  pick(mention: Mention): void
  show(answer: HostAnswer): void
  /** The words were changed from here. */
  changed(): void
}

export type Suggestions = ReturnType<typeof useSuggestions>

/** What is offered for the token under the caret. The field keeps the focus; its keys and presses lead here. */
export function useSuggestions(area: RefObject<HTMLTextAreaElement>, deps: Deps) {
  const [options, setOptions] = useState<readonly Suggestion[]>([])
  const [active, setActive] = useState(0)
  const List = useLoaded(loadList, options.length > 0)
  const looking = useRef<{ token: WritingToken | null; timer?: ReturnType<typeof setTimeout> }>({
    token: null,
  })
  /** Where somebody put the list away: it stays so until the caret has left. */
  const away = useRef<number | null>(null)
  const latest = useRef(deps)
  latest.current = deps

  const close = () => {
    clearTimeout(looking.current.timer)
    looking.current = { token: null }
    setOptions([])
  }
  const look = () => {
    const token = tokenUnder(area.current)
    if (token === null || token.from !== away.current) away.current = null
    const isUnwanted = token?.from === away.current || (token?.kind === 'answer' && deps.onlyPeople)
    if (token === null || isUnwanted) return close()
    const before = looking.current.token
    if (before && before.from === token.from && before.to === token.to && before.typed === token.typed) return
    clearTimeout(looking.current.timer)
    const timer = setTimeout(async () => {
      const found = await find(token, latest.current)
      if (looking.current.token !== token) return
      setOptions(found)
      setActive(0)
    }, LOOK_AFTER_MS)
    looking.current = { token, timer }
  }
  const choose = (option: Suggestion | undefined) => {
    const element = area.current
    const token = tokenUnder(element)
    close()
    if (!element || !token || !option) return
    if (option.kind === 'answer') {
      element.setRangeText('', token.from, token.to, 'end')
      deps.show(option.answer)
    } else {
      // One blank behind the name, not two.
      const end = element.value.charAt(token.to) === ' ' ? token.to + 1 : token.to
      element.setRangeText(`${option.insert} `, token.from, end, 'end')
      if (option.mention) deps.pick(option.mention)
    }
    deps.changed()
  }
  useEffect(() => () => clearTimeout(looking.current.timer), [])

  const isOpen = List !== null && options.length > 0
  return {
    List,
    options,
    active,
    isOpen,
    look,
    close,
    choose,
    chooseActive: () => choose(options[active]),
    /** True when the key was meant for the list. While a syllable is open, Enter and Tab belong to the input method. */
    onKey(event: KeyboardEvent, composing: boolean): boolean {
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
      const takes = (event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && !composing
      if (!isOpen || (step === 0 && !takes && event.key !== 'Escape')) return false
      event.preventDefault()
      if (step !== 0) setActive((active + step + options.length) % options.length)
      else if (takes) choose(options[active])
      else {
        away.current = tokenUnder(area.current)?.from ?? null
        close()
      }
      return true
    },
    /** What the field says of the list to those who do not see it. */
    aria: isOpen ? ({ ...combobox, 'aria-activedescendant': optionId(active) } as const) : {},
  }
}

const combobox = {
  role: 'combobox',
  'aria-autocomplete': 'list',
  'aria-haspopup': 'listbox',
  'aria-expanded': true,
  'aria-controls': LIST_ID,
} as const

function tokenUnder(element: HTMLTextAreaElement | null): WritingToken | null {
  if (!element || element.selectionStart !== element.selectionEnd) return null
  return tokenAt(element.value, element.selectionStart)
}

async function find(token: WritingToken, place: SuggestPlace): Promise<readonly Suggestion[]> {
  try {
    const { suggestionsFor } = await import('./suggest.ts')
    return await suggestionsFor(token, place)
  } catch {
    // Without a line nothing is offered; the words go out all the same.
    return []
  }
}
