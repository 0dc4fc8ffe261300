import { json, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Button, LinkButton } from '#app/parts/button.tsx'
import { Card } from '#app/parts/card.tsx'
import { CaseFactList } from '#app/parts/case-fact-list.tsx'
import { casePreview } from '#app/parts/case-preview.ts'
import { StateChips } from '#app/parts/case-state/state-line.tsx'
import { CaseTotals, usePublicTotals } from '#app/parts/case-totals.tsx'
import { Chip, DDay } from '#app/parts/chip.tsx'
import { classNames } from '#app/parts/class-names.ts'
import { Divided } from '#app/parts/figures/divided.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { OtherRoomLines } from '#app/parts/other-room/room-lines.tsx'
import { PageShell, Stack } from '#app/parts/page-shell.tsx'
import { QrCode } from '#app/parts/qr-code.tsx'
import { ShareButton } from '#app/parts/share.tsx'
import { BigNumber, StatRow } from '#app/parts/stat.tsx'
import { Story } from '#app/parts/timeline/entry.tsx'
import { SignList } from '#app/parts/timeline/sign-list.tsx'
import { seoulDate } from '#app/shapes/civil-date.ts'
import { people, wonHero } from '#app/text/format.ts'
import { publicPage, sharePage, sideNames, troubleNames } from '#app/text/ko/case.ts'
import { contactTotalText } from '#app/text/ko/contact.ts'
import { otherRoomsPage } from '#app/text/ko/other-rooms.ts'
import { signsPage } from '#app/text/ko/signs.ts'
import { storyPage } from '#app/text/ko/timeline.ts'
import { totalText } from '#app/text/ko/total.ts'
import { caseFace } from '#server/domain/case/face.ts'
import type { CaseFacts } from '#server/domain/case.ts'
import { type PublicContactTotals, publicContactTotals } from '#server/domain/contact/total.ts'
import { publicFacts } from '#server/domain/fact.ts'
import type { PublicOtherRoom } from '#server/domain/other-room.ts'
import { type SeenSign, signsOf } from '#server/domain/sign.ts'
import { publicCells } from '#server/domain/total/cells.ts'
import type { PublicTotals } from '#server/domain/total.ts'
import { keptSlug } from '#server/domain/union.ts'
import { loading } from '#server/web/answer.ts'
import styles from './public-case.module.css'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    await context.limit('search')
    const slug = params.slug ?? ''
    const { shop, investigation, ...face } = await caseFace(context.db, await context.viewer(), { slug })
    const kept = face.facts.ended ? await keptSlug(context.db, { slug }) : null
    if (kept) throw redirect(`/c/${kept}`, 308)
    const states = [shop, investigation].filter((each) => each !== null)
    const contacts = await publicContactTotals(context.db, { slug })
    const story = await publicFacts(context.db, { slug, limit: STORY_LINES })
    const cells = await publicCells(context.db, { slug })
    const signs = await signsOf(context.db, { slug })
    const today = seoulDate(Date.now())
    return json({
      ...{ ...face, contacts, cells, states, story, signs, today },
      ...{ now: new Date().toISOString(), origin: context.origin },
    })
  })
}

/** What happened in so many lines: what one reads before skimming. */
const STORY_LINES = 10

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? casePreview(data) : [])

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>

export default function PublicCasePage() {
  const { facts, totals, contacts, cells, states, story, signs, rooms, isMember, today, now, origin } =
    useLoaderData<typeof loader>()
  const live = usePublicTotals(facts.slug, totals)
  const url = `${origin}/c/${facts.slug}`
  return (
    <PageShell
      title={publicPage.title(facts.shopName)}
      above={<State {...{ facts, states, today }} />}
      width="wide"
    >
      <Enter facts={facts} isMember={isMember} />
      <div className={styles.columns}>
        <Card title={publicPage.numbers}>
          <Heroes totals={live} />
          <CaseTotals totals={live} />
        </Card>
        <Card title={publicPage.facts}>
          <CaseFactList facts={facts} />
        </Card>
        <Happened {...{ story, now }} slug={facts.slug} />
        <Signs signs={signs} slug={facts.slug} />
        <Tries of={contacts} />
        <Divided cells={cells} />
        <Elsewhere rooms={rooms} />
      </div>
      <Notice title={publicPage.protectionTitle}>
        {publicPage.protection} {publicPage.counted}
      </Notice>
      <div className={styles.share}>
        <figure className={styles.qr}>
          <QrCode text={url} what={publicPage.qr} />
          <figcaption className="meta">
            {publicPage.qrHint}
            <span className={styles.address}>{url}</span>
          </figcaption>
        </figure>
        <div className="no-print">
          <Stack>
            <ShareButton
              kind="quiet"
              wide
              url={url}
              title={publicPage.title(facts.shopName)}
              text={sharePage.message(facts.shopName)}
            >
              {publicPage.share}
            </ShareButton>
            <LinkButton wide icon="download" reloadDocument to={`/c/${facts.slug}/poster.pdf`}>
              {publicPage.poster}
            </LinkButton>
            <Button wide className="needs-script" onClick={() => window.print()}>
              {publicPage.print}
            </Button>
          </Stack>
        </div>
      </div>
    </PageShell>
  )
}

/** The three numbers one should remember; the table below has all of them. */
function Heroes({ totals: { members, buyer, seller } }: { totals: PublicTotals }) {
  return (
    <StatRow>
      <BigNumber
        label={publicPage.people}
        value={members === 'under5' ? totalText.under5 : people(members)}
      />
      <BigNumber
        label={publicPage.owed(sideNames.buyer)}
        tone="buyer"
        value={buyer === 'under5' ? totalText.hidden : wonHero(buyer.remaining)}
      />
      <BigNumber
        label={publicPage.owed(sideNames.seller)}
        tone="seller"
        value={seller === 'under5' ? totalText.hidden : wonHero(seller.remaining)}
      />
    </StatRow>
  )
}

/** What all together tried to hear from the company; nothing of fewer than five people. */
function Tries({ of }: { of: PublicContactTotals }) {
  if (of === 'under5') return null
  const { people: who, tries, answered } = of
  return (
    <Card title={contactTotalText.title}>
      <StatRow compact>
        <BigNumber label={contactTotalText.people} value={people(who)} />
        <BigNumber label={contactTotalText.tries} value={contactTotalText.times(tries)} />
        <BigNumber
          label={contactTotalText.answered}
          value={answered === 'under5' ? contactTotalText.hidden : contactTotalText.times(answered)}
        />
      </StatRow>
      <p className="meta">{contactTotalText.note}</p>
    </Card>
  )
}

/** What was seen before it came to this; the staff looked at what each rests on. */
function Signs({ signs, slug }: { signs: SeenSign[]; slug: string }) {
  if (signs.length === 0) return null
  return (
    <Card
      title={signsPage.ofCase}
      action={
        <LinkButton to="/signs" className="no-print">
          {signsPage.way}
        </LinkButton>
      }
    >
      <SignList signs={signs.map((sign) => ({ ...sign, slug }))} />
      <p className="meta">{signsPage.ofCaseNote}</p>
    </Card>
  )
}

/** Where else people of this case meet, as the staff listed it for everybody. */
function Elsewhere({ rooms }: { rooms: PublicOtherRoom[] }) {
  if (rooms.length === 0) return null
  return (
    <Card title={otherRoomsPage.publicTitle}>
      {rooms.map((room) => (
        <div key={room.id}>
          <h3>{room.name}</h3>
          <OtherRoomLines room={room} />
        </div>
      ))}
    </Card>
  )
}

/** What happened, in the newest lines everybody may see. */
function Happened({ story, now, slug }: Pick<Loaded, 'story' | 'now'> & { slug: string }) {
  if (story.total === 0) return null
  return (
    <Card
      title={storyPage.card}
      action={
        <LinkButton to={`/c/${slug}/story`} className="no-print">
          {storyPage.all}
        </LinkButton>
      }
    >
      <Story facts={story.facts} now={now} level={3} foot={() => null} />
      <p className="meta">{storyPage.of(story.facts.length, story.total)}</p>
    </Card>
  )
}

function State({ facts, states, today }: Pick<Loaded, 'facts' | 'states' | 'today'>) {
  return (
    <div className={styles.chips}>
      {states.map((state) => (
        <StateChips key={state.id} state={state} today={today} />
      ))}
      {facts.troubles.map((trouble) => (
        <Chip key={trouble}>{troubleNames[trouble]}</Chip>
      ))}
      {facts.closesOn && <DDay date={facts.closesOn} today={today} what={publicPage.closes} />}
      {facts.settlesOn && <DDay date={facts.settlesOn} today={today} what={publicPage.settles} />}
    </div>
  )
}

function Enter({ facts, isMember }: { facts: CaseFacts; isMember: boolean }) {
  if (!isMember && !facts.openJoin) return <Notice>{publicPage.inviteOnly}</Notice>
  const [to, label] = isMember
    ? [`/c/${facts.slug}/room/all`, publicPage.back]
    : [`/c/${facts.slug}/join`, publicPage.enter]
  return (
    <div className={classNames(styles.enter, 'no-print')}>
      <LinkButton to={to} kind="primary" wide>
        {label}
      </LinkButton>
    </div>
  )
}
