import { randomUUID } from 'node:crypto'
import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { Button, LinkButton } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { Chip } from '#app/parts/chip.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { Folded } from '#app/parts/folded.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { Notice } from '#app/parts/notice.tsx'
import { OtherRoomForm as RoomForm } from '#app/parts/other-room/room-form.tsx'
import { OtherRoomLines } from '#app/parts/other-room/room-lines.tsx'
import { Row, Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { seoulDate } from '#app/shapes/civil-date.ts'
import { OtherRoomForm, OtherRoomRef } from '#app/shapes/other-room.ts'
import { day, items } from '#app/text/format.ts'
import { otherRoomKindName, otherRoomsPage as words } from '#app/text/ko/other-rooms.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { listOtherRoom, type OtherRoom, otherRooms, unlistOtherRoom } from '#server/domain/other-room.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const known = await otherRooms(context.db, viewer, ref)
    const frame = await caseFrame(context.db, viewer, ref)
    const asked = new URL(request.url).searchParams
    const changed = known.rooms.find(({ id }) => id === asked.get('change')) ?? null
    return json({ frame, ...known, changed, saved: asked.has('saved'), formId: randomUUID() })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const { db } = context
    const viewer = await context.viewer()
    const slug = params.slug ?? ''
    if (form.get('intent') === 'remove')
      await unlistOtherRoom(db, viewer, { slug, ...readForm(form, OtherRoomRef) })
    else await listOtherRoom(db, viewer, { slug, ...readForm(form, OtherRoomForm) })
    return redirect(`/c/${slug}/rooms?saved`, 303)
  })
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${words.title} · ${data?.frame.shopName ?? shell.name}` },
]

const labels = {
  ...{ kind: words.kind, name: words.name, url: words.url, headcount: words.count },
  ...{ countedOn: words.countedOn, kakaoRoomId: words.kakaoRoom },
}

/** Where else the group meets, and how far its talk was brought here. */
export default function OtherRooms() {
  const { frame, rooms, tied, mayKeep, changed, saved, formId } = useLoaderData<typeof loader>()
  const answer = useFormAnswer(labels)
  return (
    <CasePage frame={frame} title={words.title} lede={words.lede} back={`/c/${frame.slug}/more`}>
      {saved && !answer.refusal && (
        <Notice kind="done" live>
          {words.saved}
        </Notice>
      )}
      <RefusedNotice answer={answer} />
      {rooms.length === 0 && <Empty icon="link">{mayKeep ? words.emptyStaff : words.empty}</Empty>}
      {rooms.map((room) => (
        <Card
          key={room.id}
          title={room.name}
          level={2}
          action={<Chip>{otherRoomKindName[room.kind].label}</Chip>}
        >
          <Stack>
            <OtherRoomLines room={room} />
            <Brought room={room} slug={frame.slug} />
            {mayKeep && <Keeping room={room} />}
          </Stack>
        </Card>
      ))}
      {mayKeep && (
        <Folded
          key={changed?.id ?? formId}
          label={changed ? words.changing(changed.name) : words.add}
          open={changed !== null || rooms.length === 0 || answer.refusal !== null}
        >
          <RoomForm id={changed?.id ?? formId} room={changed} tied={tied} answer={answer} />
        </Folded>
      )}
    </CasePage>
  )
}

/** The staff's two acts on a room that is listed. */
function Keeping({ room }: { room: OtherRoom }) {
  return (
    <Form method="post">
      <input type="hidden" name="roomId" value={room.id} />
      <Row>
        <LinkButton to={`?change=${room.id}`}>{words.change}</LinkButton>
        <Button type="submit" name="intent" value="remove" kind="bare">
          {words.remove}
        </Button>
      </Row>
    </Form>
  )
}

/** What of the room's talk is here; members of a KakaoTalk room may bring more. */
function Brought({ room, slug }: { room: OtherRoom; slug: string }) {
  if (room.kind !== 'kakao') return null
  const { brought } = room
  return (
    <>
      <p className="meta">
        {brought && brought.files > 0
          ? [
              words.brought(items(brought.files), items(brought.messages)),
              ...(brought.newestAt ? [words.newest(day(seoulDate(brought.newestAt)))] : []),
            ].join(' · ')
          : words.notBrought}
        {room.isPublic && ` · ${words.public}`}
      </p>
      <Row>
        <LinkButton to={`/c/${slug}/kakao`}>{words.bring}</LinkButton>
        {brought && brought.files > 0 && (
          <LinkButton to={`/c/${slug}/kakao/talk?room=${room.kakaoRoomId}`}>{words.read}</LinkButton>
        )}
      </Row>
    </>
  )
}
