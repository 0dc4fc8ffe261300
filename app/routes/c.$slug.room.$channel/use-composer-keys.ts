import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react'
import type { Suggestions } from './use-suggestions.ts'

/** Safari ends the composition before it tells of the key and then says `isComposing` is false; 229 still tells. */
const COMPOSING_KEY_CODE = 229

/**
 * Enter sends where there is a mouse, Shift+Enter breaks the line, and by touch Enter breaks it; while something is
 * offered, Enter takes it. While a Hangul syllable is being composed the Enter belongs to the input method; where that
 * same press then also breaks the line, the break is taken for the press, once.
 */
export function useComposerKeys(
  area: RefObject<HTMLTextAreaElement>,
  send: () => void,
  list: Pick<Suggestions, 'isOpen' | 'onKey' | 'chooseActive'>,
) {
  const shift = useRef(false)
  const composing = useRef(false)
  const latest = useRef({ send, list })
  latest.current = { send, list }

  useEffect(() => {
    const element = area.current
    if (!element) return
    const beforeInput = (event: InputEvent) => {
      const { send, list } = latest.current
      const breaks = event.inputType === 'insertLineBreak' || event.inputType === 'insertParagraph'
      if (!breaks || event.isComposing || shift.current || !(list.isOpen || hasMouse())) return
      event.preventDefault()
      if (list.isOpen) list.chooseActive()
      else send()
    }
    element.addEventListener('beforeinput', beforeInput)
    return () => element.removeEventListener('beforeinput', beforeInput)
  }, [area])

  const handlers = {
    onKeyDown(event: KeyboardEvent) {
      shift.current = event.shiftKey
      const isComposing = event.nativeEvent.isComposing || event.keyCode === COMPOSING_KEY_CODE
      if (list.onKey(event, isComposing)) return
      if (event.key !== 'Enter' || event.shiftKey || isComposing || !hasMouse()) return
      event.preventDefault()
      if (!event.repeat) send()
    },
    onCompositionStart() {
      composing.current = true
    },
    onCompositionEnd() {
      composing.current = false
    },
  }
  return {
    handlers,
    /** Ends an open syllable before words are changed; a phone would put it back into them. */
    finishSyllable() {
      if (!composing.current) return
      area.current?.blur()
      area.current?.focus()
    },
  }
}

/** Whether the person points with something finer than a finger. */
export function hasMouse(): boolean {
  return window.matchMedia('(pointer: fine)').matches
}
