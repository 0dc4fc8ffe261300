import { useEffect, useState } from 'react'
import { deviceStore } from '#app/live/device-store.ts'
import { draftOf } from '#app/live/drafts.ts'
import { dropShared, keepShared, type Shared, waitingShared } from '#app/live/shared-in.ts'
import type { ChannelKind } from '../shapes/case.ts'
import { grouped } from '../text/format.ts'
import { channelNames } from '../text/ko/chat.ts'
import { sharePage as words } from '../text/ko/offline.ts'
import { Button } from './button.tsx'
import { Card } from './card.tsx'
import { Empty } from './empty.tsx'
import { useNavigate } from './link.tsx'
import { Stack } from './page-shell.tsx'
import styles from './shared-in.module.css'
import { WayList } from './way-list.tsx'

interface Place {
  memberId: string
  channelId: string
  kind: ChannelKind
  slug: string
  shopName: string
}

/** What another app shared, and the conversations it can go to. Only this device knows of it. */
export function SharedIn({ places }: { places: readonly Place[] }) {
  const navigate = useNavigate()
  const [shared, setShared] = useState<Shared | null | 'looking'>('looking')
  useEffect(() => void waitingShared().then(setShared), [])
  if (shared === 'looking') return null
  if (!shared) return <Empty icon="share">{words.nothing}</Empty>
  const rooms = [...new Set(places.map(({ slug }) => slug))].map((slug) =>
    places.filter((place) => place.slug === slug),
  )
  return (
    <Stack gap="large">
      <Preview shared={shared} />
      {rooms.map((room) => (
        <section key={room[0]?.slug} aria-label={room[0]?.shopName}>
          <Stack>
            <h2>{room[0]?.shopName}</h2>
            <WayList
              ways={room.map((place) => ({
                to: roomOf(place),
                label: channelNames[place.kind],
                icon: 'chat',
                instead: () => void handOver(shared, place).then(() => navigate(roomOf(place))),
              }))}
            />
          </Stack>
        </section>
      ))}
      <Button icon="trash" onClick={() => void dropShared().then(() => setShared(null))}>
        {words.discard}
      </Button>
    </Stack>
  )
}

const roomOf = ({ slug, kind }: Place) => `/c/${slug}/room/${kind}#composer`

/** The words become the draft of that channel, behind what stands there; pictures wait for its composer. */
async function handOver({ text, files }: Shared, { memberId, channelId }: Place): Promise<void> {
  const draft = draftOf(deviceStore(), memberId, channelId)
  if (text) draft.change({ words: [draft.read().words, text].filter(Boolean).join('\n') })
  await (files.length > 0 ? keepShared({ text: '', files }, channelId) : dropShared())
}

function Preview({ shared: { text, files } }: { shared: Shared }) {
  const pictures = usePictures(files)
  return (
    <Card title={text ? words.text : words.pictures(grouped(files.length))}>
      <Stack>
        {text && <p className={styles.text}>{text}</p>}
        {pictures.length > 0 && (
          <ul className={styles.pictures} aria-label={words.pictures(grouped(files.length))}>
            {pictures.map((src) => (
              <li key={src}>
                <img src={src} alt="" className={styles.picture} />
              </li>
            ))}
          </ul>
        )}
      </Stack>
    </Card>
  )
}

function usePictures(files: readonly File[]): string[] {
  const [sources, setSources] = useState<string[]>([])
  useEffect(() => {
    const made = files.map((file) => URL.createObjectURL(file))
    setSources(made)
    return () => {
      for (const source of made) URL.revokeObjectURL(source)
    }
  }, [files])
  return sources
}
