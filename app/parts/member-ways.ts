import type { Side } from '#app/shapes/case.ts'
import { type Area, sees } from '#app/shapes/labels.ts'
import { soFarText } from '#app/text/ko/agencies.ts'
import { capturesPage } from '#app/text/ko/capture.ts'
import { morePage } from '#app/text/ko/case.ts'
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
import { logPage, ownOrderPage } from '#app/text/ko/order.ts'
import { otherRoomsPage } from '#app/text/ko/other-rooms.ts'
import { polls } from '#app/text/ko/polls.ts'
import { respondentsPage } from '#app/text/ko/respondents.ts'
import { schedule } from '#app/text/ko/schedule.ts'
import { copiesText } from '#app/text/ko/talk-export.ts'
import type { Way } from './way-list.tsx'

export type WayGroup = { title: string; ways: Way[] }

/** What of the room stands behind a way, where a label may open it; all others are for members without one. */
const opened: Record<string, Area> = {
  '/so-far': 'talk',
  '/facts': 'facts',
  '/respondents': 'facts',
  '/notices': 'notices',
  '/schedule': 'notices',
  '/polls': 'talk',
  '/figures': 'totals',
  '/filings': 'filings',
  '/evidence/room': 'pictures',
  '': 'place',
  '/log': 'talk',
  '/ledger': 'place',
  '/more/share': 'place',
  '/more/notifications': 'place',
  '/more/order': 'place',
  '/more/copies': 'place',
  '/more/recovery': 'place',
}

/** Everywhere somebody of that side may go that the bar below does not lead to, by what people come for. */
export function memberWays(slug: string, hasPassword: boolean, side: Side): WayGroup[] {
  const at = `/c/${slug}`
  const mayGo = ({ to }: Way) => !to.startsWith(at) || sees(side, opened[to.slice(at.length)] ?? 'members')
  return everyGroup(at, hasPassword)
    .map(({ title, ways }) => ({ title, ways: ways.filter(mayGo) }))
    .filter(({ ways }) => ways.length > 0)
}

function everyGroup(at: string, hasPassword: boolean): WayGroup[] {
  return [
    { title: morePage.groups.happened, ways: happened(at) },
    { title: morePage.groups.steps, ways: steps(at) },
    { title: morePage.groups.proof, ways: proof(at) },
    { title: morePage.groups.open, ways: open(at) },
    { title: morePage.groups.self, ways: self(`${at}/more`, at, hasPassword) },
  ]
}

const happened = (at: string): Way[] => [
  { to: `${at}/so-far`, label: soFarText.way, note: soFarText.wayNote, icon: 'info' },
  { to: `${at}/facts`, label: factsPage.title, note: factsPage.note, icon: 'log' },
  { to: `${at}/respondents`, label: respondentsPage.title, note: respondentsPage.note, icon: 'people' },
  { to: `${at}/notices`, label: notices.way, note: notices.wayNote, icon: 'pin' },
  { to: `${at}/schedule`, label: schedule.way, note: schedule.wayNote, icon: 'calendar' },
  { to: `${at}/polls`, label: polls.way, note: polls.wayNote, icon: 'status' },
  { to: `${at}/figures`, label: figuresPage.title, note: figuresPage.note, icon: 'claim' },
]

const steps = (at: string): Way[] => [
  { to: `${at}/guide`, label: guidePage.way, note: guidePage.wayNote, icon: 'check' },
  { to: `${at}/deadlines`, label: deadlineWords.title, note: deadlineWords.note, icon: 'calendar' },
  { to: `${at}/filings`, label: filings.way, note: filings.wayNote, icon: 'claim' },
]

const proof = (at: string): Way[] => [
  { to: `${at}/evidence`, label: galleryPage.title, note: galleryPage.note, icon: 'shield' },
  { to: `${at}/contacts`, label: contactsPage.title, note: contactsPage.note, icon: 'clock' },
  { to: `${at}/captures`, label: capturesPage.title, note: capturesPage.note, icon: 'eye' },
  { to: `${at}/rooms`, label: otherRoomsPage.way, note: otherRoomsPage.wayNote, icon: 'link' },
  { to: `${at}/kakao`, label: kakaoText.more, note: kakaoText.moreNote, icon: 'chat' },
  { to: `${at}/documents`, label: documentsPage.title, note: documentsPage.note, icon: 'people' },
  { to: `${at}/evidence/room`, label: roomPictures.title, note: roomPictures.note, icon: 'picture' },
]

/** What the room lets anybody check. */
const open = (at: string): Way[] => [
  { to: at, label: morePage.publicPage, note: morePage.publicPageNote, icon: 'eye' },
  { to: `${at}/log`, label: logPage.way, note: logPage.wayNote, icon: 'log' },
  { to: `${at}/ledger`, label: ledgerPage.way, note: ledgerPage.wayNote, icon: 'shield' },
]

function self(own: string, at: string, hasPassword: boolean): Way[] {
  const back = encodeURIComponent(own)
  const { more, moreNote } = notifySettingsPage
  return [
    { to: `${own}/share`, label: morePage.share, note: morePage.shareNote, icon: 'share' },
    { to: `${own}/notifications`, label: more, note: moreNote, icon: 'bell' },
    { to: `${at}/consents`, label: consentsPage.title, note: consentsPage.note, icon: 'check' },
    { to: `${own}/order`, label: ownOrderPage.way, note: ownOrderPage.wayNote, icon: 'eye' },
    { to: `${own}/copies`, label: copiesText.title, note: morePage.copiesNote, icon: 'download' },
    { to: `${own}/recovery`, label: morePage.recovery, note: morePage.recoveryNote, icon: 'shield' },
    hasPassword
      ? { to: '/account', label: morePage.account, note: morePage.accountNote, icon: 'lock' }
      : { to: `/signup?next=${back}`, label: morePage.signUp, note: morePage.signUpNote, icon: 'lock' },
  ]
}
