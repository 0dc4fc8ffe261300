import {
  type ActionFunctionArgs,
  type HeadersFunction,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { Fragment } from 'react'
import { Button, LinkButton } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { CasePage, Columns } from '#app/parts/case-page.tsx'
import { DateInput } from '#app/parts/date-input.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { Field } from '#app/parts/field.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { fileTitle } from '#app/parts/kakao/import-card.tsx'
import styles from '#app/parts/kakao/kakao.module.css'
import { KakaoLine } from '#app/parts/kakao/talk-line.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { Select, TextInput } from '#app/parts/text-input.tsx'
import { seoulDate } from '#app/shapes/civil-date.ts'
import {
  KakaoNameForm,
  KakaoNumberForm,
  KakaoPickForm,
  type TalkLine,
  type TalkPage,
} from '#app/shapes/kakao.ts'
import { dayDivider } from '#app/text/format.ts'
import { kakaoText } from '#app/text/ko/kakao.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import {
  claimKakaoName,
  disclaimKakaoName,
  kakaoImports,
  kakaoTalk,
  pickKakaoLines,
} from '#server/domain/kakao.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

const words = kakaoText.talk

/** `?room=` which conversation, `?file=` only what that file holds, `?before=`, `?after=` or `?day=` which page. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const slug = params.slug ?? ''
    const asked = new URL(request.url).searchParams
    const get = (name: string) => asked.get(name) || undefined
    const frame = await caseFrame(context.db, viewer, { slug })
    const where = { slug, roomId: get('room') ?? '', importId: get('file') }
    const place = { before: get('before'), after: get('after'), day: get('day') }
    const page = await kakaoTalk(context.db, viewer, { ...where, ...place })
    const files = (await kakaoImports(context.db, viewer, { slug })).filter(
      ({ room, state }) => state === 'ready' && room?.id === page.room.id,
    )
    return json({ frame, page, file: where.importId ?? '', day: place.day ?? '', files })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    const viewer = await context.viewer()
    const { searchParams, search } = new URL(request.url)
    const where = { slug: params.slug ?? '', roomId: searchParams.get('room') ?? '' }
    const intent = form.get('intent')
    // Names can be guessed, so saying that one is one's own is counted like a guess.
    await context.limit(intent === 'name' ? 'guess' : 'write')
    if (intent === 'pick') {
      await pickKakaoLines(context.db, viewer, { ...where, ...readForm(form, KakaoPickForm) })
    } else if (intent === 'unname') {
      await disclaimKakaoName(context.db, viewer, { ...where, ...readForm(form, KakaoNumberForm) })
    } else {
      const { ownName: name } = readForm(form, KakaoNameForm)
      await claimKakaoName(context.db, viewer, { ...where, name }, context)
    }
    return redirect(`/c/${where.slug}/kakao/talk${search}`, 303)
  })
}

export const headers: HeadersFunction = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.page.room.name || words.title} · ${data?.frame.shopName ?? shell.name}` },
]

export default function KakaoTalk() {
  const { frame, page, file, files, day } = useLoaderData<typeof loader>()
  const { slug } = frame
  const { room } = page
  const title = room.name || (room.isPair ? kakaoText.rooms.pair : kakaoText.rooms.unnamed)
  const base = `/c/${slug}/kakao/talk?room=${room.id}${file && `&file=${file}`}`
  return (
    <CasePage
      frame={frame}
      title={title}
      lede={`${kakaoText.rooms.count(room.imports, room.members)} · ${kakaoText.audiences[room.audience].label}`}
      back={`/c/${slug}/kakao`}
      width="wide"
    >
      <Columns>
        <Stack>
          <Filter room={room.id} file={file} day={day} files={files} />
          {page.lines.length === 0 && (
            <Empty icon="chat">{room.isPair && !room.mine ? words.nothingPicked : words.empty}</Empty>
          )}
          <Turns base={base} page={page} />
          {room.mine ? <Picking page={page} /> : <Days lines={page.lines} picks={false} />}
          <Turns base={base} page={page} />
        </Stack>
        <OwnName own={page.own} />
      </Columns>
    </CasePage>
  )
}

function Filter(props: {
  room: string
  file: string
  day: string
  files: { id: string; fileName: string }[]
}) {
  const { room, file, day, files } = props
  const options = files.map((each) => ({ value: each.id, label: fileTitle(each) }))
  return (
    <Card>
      <Form method="get" className={styles.filter}>
        <input type="hidden" name="room" value={room} />
        <Field of="file" label={words.filter}>
          <Select name="file" defaultValue={file} empty={words.everyFile} options={options} />
        </Field>
        <Field of="day" label={words.onDay}>
          <DateInput name="day" defaultValue={day} />
        </Field>
        <Button type="submit">{words.go}</Button>
      </Form>
    </Card>
  )
}

function Turns({ base, page: { earlier, later } }: { base: string; page: TalkPage }) {
  if (!earlier && !later) return null
  return (
    <nav aria-label={words.title} className={styles.turns}>
      {earlier ? (
        <LinkButton to={`${base}&before=${earlier}`} icon="up">
          {words.earlier}
        </LinkButton>
      ) : (
        <span />
      )}
      {later && (
        <LinkButton to={`${base}&after=${later}`} icon="down">
          {words.later}
        </LinkButton>
      )}
    </nav>
  )
}

function Picking({ page }: { page: TalkPage }) {
  return (
    <Form method="post">
      <input type="hidden" name="intent" value="pick" />
      <Stack>
        <Card title={words.pickTitle}>
          <p>{words.pickHint}</p>
        </Card>
        <Days lines={page.lines} picks />
        {page.lines.length > 0 && (
          <Button type="submit" kind="primary" wide>
            {words.pickSend}
          </Button>
        )}
      </Stack>
    </Form>
  )
}

/** The lines under the days they were said on. */
function Days({ lines, picks }: { lines: TalkLine[]; picks: boolean }) {
  return (
    <>
      {byDay(lines).map(({ day, said }) => (
        <Fragment key={day}>
          <h2 className={styles.dayName}>{day === '' ? words.undated : dayDivider(day)}</h2>
          <ul className={styles.lines}>
            {said.map((line) => (
              <KakaoLine key={line.place} line={line} picks={picks} />
            ))}
          </ul>
        </Fragment>
      ))}
    </>
  )
}

function byDay(lines: TalkLine[]): { day: string; said: TalkLine[] }[] {
  const days: { day: string; said: TalkLine[] }[] = []
  for (const line of lines) {
    const day = line.at === null ? '' : seoulDate(line.at)
    if (days.at(-1)?.day !== day) days.push({ day, said: [] })
    days.at(-1)?.said.push(line)
  }
  return days
}

function OwnName({ own }: { own: number[] }) {
  const answer = useFormAnswer({ ownName: words.ownName })
  return (
    <Card title={words.ownTitle}>
      <Stack>
        <p>{words.ownHint}</p>
        <Form method="post">
          <input type="hidden" name="intent" value="name" />
          <Stack>
            <RefusedNotice answer={answer} />
            <Field of="ownName" label={words.ownName} error={answer.error('ownName')}>
              <TextInput name="ownName" required autoComplete="off" defaultValue={answer.value('ownName')} />
            </Field>
            <Button type="submit">{words.ownSend}</Button>
          </Stack>
        </Form>
        {own.map((no) => (
          <Form key={no} method="post">
            <input type="hidden" name="intent" value="unname" />
            <input type="hidden" name="no" value={no} />
            <Button type="submit">{words.ownBack(no)}</Button>
          </Form>
        ))}
      </Stack>
    </Card>
  )
}
