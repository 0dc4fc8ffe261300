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
import { Empty } from '#app/parts/empty.tsx'
import { Field } from '#app/parts/field.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import styles from '#app/parts/kakao/kakao.module.css'
import { type TalkAsking, TalkFilter } from '#app/parts/kakao/talk-filter.tsx'
import { KakaoLine } from '#app/parts/kakao/talk-line.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { TextInput } from '#app/parts/text-input.tsx'
import { seoulDate } from '#app/shapes/civil-date.ts'
import {
  KakaoNameForm,
  KakaoNumberForm,
  KakaoPickForm,
  readTalkWish,
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

/**
 * `?room=` which conversation, `?file=` only what that file holds, `?before=`, `?after=` or `?day=` which page; `?q=`,
 * `?from=` (a speaker's number) and `?until=` only what is looked for.
 */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const slug = params.slug ?? ''
    const asked = new URL(request.url).searchParams
    const get = (name: string) => asked.get(name) || undefined
    const frame = await caseFrame(context.db, viewer, { slug })
    const where = { slug, roomId: get('room') ?? '', importId: get('file') }
    const place = { before: get('before'), after: get('after'), day: get('day') }
    const asking = askingIn(asked)
    const { q, from, until } = asking
    const read = readTalkWish({ q, from, until })
    const wish = read.ok ? read.value : null
    if (wish) await context.limit('search')
    const page = await kakaoTalk(context.db, viewer, { ...where, ...place, wish })
    const files = (await kakaoImports(context.db, viewer, { slug })).filter(
      ({ room, state }) => state === 'ready' && room?.id === page.room.id,
    )
    return json({
      frame,
      page,
      problem: read.ok ? null : read.code,
      terms: wish?.terms ?? null,
      asking,
      files,
    })
  })
}

function askingIn(params: URLSearchParams): TalkAsking {
  const of = (name: keyof TalkAsking) => params.get(name) ?? ''
  return { q: of('q'), from: of('from'), day: of('day'), until: of('until'), file: of('file') }
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
  const { frame, page, problem, terms, asking, files } = useLoaderData<typeof loader>()
  const { slug } = frame
  const { room } = page
  const found = terms && { room: room.id, terms }
  const title = room.name || (room.isPair ? kakaoText.rooms.pair : kakaoText.rooms.unnamed)
  const { day: _, ...kept } = asking
  const given = Object.entries({ room: room.id, ...kept }).filter(([, value]) => value !== '')
  const base = `/c/${slug}/kakao/talk?${new URLSearchParams(given)}`
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
          <TalkFilter room={room.id} asking={asking} files={files} problem={problem} />
          {page.lookedTo !== null && <p className="meta">{words.lookedTo(page.lookedTo)}</p>}
          {page.lines.length === 0 && <Empty icon="chat">{emptyWords(page, found !== null)}</Empty>}
          <Turns base={base} page={page} />
          {room.mine ? (
            <Picking page={page} found={found} />
          ) : (
            <Days lines={page.lines} picks={false} found={found} />
          )}
          <Turns base={base} page={page} />
        </Stack>
        <OwnName own={page.own} />
      </Columns>
    </CasePage>
  )
}

function emptyWords({ room, lookedTo }: TalkPage, isSearch: boolean): string {
  if (isSearch) return lookedTo === null ? words.notFound : words.notFoundYet
  return room.isPair && !room.mine ? words.nothingPicked : words.empty
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

type Found = { room: string; terms: readonly string[] } | null

function Picking({ page, found }: { page: TalkPage; found: Found }) {
  return (
    <Form method="post">
      <input type="hidden" name="intent" value="pick" />
      <Stack>
        <Notice kind="warn" title={words.pickTitle}>
          <p>{kakaoText.detail.pairWarn}</p>
          <p>{words.pickHint}</p>
        </Notice>
        <Days lines={page.lines} picks found={found} />
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
function Days({ lines, picks, found }: { lines: TalkLine[]; picks: boolean; found: Found }) {
  return (
    <>
      {byDay(lines).map(({ day, said }) => (
        <Fragment key={day}>
          <h2 className={styles.dayName}>{day === '' ? words.undated : dayDivider(day)}</h2>
          <ul className={styles.lines}>
            {said.map((line) => (
              <KakaoLine key={line.place} line={line} picks={picks} found={found} />
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
