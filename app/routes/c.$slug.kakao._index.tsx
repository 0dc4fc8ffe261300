import { randomUUID } from 'node:crypto'
import {
  type ActionFunctionArgs,
  type HeadersFunction,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useAskingAgain } from '#app/live/use-asking-again.ts'
import { Card } from '#app/parts/card.tsx'
import { CasePage, Columns } from '#app/parts/case-page.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { KakaoImportCard } from '#app/parts/kakao/import-card.tsx'
import styles from '#app/parts/kakao/kakao.module.css'
import { KakaoUploadForm } from '#app/parts/kakao/upload-form.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { type Way, WayList } from '#app/parts/way-list.tsx'
import { channelsOf } from '#app/shapes/case.ts'
import type { KakaoRoomView } from '#app/shapes/kakao.ts'
import { kakaoText } from '#app/text/ko/kakao.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { kakaoImports, kakaoRooms } from '#server/domain/kakao.ts'
import { answering, loading } from '#server/web/answer.ts'
import { takeKakaoFile } from '#server/web/kakao-door.ts'
import { bringsFiles } from '#server/web/upload.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const frame = await caseFrame(context.db, viewer, ref)
    const imports = await kakaoImports(context.db, viewer, ref)
    const rooms = await kakaoRooms(context.db, viewer, ref)
    return json({ frame, imports, rooms, formId: randomUUID() })
  })
}

/** The form without scripts. */
export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = bringsFiles(request) ? new FormData() : await request.formData()
  return answering(form, async () => {
    const slug = params.slug ?? ''
    await takeKakaoFile(request, context, { slug, form })
    return redirect(`/c/${slug}/kakao#imports`, 303)
  })
}

export const headers: HeadersFunction = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${kakaoText.title} · ${data?.frame.shopName ?? shell.name}` },
]

export default function Kakao() {
  const { frame, imports, rooms, formId } = useLoaderData<typeof loader>()
  const { slug, me } = frame
  useAskingAgain(imports.some(({ state }) => state === 'waiting' || state === 'reading'))
  const names = [...new Set(rooms.map(({ name }) => name).filter((name) => name !== ''))]
  return (
    <CasePage
      frame={frame}
      title={kakaoText.title}
      lede={kakaoText.lede}
      back={`/c/${slug}/more`}
      width="wide"
    >
      <Columns>
        <Stack gap="large">
          <section aria-labelledby="rooms">
            <Stack>
              <h2 id="rooms">{kakaoText.rooms.title}</h2>
              {rooms.length === 0 ? (
                <Empty icon="chat">{kakaoText.rooms.empty}</Empty>
              ) : (
                <WayList ways={rooms.map((room) => wayTo(slug, room))} />
              )}
            </Stack>
          </section>
          <KakaoUploadForm id={formId} slug={slug} audiences={channelsOf(me.side, me.role)} rooms={names} />
        </Stack>
        <Stack gap="large">
          <section aria-labelledby="imports">
            <Stack>
              <h2 id="imports">{kakaoText.imports.title}</h2>
              {imports.length === 0 && <Empty icon="clip">{kakaoText.imports.empty}</Empty>}
              {imports.map((each) => (
                <KakaoImportCard key={each.id} slug={slug} of={each} />
              ))}
            </Stack>
          </section>
          <Points {...kakaoText.promise} />
          <Points {...kakaoText.how} />
        </Stack>
      </Columns>
    </CasePage>
  )
}

function Points({ title, points }: { title: string; points: readonly string[] }) {
  return (
    <Card title={title}>
      <ul className={styles.points}>
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </Card>
  )
}

function wayTo(slug: string, { id, name, isPair, audience, imports, members }: KakaoRoomView): Way {
  const { rooms, audiences } = kakaoText
  return {
    to: `/c/${slug}/kakao/talk?room=${id}`,
    label: name || (isPair ? rooms.pair : rooms.unnamed),
    note: `${rooms.count(imports, members)} · ${audiences[audience].label}`,
    icon: isPair ? 'lock' : 'chat',
  }
}
