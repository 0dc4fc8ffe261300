import { useToast } from '#app/parts/announcer.tsx'
import { actionWords } from '#app/text/ko/talk.ts'
import type { MenuProps } from './message-menu.tsx'
import { useLoaded } from './use-loaded.ts'

/** The menu is fetched this long after the room stands, ms: it opens at once later, also without a line. */
const AFTER_MS = 500

const loadMenu = () => import('./message-menu.tsx')

/** The menu of messages, whose scripts come after those that show the room. */
export function LaterMenu(props: MenuProps) {
  const toast = useToast()
  const onFailed = () => {
    toast(actionWords.menuFailed)
    props.close()
  }
  const Menu = useLoaded(loadMenu, props.messages.length > 0, { afterMs: AFTER_MS, onFailed })
  return Menu && <Menu {...props} />
}
