import { type ComponentType, useEffect, useRef, useState } from 'react'
import { useToast } from '#app/parts/announcer.tsx'
import { actionWords } from '#app/text/ko/talk.ts'
import type { MenuProps } from './message-menu.tsx'

/** The menu is fetched this long after the room stands, ms: it opens at once later, also without a line. */
const AFTER_MS = 500

/** The menu of messages, whose scripts come after those that show the room. */
export function LaterMenu(props: MenuProps) {
  const [Menu, setMenu] = useState<ComponentType<MenuProps> | null>(null)
  const toast = useToast()
  const latest = useRef(props)
  latest.current = props
  const wanted = props.messages.length > 0
  useEffect(() => {
    if (Menu) return
    let left = false
    const load = async () => {
      try {
        const loaded = await import('./message-menu.tsx')
        if (!left) setMenu(() => loaded.MessageMenu)
      } catch {
        if (left || latest.current.messages.length === 0) return
        toast(actionWords.menuFailed)
        latest.current.close()
      }
    }
    const timer = setTimeout(load, wanted ? 0 : AFTER_MS)
    return () => {
      left = true
      clearTimeout(timer)
    }
  }, [Menu, wanted, toast])
  return Menu && <Menu {...props} />
}
