import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import styles from './announcer.module.css'
import { Icon, type IconName } from './icon.tsx'

/** How long a toast stays, ms: long enough to read two lines. */
const TOAST_MS = 5000
/** The least time between two spoken announcements, ms: a busy room must not talk over its reader. */
const SPEAK_EVERY_MS = 3000

type ToastKind = 'info' | 'done' | 'danger'

interface Voice {
  toast: (text: string, kind?: ToastKind) => void
  announce: (text: string) => void
}

const icons: Record<ToastKind, IconName> = { info: 'info', done: 'check', danger: 'danger' }
const silent: Voice = { toast: () => {}, announce: () => {} }
const VoiceContext = createContext<Voice>(silent)

/** Shows a short message at the bottom for five seconds and reads it aloud. Nothing may depend on its being seen. */
export function useToast(): Voice['toast'] {
  return useContext(VoiceContext).toast
}

/** Reads a sentence aloud politely, at most every three seconds; of those waiting only the last is read. */
export function useAnnounce(): Voice['announce'] {
  return useContext(VoiceContext).announce
}

/** The one live region of the page. Stands in the root, around everything. */
export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const { spoken, announce } = useSpeech()
  const [shown, setShown] = useState<{ text: string; kind: ToastKind } | null>(null)
  useEffect(() => {
    if (!shown) return
    const timer = setTimeout(() => setShown(null), TOAST_MS)
    return () => clearTimeout(timer)
  }, [shown])
  const voice = useMemo<Voice>(
    () => ({ toast: (text, kind = 'info') => setShown({ text, kind }), announce }),
    [announce],
  )
  return (
    <VoiceContext.Provider value={voice}>
      {children}
      <p aria-live="polite" className="spoken">
        {spoken}
      </p>
      <div role="status" className={`${styles.place} no-print`}>
        {shown && (
          <p className={`${styles.toast} ${styles[shown.kind]}`}>
            <Icon name={icons[shown.kind]} />
            <span>{shown.text}</span>
          </p>
        )}
      </div>
    </VoiceContext.Provider>
  )
}

function useSpeech() {
  const [spoken, setSpoken] = useState('')
  const waiting = useRef<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const speak = useCallback(() => {
    timer.current = null
    if (waiting.current === null) return
    setSpoken(waiting.current)
    waiting.current = null
    timer.current = setTimeout(speak, SPEAK_EVERY_MS)
  }, [])
  const announce = useCallback(
    (text: string) => {
      waiting.current = text
      if (timer.current === null) speak()
    },
    [speak],
  )
  useEffect(() => () => void (timer.current && clearTimeout(timer.current)), [])
  return { spoken, announce }
}
