import { type ClipboardEvent, useEffect, useRef, useState } from 'react'

/** Pictures pasted into the field or dropped anywhere on the page. `over` while some hover there. */
export function usePictureDrop(add: (files: readonly File[]) => void, isOn: boolean) {
  const [over, setOver] = useState(false)
  const latest = useRef(add)
  latest.current = add
  useEffect(() => {
    if (!isOn) return
    const hover = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      setOver(event.type === 'dragover')
    }
    // Left the window, not just one part of it for another.
    const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false)
    const drop = (event: DragEvent) => {
      hover(event)
      const files = Array.from(event.dataTransfer?.files ?? [])
      if (files.length > 0) latest.current(files)
    }
    const listeners = { dragover: hover, dragleave: leave, drop } as const
    for (const [kind, listener] of Object.entries(listeners))
      window.addEventListener(kind as 'drop', listener)
    return () => {
      for (const [kind, listener] of Object.entries(listeners))
        window.removeEventListener(kind as 'drop', listener)
    }
  }, [isOn])
  return {
    over: over && isOn,
    /** Words copied from an office program bring a picture of themselves along: the words are meant. */
    onPaste(event: ClipboardEvent) {
      const files = Array.from(event.clipboardData.files)
      if (!isOn || files.length === 0 || event.clipboardData.types.includes('text/plain')) return
      event.preventDefault()
      latest.current(files)
    },
  }
}
