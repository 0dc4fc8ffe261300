import { json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Card } from '#app/parts/card.tsx'
import { CasePage, Columns } from '#app/parts/case-page.tsx'
import { Chip } from '#app/parts/chip.tsx'
import { LookSettings } from '#app/parts/look-settings.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { Rules } from '#app/parts/rules.tsx'
import { SideMark } from '#app/parts/side-mark.tsx'
import { staffWays } from '#app/parts/staff-ways.ts'
import { type Way, WayList } from '#app/parts/way-list.tsx'
import { seoulDate } from '#app/shapes/civil-date.ts'
import { day } from '#app/text/format.ts'
import { soFarText } from '#app/text/ko/agencies.ts'
import { capturesPage } from '#app/text/ko/capture.ts'
import { membersPage, morePage } from '#app/text/ko/case.ts'
import { contactsPage } from '#app/text/ko/contact.ts'
import { documentsPage } from '#app/text/ko/document.ts'
import { galleryPage } from '#app/text/ko/evidence.ts'
import { consentsPage, factsPage } from '#app/text/ko/fact.ts'
import { figuresPage } from '#app/text/ko/figures.ts'
import { filings } from '#app/text/ko/filing.ts'
import { guidePage } from '#app/text/ko/guide.ts'
import { kakaoText } from '#app/text/ko/kakao.ts'
import { deadlineWords } from '#app/text/ko/law.ts'
import { ledgerPage } from '#app/text/ko/ledger.ts'
import { roomPictures } from '#app/text/ko/masking.ts'
import { notices } from '#app/text/ko/notices.ts'
import { notifySettingsPage } from '#app/text/ko/notify.ts'
import { logPage, orderPage, ownOrderPage } from '#app/text/ko/order.ts'
import { polls } from '#app/text/ko/polls.ts'
import { respondentsPage } from '#app/text/ko/respondents.ts'
import { schedule } from '#app/text/ko/schedule.ts'
import { shell } from '#app/text/ko/shell.ts'
import { copiesText } from '#app/text/ko/talk-export.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { loading } from '#server/web/answer.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const frame = await caseFrame(context.db, viewer, { slug: params.slug ?? '' })
    return json({ frame, hasPassword: viewer.hasPassword })
  })
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${morePage.title} · ${data?.frame.shopName ?? shell.name}` },
]

export default function More() {
  const { frame, hasPassword } = useLoaderData<typeof loader>()
  const { slug, me } = frame
  const staff = staffWays(slug, frame.acts, frame.waiting).map(({ badge, label, ...way }) => ({
    ...way,
    label: badge ? (
      <>
        {label} <Chip tone="waiting">{orderPage.waiting(badge)}</Chip>
      </>
    ) : (
      label
    ),
  }))
  return (
    <CasePage frame={frame} live title={morePage.title} width="wide">
      <Columns>
        <Stack gap="large">
          <Card title={morePage.me}>
            <Stack>
              <p>
                <strong>{me.nickname}</strong> <SideMark side={me.side} />{' '}
                {me.role === 'host' && <SideMark side="host" />}
              </p>
              <p className="meta">
                {membersPage.joinedAt(day(seoulDate(me.joinedAt)))} · {morePage.nicknameOnly}
              </p>
            </Stack>
          </Card>
          <WayList ways={sharedWays(slug)} />
          <WayList ways={ownWays(slug, hasPassword)} />
          {staff.length > 0 && (
            <section aria-labelledby="staff">
              <Stack>
                <h2 id="staff">{morePage.staff}</h2>
                <WayList ways={staff} />
              </Stack>
            </section>
          )}
        </Stack>
        <Stack gap="large">
          <Rules />
          <Card title={morePage.look}>
            <LookSettings />
          </Card>
          <WayList ways={[{ to: `/c/${slug}/more/leave`, label: morePage.leave, icon: 'exit' }]} />
        </Stack>
      </Columns>{' '}
    </CasePage>
  )
}

/** What everybody in the room shares. */
function sharedWays(slug: string): Way[] {
  const at = `/c/${slug}`
  return [
    { to: `${at}/so-far`, label: soFarText.way, note: soFarText.wayNote, icon: 'info' },
    { to: `${at}/guide`, label: guidePage.way, note: guidePage.wayNote, icon: 'check' },
    { to: `${at}/filings`, label: filings.way, note: filings.wayNote, icon: 'claim' },
    { to: `${at}/notices`, label: notices.way, note: notices.wayNote, icon: 'pin' },
    { to: `${at}/polls`, label: polls.way, note: polls.wayNote, icon: 'status' },
    { to: `${at}/schedule`, label: schedule.way, note: schedule.wayNote, icon: 'calendar' },
    { to: `${at}/documents`, label: documentsPage.title, note: documentsPage.note, icon: 'people' },
    { to: `${at}/evidence/room`, label: roomPictures.title, note: roomPictures.note, icon: 'picture' },
    { to: `${at}/log`, label: logPage.way, note: logPage.wayNote, icon: 'log' },
    { to: `${at}/ledger`, label: ledgerPage.way, note: ledgerPage.wayNote, icon: 'shield' },
  ]
}

function ownWays(slug: string, hasPassword: boolean): Way[] {
  const own = `/c/${slug}/more`
  const back = encodeURIComponent(own)
  return [
    { to: `${own}/share`, label: morePage.share, note: morePage.shareNote, icon: 'share' },
    {
      to: `${own}/notifications`,
      label: notifySettingsPage.more,
      note: notifySettingsPage.moreNote,
      icon: 'bell',
    },
    { to: `/c/${slug}`, label: morePage.publicPage, note: morePage.publicPageNote, icon: 'eye' },
    { to: `/c/${slug}/figures`, label: figuresPage.title, note: figuresPage.note, icon: 'claim' },
    { to: `/c/${slug}/deadlines`, label: deadlineWords.title, note: deadlineWords.note, icon: 'calendar' },
    {
      to: `/c/${slug}/respondents`,
      label: respondentsPage.title,
      note: respondentsPage.note,
      icon: 'people',
    },
    { to: `/c/${slug}/facts`, label: factsPage.title, note: factsPage.note, icon: 'log' },
    { to: `/c/${slug}/kakao`, label: kakaoText.more, note: kakaoText.moreNote, icon: 'chat' },
    { to: `/c/${slug}/contacts`, label: contactsPage.title, note: contactsPage.note, icon: 'clock' },
    { to: `/c/${slug}/captures`, label: capturesPage.title, note: capturesPage.note, icon: 'eye' },
    { to: `/c/${slug}/evidence`, label: galleryPage.title, note: galleryPage.note, icon: 'shield' },
    { to: `/c/${slug}/consents`, label: consentsPage.title, note: consentsPage.note, icon: 'check' },
    { to: `${own}/order`, label: ownOrderPage.way, note: ownOrderPage.wayNote, icon: 'eye' },
    { to: `${own}/copies`, label: copiesText.title, note: morePage.copiesNote, icon: 'download' },
    { to: `${own}/recovery`, label: morePage.recovery, note: morePage.recoveryNote, icon: 'shield' },
    hasPassword
      ? { to: '/account', label: morePage.account, note: morePage.accountNote, icon: 'lock' }
      : { to: `/signup?next=${back}`, label: morePage.signUp, note: morePage.signUpNote, icon: 'lock' },
  ]
}
