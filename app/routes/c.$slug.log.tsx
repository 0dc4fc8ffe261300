import { json, type LoaderFunctionArgs, type MetaFunction, type SerializeFrom } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '#app/parts/button.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { Chip } from '#app/parts/chip.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { Link } from '#app/parts/link.tsx'
import { LogList, LogRow } from '#app/parts/order/log-row.tsx'
import { Row, Stack } from '#app/parts/page-shell.tsx'
import { LogQuery, logKinds } from '#app/shapes/order.ts'
import { moment } from '#app/text/format.ts'
import { channelNames, roles } from '#app/text/ko/chat.ts'
import { goneReasonNames, logPage as words } from '#app/text/ko/order.ts'
import { memberPage } from '#app/text/ko/order-acts.ts'
import { logSentence } from '#app/text/ko/order-log.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { moderationLog } from '#server/domain/moderation.ts'
import { loading } from '#server/web/answer.ts'

/** `?of=messages|people|channels`, `?before=seq`. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const slug = params.slug ?? ''
    const query = LogQuery.parse(Object.fromEntries(new URL(request.url).searchParams))
    const log = await moderationLog(context.db, viewer, { slug, ...query })
    return json({ frame: await caseFrame(context.db, viewer, { slug }), ...query, ...log })
  })
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${words.title} · ${data?.frame.shopName ?? shell.name}` },
]

export default function Log() {
  const { frame, of, before, entries, next } = useLoaderData<typeof loader>()
  const more = new URLSearchParams({ ...(of ? { of } : {}), before: String(next) })
  return (
    <CasePage frame={frame} live title={words.title} lede={words.lede} back={`/c/${frame.slug}/more`}>
      <nav aria-label={words.filter}>
        <Row>
          {[null, ...logKinds].map((kind) => (
            <LinkButton
              key={kind}
              to={kind ? `?of=${kind}` : '?'}
              kind={kind === of ? 'primary' : 'quiet'}
              aria-current={kind === of ? 'true' : undefined}
            >
              {kind ? words.kinds[kind] : words.all}
            </LinkButton>
          ))}
        </Row>
      </nav>
      {entries.length === 0 && <Empty icon="log">{of ? words.noneOfKind : words.none}</Empty>}
      <Stack>
        {entries.length > 0 && (
          <LogList>
            {entries.map((entry) => (
              <Entry key={entry.seq} slug={frame.slug} entry={entry} />
            ))}
          </LogList>
        )}
        {next && (
          <LinkButton to={`?${more}`} wide>
            {words.next}
          </LinkButton>
        )}
        {before && (
          <LinkButton to={of ? `?of=${of}` : '?'} wide kind="bare">
            {words.first}
          </LinkButton>
        )}
      </Stack>
    </CasePage>
  )
}

type LogEntry = SerializeFrom<typeof loader>['entries'][number]

function Entry({ slug, entry }: { slug: string; entry: LogEntry }) {
  const { at, actor, why, until, channel, messageSeq } = entry
  return (
    <LogRow
      who={
        actor ? (
          <>
            <strong>{actor.nickname}</strong>
            {actor.role !== 'member' && <Chip tone="trust">{roles[actor.role]}</Chip>}
          </>
        ) : (
          <strong>{words.byItself}</strong>
        )
      }
      at={at}
    >
      <p>{logSentence(entry)}</p>
      <p className="meta">
        {[why && words.why(goneReasonNames[why]), until && memberPage.until(moment(until))]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {channel && messageSeq !== null && (
        <Link to={`/c/${slug}/room/${channel}?around=${messageSeq}`}>
          {words.toPlace(channelNames[channel])}
        </Link>
      )}
    </LogRow>
  )
}
