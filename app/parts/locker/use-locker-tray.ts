import { useEffect, useState, useSyncExternalStore } from 'react'
import { hashFile } from '#app/live/hash-file.ts'
import { lockerShelf } from '#app/live/locker-shelf.ts'
import { type LockerTray, openLockerTray, type TrayFile } from '#app/live/locker-tray.ts'
import { piecesTo } from '#app/live/send-pieces.ts'

const NONE: readonly TrayFile[] = []

/** The files of this member on their way to the locker; null before the page's scripts run. */
export function useLockerTray(
  slug: string,
  memberId: string,
): { tray: LockerTray | null; files: readonly TrayFile[] } {
  const [tray, setTray] = useState<LockerTray | null>(null)
  useEffect(() => {
    const opened = openLockerTray({
      shelf: lockerShelf(memberId),
      hash: hashFile,
      send: piecesTo(slug),
      drop: (key) => void dropAt(slug, key),
    })
    setTray(opened)
    void opened.restore()
    const again = () => void opened.restore()
    window.addEventListener('online', again)
    return () => {
      window.removeEventListener('online', again)
      opened.close()
    }
  }, [slug, memberId])
  const files = useSyncExternalStore(
    (listener) => tray?.subscribe(listener) ?? (() => {}),
    () => tray?.files() ?? NONE,
    () => NONE,
  )
  return { tray, files }
}

/** What had not begun to come is not there to be given up. */
async function dropAt(slug: string, key: string): Promise<void> {
  const headers = { 'Tus-Resumable': '1.0.0' }
  await fetch(`/c/${slug}/evidence/upload/${key}`, { method: 'DELETE', headers }).catch(() => {})
}
