import { useEffect, useState } from 'react'
import { joinLine, type Line } from './socket.ts'

/** How long the line may be away before anybody is told, ms (a lift, a tunnel, a change of cell). */
const QUIET_MS = 3_000

/** What a person is told about the line: nothing while it is fine, and not before it was away for three seconds. */
export type Connection = 'fine' | 'reconnecting' | 'offline'

/** This tab's line while the component is shown; null on the server and before the first effect. */
export function useLine(): Line | null {
  const [line, setLine] = useState<Line | null>(null)
  useEffect(() => {
    const joined = joinLine()
    setLine(joined.line)
    return joined.leave
  }, [])
  return line
}

/** The state of the line as people are told it. */
export function useConnection(line: Line | null): Connection {
  const [connection, setConnection] = useState<Connection>('fine')
  useEffect(() => {
    if (!line) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let since = 0
    const tell = () => {
      clearTimeout(timer)
      if (line.isUp()) {
        since = 0
        return setConnection('fine')
      }
      since ||= Date.now()
      const name = () => setConnection(navigator.onLine ? 'reconnecting' : 'offline')
      timer = setTimeout(name, Math.max(0, since + QUIET_MS - Date.now()))
    }
    const stop = line.watch(tell)
    window.addEventListener('online', tell)
    window.addEventListener('offline', tell)
    return () => {
      clearTimeout(timer)
      stop()
      window.removeEventListener('online', tell)
      window.removeEventListener('offline', tell)
    }
  }, [line])
  return connection
}
