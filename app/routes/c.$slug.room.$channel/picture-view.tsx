import { useCallback, useEffect, useRef, useState } from 'react'
import type { HeldStore } from '#app/live/held-store.ts'
import { useToast } from '#app/parts/announcer.tsx'
import { useLocation, useNavigate } from '#app/parts/link.tsx'
import type { MessageView } from '#app/shapes/live.ts'
import { pictures } from '#app/text/ko/bubble.ts'
import { useTalk } from './use-talk.ts'

// The large view of pictures has a place in the history, so that the back button closes it, and its scripts are loaded
// when it is opened first.

const MARK = '#photo-'

/** Begins to load the large view: a finger is on a picture. */
export function loadViewer(): Promise<typeof import('./picture-viewer.tsx')> {
  return import('./picture-viewer.tsx')
}

/** The way to open a picture. */
export function useLook(): (fileId: string) => void {
  const navigate = useNavigate()
  const { search } = useLocation()
  const latest = useRef({ navigate, search })
  latest.current = { navigate, search }
  return useCallback((fileId) => {
    const { navigate, search } = latest.current
    navigate({ search, hash: MARK + fileId }, { preventScrollReset: true, state: { looked: true } })
  }, [])
}

/** The large view of the picture that the address names, while its message is held and its pictures are in sight. */
export function PictureView({ messages }: { messages: readonly MessageView[] }) {
  const { hash, search, state } = useLocation()
  const navigate = useNavigate()
  const toast = useToast()
  const { place, held } = useTalk()
  const [Viewer, setViewer] = useState<typeof import('./picture-viewer.tsx')['PictureViewer'] | null>(null)
  const [asked, setAsked] = useState<string | null>(null)
  // The server never sees what is behind the #.
  useEffect(() => setAsked(hash.startsWith(MARK) ? hash.slice(MARK.length) : null), [hash])
  const close = () => {
    if ((state as { looked?: boolean } | null)?.looked) navigate(-1)
    else navigate({ search, hash: '' }, { replace: true, preventScrollReset: true })
  }
  const message = asked === null ? undefined : messageWith(asked, messages, held)
  const wanted = message !== undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for each opening
  useEffect(() => {
    if (!wanted || Viewer) return
    let left = false
    loadViewer().then(
      (loaded) => !left && setViewer(() => loaded.PictureViewer),
      () => {
        if (left) return
        toast(pictures.viewerFailed)
        close()
      },
    )
    return () => {
      left = true
    }
  }, [wanted, Viewer])
  if (!message || !Viewer || asked === null) return null
  return <Viewer key={message.id} message={message} first={asked} place={place} close={close} />
}

/** The message that shows a picture; one's own that waits with the pictures one alone sees. */
function messageWith(
  fileId: string,
  messages: readonly MessageView[],
  held: HeldStore,
): MessageView | undefined {
  for (const message of messages) {
    const files = (message.gone === 'held' ? held.get(message.id)?.files : undefined) ?? message.files
    if (files.some(({ id }) => id === fileId)) return { ...message, files }
  }
  return undefined
}
