import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react'

/** Safari ends the composition before it tells of the key and then says `isComposing` is false; 229 still tells. */
const COMPOSING_KEY_CODE = 229

/**
 * Enter sends where there is a mouse, Shift+Enter breaks the line, and by touch Enter breaks it. While a Hangul
 * syllable is being composed the Enter belongs to the input method; where that same press then also breaks the line,
 * the break is taken for sending, once.
 */
export function useComposerKeys(area: RefObject<HTMLTextAreaElement>, send: () => void) {
  const shift = useRef(false)
  const composing = useRef(false)
  const latest = useRef(send)
  latest.current = send

  useEffect(() => {
    const element = area.current
    if (!element) return
    const beforeInput = (event: InputEvent) => {
      const breaks = event.inputType === 'insertLineBreak' || event.inputType === 'insertParagraph'
      if (!breaks || event.isComposing || shift.current || !hasMouse()) return
      event.preventDefault()
      latest.current()
    }
    element.addEventListener('beforeinput', beforeInput)
    return () => element.removeEventListener('beforeinput', beforeInput)
  }, [area])

  const handlers = {
    onKeyDown(event: KeyboardEvent) {
      shift.current = event.shiftKey
      if (event.key !== 'Enter' || event.shiftKey || !hasMouse()) return
      if (event.nativeEvent.isComposing || event.keyCode === COMPOSING_KEY_CODE) return
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
    /** Ends an open syllable before the field is emptied; a phone would put it back into the empty field. */
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
