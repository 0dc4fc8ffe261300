import { json, type LoaderFunctionArgs, type MetaFunction, type SerializeFrom } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '#app/parts/button.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { Chip } from '#app/parts/chip.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { LogList, LogRow } from '#app/parts/order/log-row.tsx'
import { Row, Stack } from '#app/parts/page-shell.tsx'
import { PlainText } from '#app/parts/plain-text.tsx'
import { moment } from '#app/text/format.ts'
import { channelNames } from '#app/text/ko/chat.ts'
import { goneReasonNames, reasonNames, ownOrderPage as words } from '#app/text/ko/order.ts'
import { reviewPage } from '#app/text/ko/order-acts.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { ownReviews } from '#server/domain/moderation.ts'
import { loading } from '#server/web/answer.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const own = await ownReviews(context.db, viewer, ref)
    return json({ frame: await caseFrame(context.db, viewer, ref), ...own })
  })
}

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

export default function OwnOrder() {
  const { frame, hidden, reports, mutedUntil } = useLoaderData<typeof loader>()
  return (
    <CasePage frame={frame} live title={words.title} lede={words.lede} back={`/c/${frame.slug}/more`}>
      {mutedUntil && <Notice kind="warn">{words.muted(moment(mutedUntil))}</Notice>}
      <section aria-labelledby="hidden">
        <Stack>
          <h2 id="hidden">{words.hidden}</h2>
          {hidden.length === 0 && <Empty icon="check">{words.hiddenNone}</Empty>}
          {hidden.length > 0 && (
            <LogList>
              {hidden.map((message) => (
                <Hidden key={message.messageId} slug={frame.slug} message={message} />
              ))}
            </LogList>
          )}
        </Stack>
      </section>
      <section aria-labelledby="reports">
        <Stack>
          <h2 id="reports">{words.reports}</h2>
          {reports.length === 0 && <Empty icon="info">{words.reportsNone}</Empty>}
          {reports.length > 0 && (
            <LogList>
              {reports.map((report) => (
                <Report key={report.messageId} report={report} />
              ))}
            </LogList>
          )}
        </Stack>
      </section>
    </CasePage>
  )
}

type Own = SerializeFrom<typeof loader>

/** A message of one's own that nobody else reads now: the way to ask again is on its own page. */
function Hidden({ slug, message }: { slug: string; message: Own['hidden'][number] }) {
  const { messageId, channel, body, gone, why, goneAt, appeal } = message
  return (
    <LogRow who={<strong>{channelNames[channel]}</strong>} at={goneAt}>
      <PlainText text={body} />
      <Row>
        <Chip tone={gone === 'held' ? 'waiting' : 'danger'}>
          {gone === 'held' ? reviewPage.held : reviewPage.hidden(goneReasonNames[why ?? 'other'])}
        </Chip>
      </Row>
      {appeal === 'open' && <p>{reviewPage.appealOpen}</p>}
      {appeal === 'kept' && <p>{reviewPage.appealKept}</p>}
      {gone === 'hidden' && appeal === null && (
        <LinkButton to={`/c/${slug}/review/${messageId}`}>{words.look}</LinkButton>
      )}
    </LogRow>
  )
}

function Report({ report: { author, channel, why, at, outcome } }: { report: Own['reports'][number] }) {
  const tones = { hidden: 'done', kept: 'plain' } as const
  return (
    <LogRow who={<strong>{words.reportOf(author, channelNames[channel])}</strong>} at={at}>
      <p className="meta">{reasonNames[why]}</p>
      <Row>
        <Chip tone={outcome ? tones[outcome] : 'waiting'}>{words.outcomes[outcome ?? 'open']}</Chip>
      </Row>
    </LogRow>
  )
}
