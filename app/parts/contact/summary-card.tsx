import { seoulDate } from '#app/shapes/civil-date.ts'
import type { ContactSummary } from '#app/shapes/contact.ts'
import { day } from '#app/text/format.ts'
import { contactWords, contactSummaryText as words } from '../../text/ko/contact.ts'
import { Card } from '../card.tsx'
import { Chip } from '../chip.tsx'
import { Stack } from '../page-shell.tsx'
import { BigNumber, StatRow } from '../stat.tsx'

/** 무응답 n회, 몇 개 경로, 처음과 마지막: what a court or an agency wants to see of it. */
export function SummaryCard({ summary }: { summary: ContactSummary }) {
  const { unanswered, ways, first, last, heardAt, waiting, enough } = summary
  const names = ways.map((way) => contactWords.channels[way])
  return (
    <Card
      title={words.title}
      action={
        unanswered > 0 && (
          <Chip tone={enough ? 'done' : 'waiting'}>{`${words.ways} ${words.waysCount(ways.length)}`}</Chip>
        )
      }
    >
      <Stack>
        {unanswered > 0 ? (
          <>
            <StatRow compact>
              <BigNumber label={words.silent} value={words.count(unanswered)} note={names.join(', ')} />
              {first && <BigNumber label={words.first} value={day(seoulDate(first))} />}
              {last && <BigNumber label={words.last} value={day(seoulDate(last))} />}
            </StatRow>
            <p>{enough ? words.enough : words.oneWay(names[0] ?? '')}</p>
          </>
        ) : (
          <p>{words.none}</p>
        )}
        {waiting > 0 && <p className="meta">{words.waiting(waiting)}</p>}
        {heardAt && (
          <p className="meta">
            {words.heard}: {day(seoulDate(heardAt))}
          </p>
        )}
      </Stack>
    </Card>
  )
}
