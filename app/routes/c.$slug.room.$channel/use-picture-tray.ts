import { useEffect, useState, useSyncExternalStore } from 'react'
import type { DraftKeeper } from '#app/live/drafts.ts'
import { pictureShelf } from '#app/live/picture-shelf.ts'
import { openTray, type PictureTray, type TrayPicture } from '#app/live/picture-tray.ts'
import { sendFile } from '#app/live/send-file.ts'
import { takeShared } from '#app/live/shared-in.ts'
import type { RoomData } from './route.tsx'

const NONE: readonly TrayPicture[] = []

/** The pictures of the message being written in this channel; what an earlier page or another app left comes first. */
export function usePictureTray(
  { frame, kind, channelId }: RoomData,
  draft: DraftKeeper | null,
): { tray: PictureTray | null; pictures: readonly TrayPicture[] } {
  const { slug, me } = frame
  const [tray] = useState(() =>
    draft === null
      ? null
      : openTray({
          upload: (form, onProgress) => sendFile(`/c/${slug}/room/${kind}/files`, form, onProgress),
          drop: (fileId) => void fetch(`/c/${slug}/files/${fileId}`, { method: 'POST' }).catch(() => {}),
          shelf: pictureShelf(me.id, channelId),
          keep: (files) => draft.change({ files }),
        }),
  )
  const pictures = useSyncExternalStore(
    tray?.subscribe ?? subscribeToNothing,
    tray?.pictures ?? (() => NONE),
    () => NONE,
  )
  useEffect(() => {
    if (!tray || !draft) return
    void tray
      .restore(draft.read().files)
      .then(() => takeShared(channelId))
      .then((shared) => shared.length > 0 && tray.add(shared))
    window.addEventListener('online', tray.flush)
    return () => {
      window.removeEventListener('online', tray.flush)
      tray.close()
    }
  }, [tray, draft, channelId])
  return { tray, pictures }
}

function subscribeToNothing() {
  return () => {}
}
