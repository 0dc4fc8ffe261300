import type { FrozenChoice } from '#server/domain/exhibit.ts'
import { exhibitFormats } from '../../shapes/exhibit.ts'
import { exhibitList, exhibitsPage as words } from '../../text/ko/exhibit.ts'
import { whyLookAt } from '../../text/ko/why-look.ts'
import { LinkButton } from '../button.tsx'
import { Card } from '../card.tsx'
import type { FormAnswer } from '../form-answer.ts'
import { Row, Stack } from '../page-shell.tsx'
import { WhyLookForm } from '../why-look.tsx'

/** The 증거설명서 of all numbers, and of each filing as it was frozen, in each format. */
export function TakeList({ slug, frozen }: { slug: string; frozen: readonly FrozenChoice[] }) {
  const at = `/c/${slug}/host/exhibits/file`
  const choices = frozen.map(({ filingId, title, version }) => ({
    of: exhibitList.filing(title, version),
    query: `&filing=${filingId}&version=${version}`,
  }))
  return (
    <Card title={words.list}>
      <Stack>
        <p>{words.listLead}</p>
        {[{ of: exhibitList.all, query: '' }, ...choices].map(({ of, query }) => (
          <div key={query}>
            <p>
              <strong>{of}</strong>
            </p>
            <Row>
              {exhibitFormats.map((format) => (
                <LinkButton
                  key={format}
                  to={`${at}?format=${format}${query}`}
                  reloadDocument
                  icon="download"
                  aria-label={words.take(of, words.formats[format])}
                >
                  {words.formats[format]}
                </LinkButton>
              ))}
            </Row>
          </div>
        ))}
      </Stack>
    </Card>
  )
}

/** Before what owners said is shown: a reason, which goes on record. */
export function ClosedList({ answer }: { answer: FormAnswer }) {
  return (
    <Card title={words.list}>
      <Stack>
        <p>{whyLookAt.exhibits.lead}</p>
        <WhyLookForm answer={answer} of="exhibits" />
      </Stack>
    </Card>
  )
}
