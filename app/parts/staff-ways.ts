import { voicesPage } from '#app/text/ko/company.ts'
import { unionWords } from '#app/text/ko/union.ts'
import { answersPage } from '../text/ko/answers.ts'
import { morePage } from '../text/ko/case.ts'
import { statePage } from '../text/ko/case-state.ts'
import { casePage } from '../text/ko/evidence.ts'
import { exhibitsPage } from '../text/ko/exhibit.ts'
import { caseDatesWords } from '../text/ko/law.ts'
import { orderPage, talkPage } from '../text/ko/order.ts'
import { queuePage } from '../text/ko/review.ts'
import { sheetsPage } from '../text/ko/sheet.ts'
import type { IconName } from './icon.tsx'

/** What the viewer may do as staff, as `caseFrame` says it. */
export type StaffActs = Record<
  'invites' | 'members' | 'order' | 'answers' | 'imports' | 'edit' | 'exports',
  boolean
>

export interface StaffWay {
  to: string
  label: string
  note: string
  icon: IconName
  /** How much waits there. */
  badge?: number
}

/** The pages of the staff that this member may open: in 더보기 and at the left of a desktop. */
export function staffWays(slug: string, acts: StaffActs, waiting = 0): StaffWay[] {
  const host = `/c/${slug}/host`
  const { invites, invitesNote, members, membersNote, edit, editNote, exports, exportsNote } = morePage
  const ways: (StaffWay & { open: boolean })[] = [
    { open: acts.invites, to: `${host}/invites`, label: invites, note: invitesNote, icon: 'link' },
    { open: acts.members, to: `${host}/members`, label: members, note: membersNote, icon: 'people' },
    {
      open: acts.order,
      to: `${host}/order`,
      label: orderPage.way,
      note: orderPage.wayNote,
      icon: 'eye',
      badge: waiting,
    },
    { open: acts.order, to: `${host}/talk`, label: talkPage.way, note: talkPage.wayNote, icon: 'clock' },
    { open: acts.order, to: `${host}/claims`, label: queuePage.title, note: queuePage.note, icon: 'claim' },
    {
      open: acts.order,
      to: `${host}/evidence`,
      label: casePage.title,
      note: casePage.note,
      icon: 'shield',
    },
    {
      open: acts.order,
      to: `${host}/exhibits`,
      label: exhibitsPage.title,
      note: exhibitsPage.note,
      icon: 'claim',
    },
    {
      open: acts.answers,
      to: `${host}/answers`,
      label: answersPage.way,
      note: answersPage.wayNote,
      icon: 'chat',
    },
    {
      open: acts.answers,
      to: `${host}/state`,
      label: statePage.title,
      note: statePage.note,
      icon: 'status',
    },
    {
      open: acts.answers,
      to: `${host}/dates`,
      label: caseDatesWords.title,
      note: caseDatesWords.note,
      icon: 'calendar',
    },
    {
      open: acts.imports,
      to: `${host}/sheets`,
      label: sheetsPage.way,
      note: sheetsPage.wayNote,
      icon: 'up',
    },
    {
      open: acts.edit,
      to: `${host}/voices`,
      label: voicesPage.way,
      note: voicesPage.wayNote,
      icon: 'people',
    },
    {
      open: acts.edit,
      to: `${host}/union`,
      label: unionWords.way,
      note: unionWords.wayNote,
      icon: 'people',
    },
    { open: acts.edit, to: `${host}/edit`, label: edit, note: editNote, icon: 'edit' },
    { open: acts.exports, to: `${host}/exports`, label: exports, note: exportsNote, icon: 'download' },
  ]
  return ways.filter((way) => way.open)
}
