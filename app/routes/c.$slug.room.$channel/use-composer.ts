import { type RefObject, useEffect, useRef, useState } from 'react'
import type { PictureTray, TrayPicture } from '#app/live/picture-tray.ts'
import { useAnnounce } from '#app/parts/announcer.tsx'
import { MESSAGE_FILES_MAX, MESSAGE_MAX, type Mention, type MessageView } from '#app/shapes/live.ts'
import type { PersonalKind } from '#app/shapes/personal-data.ts'
import { recruitingIn } from '#app/shapes/recruiting.ts'
import { grouped } from '#app/text/format.ts'
import { composer as words } from '#app/text/ko/chat.ts'
import { trayWords } from '#app/text/ko/composer.ts'
import { sentenceOf } from '#app/text/ko/refusals.ts'
import { exposedIn, lengthNote, readWords, steadyExposed } from './composer-words.ts'
import { stillNamed } from './writing-token.ts'

/** The code of an edit that found no way to the server. */
export const EDIT_FAILED = 'message.not_reached'

/** What the composer is for right now; an answer begun on an earlier page is `restored`. */
export type Writing =
  | { kind: 'post'; replyTo: MessageView['replyTo']; restored?: true }
  | { kind: 'edit'; message: MessageView }

/** What is to be sent, apart from whom it answers and its pictures. */
export type Words = { body: string; insist: PersonalKind[]; mentions: Mention[] }

export type ComposerTask = {
  writing: Writing
  /** Words to begin with and whom they name: a draft, the message being edited, or what a refused form sent. */
  begin(): { words: string; mentions: Mention[] }
  /** The refusal of a form sent without scripts. */
  refusal: string | null
  tray: PictureTray | null
  pictures: readonly TrayPicture[]
  /** Answers the refusal's code, or null when the words are on their way. */
  submit(words: Words): Promise<string | null>
  onType(words: string, picked: Mention[]): void
}

/** What is being written, what is wrong with it, and how it goes out. */
export function useComposer(area: RefObject<HTMLTextAreaElement>, task: ComposerTask) {
  const { writing, begin, refusal, tray, pictures, submit, onType } = task
  const [initial] = useState(begin)
  const [problem, setProblem] = useState(refusal && sentenceOf(refusal))
  const [note, setNote] = useState<string | null>(null)
  const [exposed, setExposed] = useState(() => exposedIn(''))
  const [recruits, setRecruits] = useState(false)
  /** Pressed while pictures were still on their way: goes out with the last of them. */
  const [armed, setArmed] = useState<{ insist: PersonalKind[] } | null>(null)
  const picked = useRef(initial.mentions)
  const announce = useAnnounce()
  const editing = writing.kind === 'edit'
  const carries = editing ? writing.message.files.length > 0 : pictures.length > 0

  const look = () => {
    const text = area.current?.value ?? ''
    fitHeight(area.current)
    setNote(lengthNote(text))
    setExposed((before) => steadyExposed(before, text))
    setRecruits(recruitingIn(text.slice(0, MESSAGE_MAX)) !== null)
  }
  const changed = () => {
    look()
    setProblem(null)
    setArmed(null)
    onType(area.current?.value ?? '', picked.current)
  }
  const send = async (insist: PersonalKind[] = []) => {
    const element = area.current
    if (!element) return
    const read = readWords(element.value, { insist, carries })
    if (!read.ok) {
      if (read.code !== 'message.empty') setProblem(sentenceOf(read.code))
      return element.focus()
    }
    if (!editing && pictures.some(({ stored }) => stored === null)) return setArmed({ insist })
    // The field is emptied before anything is awaited: a second Enter finds nothing to send.
    const kept = { words: element.value, picked: picked.current }
    element.value = ''
    picked.current = []
    changed()
    element.focus()
    const mentions = stillNamed(read.value, kept.picked)
    const code = await submit({ body: read.value, insist, mentions })
    if (code === null || element.value !== '') return
    element.value = kept.words
    picked.current = kept.picked
    changed()
    setProblem(code === EDIT_FAILED ? words.editFailed : sentenceOf(code))
  }
  const latest = useRef(send)
  latest.current = send
  useEffect(() => {
    if (!armed) return
    if (pictures.every(({ stored }) => stored !== null)) {
      setArmed(null)
      void latest.current(armed.insist)
    } else if (pictures.some(({ state }) => state === 'failed')) {
      setArmed(null)
      setProblem(trayWords.unsent)
    }
  }, [armed, pictures])
  useStart(area, initial.words, look)
  useCaretAtEnd(area, writing)

  return {
    initial,
    problem,
    note: armed ? trayWords.whenReady : note,
    exposed,
    recruits,
    changed,
    send,
    pick: (mention: Mention) => picked.current.push(mention),
    add(files: readonly File[]) {
      const code = tray?.add(files) ?? null
      if (files.length === 0) return
      const count = tray?.pictures().length ?? 0
      if (count > 0) announce(trayWords.list(grouped(count)))
      setProblem(code === 'upload.too_many' ? trayWords.tooMany(MESSAGE_FILES_MAX) : code && sentenceOf(code))
    },
  }
}

function useStart(area: RefObject<HTMLTextAreaElement>, words: string, look: () => void): void {
  const first = useRef({ words, look })
  useEffect(() => {
    const element = area.current
    if (!element) return
    // Words typed before the scripts arrived stay.
    if (element.value === '') element.value = first.current.words
    // After the first drawing: a draft is known to the browser only.
    first.current.look()
  }, [area])
}

/** On phones an answer or an edit opens the keyboard; entering a room does not. */
function useCaretAtEnd(area: RefObject<HTMLTextAreaElement>, writing: Writing): void {
  const begins = writing.kind === 'edit' ? writing.message.id : writing.restored ? null : writing.replyTo?.id
  useEffect(() => {
    const element = area.current
    if (!element || !begins) return
    element.focus()
    element.setSelectionRange(element.value.length, element.value.length)
  }, [area, begins])
}

/** Grows with the words, up to the height the stylesheet allows. */
function fitHeight(area: HTMLTextAreaElement | null): void {
  if (!area) return
  area.style.height = 'auto'
  area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`
}
