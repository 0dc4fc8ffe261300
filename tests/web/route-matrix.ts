import { randomUUID } from 'node:crypto'
import { type Asker, askers, type World } from '#tests/domain/access-world.ts'
import { SORA_PASSWORD } from '#tests/people.ts'
import { pushAddress } from '#tests/push.ts'
import {
  captureFields,
  caseFields,
  caseStateFields,
  claimFields,
  contactFields,
  documentFields,
  entry,
  eventFields,
  factFields,
  hostAnswer,
  newEvent,
  newFiling,
  newNotice,
  newOtherRoom,
  newPoll,
  newRespondent,
  newStep,
  quickContact,
  sentContact,
  wishes,
} from './forms.ts'

/**
 * What a request comes to, in the order of `askers`: nobody, stranger, removed, otherHost, member, host. A status, and
 * for a redirect the first part of where it leads: `302 /c`.
 */
export type Outcomes = readonly string[]
type Where = { world: World; asker: Asker; slug: string }
export type RouteRow = {
  path(where: Where): string
  /** It ends or begins an account, a session, a membership or a claim, on which other rows stand: a world of its own. */
  alone?: true
  get?: Outcomes
  post?: { fields(where: Where): Record<string, string>; outcomes: Outcomes }
}

const only = (outside: string, member: string, host: string) => [
  outside,
  outside,
  outside,
  outside,
  member,
  host,
]
const all = (outcome: string) => askers.map(() => outcome)
const inside = only('404', '200', '200')
const staff = only('404', '403', '200')
const changing = (member: string, host: string) => only('404', member, host)
const removedNot = (outcomes: Outcomes) =>
  outcomes.map((each, at) => (askers[at] === 'removed' ? '404' : each))
/** Those without a password may become somebody with one; the others are already. */
const guests = (guest: string, holder: string) => [guest, guest, guest, holder, guest, holder]

const nothing = () => ({})

const claimAt =
  (rest: string) =>
  ({ world, asker, slug }: Where) =>
    `/c/${slug}/claims/${world.claimOf(asker)}${rest}`
const at =
  (rest: string) =>
  ({ slug }: Where) =>
    `/c/${slug}${rest}`
const fixed = (path: string) => () => path

/** Every route of the built pages that loads or acts, by its id. */
export const routeMatrix: Record<string, RouteRow> = {
  'routes/_index': { path: fixed('/'), get: all('200') },
  'routes/$': { path: fixed('/nowhere'), get: all('404') },
  'routes/cases._index': { path: fixed('/cases?q=x&kind=closed&sort=large'), get: all('200') },
  'routes/cases.similar': { path: fixed('/cases/similar?q=x'), get: all('200') },
  'routes/login': {
    path: fixed('/login'),
    get: guests('200', '302 /'),
    post: {
      fields: () => ({ email: 'who@example.com', password: 'no password of theirs' }),
      outcomes: guests('422', '302 /'),
    },
  },
  'routes/signup': {
    alone: true,
    path: fixed('/signup'),
    get: guests('200', '302 /'),
    post: {
      fields: () => ({ email: `${randomUUID()}@example.com`, newPassword: SORA_PASSWORD }),
      // Holders are answered by the page, which sends them on.
      outcomes: all('302 /'),
    },
  },
  'routes/recover': {
    path: fixed('/recover'),
    post: { fields: () => ({ recoveryCode: '0000-0000-0000-0000' }), outcomes: all('422') },
  },
  'routes/logout': {
    alone: true,
    path: fixed('/logout'),
    get: ['302 /', ...all('200').slice(1)],
    post: { fields: nothing, outcomes: all('302 /') },
  },
  'routes/account': {
    path: fixed('/account'),
    get: ['302 /login', ...all('200').slice(1)],
    post: { fields: nothing, outcomes: ['404', ...all('200').slice(1)] },
  },
  'routes/account_.erase': {
    alone: true,
    path: fixed('/account/erase'),
    get: ['302 /login', ...all('200').slice(1)],
    // The hosts are the only ones with a password in their rooms.
    post: {
      fields: () => ({ password: SORA_PASSWORD, sure: 'on' }),
      outcomes: ['404', '302 /erased', '302 /erased', '409', '302 /erased', '409'],
    },
  },
  'routes/notifications': {
    path: fixed('/notifications'),
    get: ['302 /login', ...all('200').slice(1)],
    post: { fields: nothing, outcomes: ['404', ...all('200').slice(1)] },
  },
  'routes/notifications_.heard': {
    path: fixed('/notifications/heard'),
    get: ['404', ...all('200').slice(1)],
  },
  'routes/notifications_.device': {
    path: fixed('/notifications/device'),
    post: { fields: () => ({ ...pushAddress() }), outcomes: ['404', ...all('200').slice(1)] },
  },
  'routes/share': { path: fixed('/share'), get: all('200') },
  'routes/open': {
    alone: true,
    path: fixed('/open'),
    get: guests('302 /signup', '200'),
    post: {
      fields: () => ({ ...caseFields(), ...entry() }),
      outcomes: guests('302 /signup', '302 /c'),
    },
  },
  'routes/j.$code': {
    alone: true,
    path: ({ world }) => `/j/${world.code}`,
    get: ['200', '200', '404', '200', '302 /c', '302 /c'],
    post: { fields: entry, outcomes: removedNot(all('302 /c')) },
  },
  'routes/c.$slug.join': {
    alone: true,
    path: at('/join'),
    get: ['200', '200', '200', '200', '302 /c', '302 /c'],
    post: { fields: entry, outcomes: removedNot(all('302 /c')) },
  },
  'routes/c.$slug._index': { path: at(''), get: all('200') },
  'routes/c.$slug.totals': { path: at('/totals'), get: all('200') },
  'routes/c.$slug.og[.]png': { path: at('/og.png'), get: all('200') },
  'routes/c.$slug.room._index': { path: at('/room'), get: all('302 /c') },
  'routes/c.$slug.room.$channel': {
    path: at('/room/all'),
    get: inside,
    post: { fields: post, outcomes: changing('303 /c', '303 /c') },
  },
  'routes/c.$slug.room.$channel.messages': {
    path: at('/room/all/messages'),
    get: inside,
    post: { fields: post, outcomes: inside },
  },
  // A form without a file: what it brings is no upload. Files are in picture.test.ts.
  'routes/c.$slug.room.$channel.files': {
    path: at('/room/all/files'),
    post: { fields: nothing, outcomes: inside.map((each) => (each === '200' ? '400' : '404')) },
  },
  'routes/c.$slug.files.$fileId': {
    path: ({ world, asker, slug }) => `/c/${slug}/files/${world.looseOf(asker)}`,
    post: { fields: nothing, outcomes: inside },
  },
  'routes/c.$slug.files.$fileId.$copy': {
    path: ({ world, asker, slug }) => `/c/${slug}/files/${world.pictureOf(asker)}/thumb`,
    get: inside,
  },
  'routes/c.$slug.room.$channel.people': { path: at('/room/all/people?q=%EB%AF%BC'), get: inside },
  'routes/c.$slug.room.$channel.held': {
    path: ({ world, asker, slug }) => `/c/${slug}/room/all/held?of=${world.messageOf(asker)}`,
    get: inside,
  },
  'routes/c.$slug.room.$channel.reactions': {
    path: ({ world, asker, slug }) => `/c/${slug}/room/all/reactions?of=${world.messageOf(asker)}`,
    get: inside,
  },
  'routes/c.$slug.unread': {
    path: at('/unread'),
    get: inside,
    post: { fields: () => ({ channel: 'all', seq: '1' }), outcomes: inside },
  },
  'routes/c.$slug.search': { path: at('/search?q=x'), get: inside },
  'routes/search': { path: fixed('/search?q=x'), get: all('200') },
  'routes/signs': { path: fixed('/signs'), get: all('200') },
  'routes/verify': { path: fixed('/verify'), get: all('200') },
  'routes/c.$slug.ledger._index': { path: at('/ledger'), get: inside },
  'routes/c.$slug.ledger.checkpoint': { path: at('/ledger/checkpoint?from=1'), get: inside },
  'routes/c.$slug.receipts.$kind.$file': {
    path: ({ world, asker, slug }) => `/c/${slug}/receipts/claim/${world.claimOf(asker)}.json`,
    get: inside,
  },
  'routes/c.$slug.rooms': {
    path: at('/rooms'),
    get: inside,
    post: { fields: newOtherRoom, outcomes: changing('403', '303 /c') },
  },
  'routes/c.$slug.respondents': {
    path: at('/respondents'),
    get: inside,
    post: {
      fields: () => ({ ...newRespondent(), intent: 'propose' }),
      outcomes: changing('303 /c', '303 /c'),
    },
  },
  'routes/c.$slug.claims._index': { path: at('/claims'), get: inside },
  'routes/c.$slug.claims.new': {
    path: at('/claims/new'),
    get: inside,
    post: { fields: claimFields, outcomes: changing('303 /c', '303 /c') },
  },
  'routes/c.$slug.claims.unsent': {
    path: at('/claims/unsent'),
    post: {
      fields: () => ({
        form: `new buyer ${randomUUID()}`,
        base: '0',
        values: '{"fields":{"story":"쓰다 만 말"}}',
      }),
      outcomes: inside,
    },
  },
  'routes/c.$slug.claims.$claimId': {
    path: claimAt(''),
    get: inside,
    post: { fields: nothing, outcomes: inside },
  },
  'routes/c.$slug.claims.$claimId_.edit': {
    path: claimAt('/edit'),
    get: inside,
    post: { fields: () => ({ ...claimFields(), version: '1' }), outcomes: changing('303 /c', '303 /c') },
  },
  'routes/c.$slug.claims.$claimId_.letters._index': { path: claimAt('/letters'), get: inside },
  'routes/c.$slug.claims.$claimId_.letters.$letterId': {
    path: claimAt('/letters/refund'),
    get: inside,
    post: { fields: () => ({ intent: 'identity' }), outcomes: inside },
  },
  'routes/c.$slug.claims.$claimId_.letters.$letterId_.file': {
    path: claimAt('/letters/refund/file'),
    post: { fields: nothing, outcomes: inside },
  },
  // The claims here are buyers', which lead back.
  'routes/c.$slug.claims.$claimId_.settlement': {
    path: claimAt('/settlement'),
    get: changing('302 /c', '302 /c'),
    post: { fields: () => ({ 'column[0]': 'amount' }), outcomes: changing('302 /c', '302 /c') },
  },
  'routes/c.$slug.claims.$claimId_.withdraw': {
    alone: true,
    path: claimAt('/withdraw'),
    get: inside,
    post: { fields: () => ({ why: '' }), outcomes: changing('303 /c', '303 /c') },
  },
  'routes/c.$slug.figures': { path: at('/figures'), get: inside },
  'routes/c.$slug.host.sheets._index': {
    path: at('/host/sheets'),
    get: staff,
    post: { fields: nothing, outcomes: changing('403', '422') },
  },
  'routes/c.$slug.host.sheets.$sheetId._index': {
    path: ({ world, slug }) => `/c/${slug}/host/sheets/${world.sheet.sheetId}`,
    get: staff,
    post: { fields: () => ({ intent: 'bring' }), outcomes: changing('403', '303 /c') },
  },
  'routes/c.$slug.host.sheets.$sheetId.links': {
    path: ({ world, slug }) => `/c/${slug}/host/sheets/${world.sheet.sheetId}/links`,
    get: staff,
  },
  'routes/w.$code': {
    alone: true,
    path: ({ world }) => `/w/${world.sheet.code}`,
    get: ['200', '200', '404', '200', '200', '200'],
    post: { fields: entry, outcomes: removedNot(all('303 /w')) },
  },
  // Forms without a file. Files are in kakao.test.ts.
  'routes/c.$slug.kakao._index': {
    path: at('/kakao'),
    get: inside,
    post: { fields: nothing, outcomes: changing('422', '422') },
  },
  'routes/c.$slug.kakao.upload': {
    path: at('/kakao/upload'),
    post: { fields: nothing, outcomes: changing('422', '422') },
  },
  'routes/c.$slug.kakao.$importId._index': {
    path: kakaoFile(''),
    get: inside,
    post: { fields: nothing, outcomes: changing('303 /c', '303 /c') },
  },
  'routes/c.$slug.kakao.$importId.file': { path: kakaoFile('/file'), get: inside },
  'routes/c.$slug.kakao.talk': {
    path: ({ world, slug }) => `/c/${slug}/kakao/talk?room=${world.kakaoRoomId}`,
    get: inside,
    post: {
      fields: () => ({ intent: 'name', ownName: '나리' }),
      outcomes: changing('303 /c', '303 /c'),
    },
  },
  'routes/c.$slug.more._index': { path: at('/more'), get: inside },
  'routes/c.$slug.more.share': {
    path: at('/more/share'),
    get: inside,
    post: { fields: nothing, outcomes: changing('302 /c', '302 /c') },
  },
  'routes/c.$slug.more.recovery': {
    path: at('/more/recovery'),
    get: inside,
    post: { fields: nothing, outcomes: inside },
  },
  'routes/c.$slug.more.notifications': {
    path: at('/more/notifications'),
    get: inside,
    post: { fields: wishes, outcomes: changing('302 /c', '302 /c') },
  },
  'routes/c.$slug.more.leave': {
    alone: true,
    path: at('/more/leave'),
    get: inside,
    post: { fields: nothing, outcomes: changing('302 /c', '302 /c') },
  },
  'routes/c.$slug.more.erase': {
    alone: true,
    path: at('/more/erase'),
    get: inside,
    post: {
      fields: () => ({ password: SORA_PASSWORD, sure: 'on' }),
      outcomes: changing('302 /erased', '409'),
    },
  },
  'routes/c.$slug.host.edit': {
    path: at('/host/edit'),
    get: staff,
    post: { fields: caseFields, outcomes: changing('403', '302 /c') },
  },
  'routes/c.$slug.host.invites': {
    path: at('/host/invites'),
    get: staff,
    post: {
      fields: ({ world }) => ({ intent: 'revoke', inviteId: world.inviteId }),
      outcomes: changing('403', '302 /c'),
    },
  },
  'routes/c.$slug.host.union': {
    path: at('/host/union'),
    get: staff,
    post: {
      fields: () => ({ id: randomUUID(), into: 'zzzzzzzzzz' }),
      outcomes: changing('403', '422'),
    },
  },
  'routes/c.$slug.host.voices': {
    path: at('/host/voices'),
    get: staff,
    post: {
      fields: ({ world }) => ({
        ...{ intent: 'make', id: randomUUID(), respondentId: world.respondentId },
        ...{ means: 'phone', sentTo: '02-000-0000' },
      }),
      // The respondent of this world has no business number.
      outcomes: changing('403', '409'),
    },
  },
  'routes/v.$code': {
    path: () => '/v/no-such-code',
    get: all('404'),
    post: { fields: () => ({ businessNumber: '120-81-47521' }), outcomes: guests('403', '404') },
  },
  'routes/voice.$voiceId': {
    path: () => `/voice/${randomUUID()}`,
    get: all('404'),
    post: { fields: () => ({ id: randomUUID(), body: '알립니다' }), outcomes: all('404') },
  },
  'routes/c.$slug.host.members': {
    path: at('/host/members'),
    get: staff,
    post: {
      fields: ({ world }) => ({ memberId: world.target.memberId }),
      outcomes: changing('403', '302 /c'),
    },
  },
  'routes/c.$slug.host.order': {
    path: at('/host/order'),
    get: staff,
    post: {
      fields: ({ world }) => ({ intent: 'hide', messageId: world.targetMessageId, why: 'spam' }),
      outcomes: changing('403', '303 /c'),
    },
  },
  'routes/c.$slug.host.members_.$memberId': {
    path: ({ world, slug }) => `/c/${slug}/host/members/${world.target.memberId}`,
    get: staff,
    post: {
      fields: () => ({ intent: 'mute', minutes: '10', why: 'spam' }),
      outcomes: changing('403', '303 /c'),
    },
  },
  'routes/c.$slug.host.talk': {
    path: at('/host/talk'),
    get: staff,
    post: { fields: () => ({ intent: 'unslow', channel: 'all' }), outcomes: changing('403', '303 /c') },
  },
  'routes/c.$slug.review.$messageId': {
    path: ({ world, slug }) => `/c/${slug}/review/${world.targetMessageId}`,
    get: inside,
    post: { fields: () => ({ intent: 'hide', why: 'spam' }), outcomes: changing('403', '303 /c') },
  },
  'routes/c.$slug.order': {
    path: at('/order'),
    post: {
      fields: ({ world }) => ({ intent: 'show', messageId: world.targetMessageId }),
      outcomes: only('404', '403', '200'),
    },
  },
  'routes/c.$slug.log': { path: at('/log?of=people'), get: inside },
  'routes/c.$slug.more.order': { path: at('/more/order'), get: inside },
  'routes/c.$slug.guide._index': {
    path: at('/guide'),
    get: inside,
    post: {
      fields: () => ({ step: 'relief', receipt: '2026-1' }),
      outcomes: changing('303 /c', '303 /c'),
    },
  },
  'routes/c.$slug.guide.$step._index': { path: at('/guide/relief'), get: all('200') },
  'routes/c.$slug.guide.$step.og[.]png': { path: at('/guide/relief/og.png'), get: all('200') },
  'routes/c.$slug.my._index': { path: at('/my'), get: inside },
  'routes/c.$slug.my.looks': { path: at('/my/looks'), get: inside },
  'routes/c.$slug.so-far': { path: at('/so-far'), get: inside },
  'routes/c.$slug.pinned': { path: at('/pinned'), get: inside },
  'routes/c.$slug.cards': {
    path: ({ world, slug }) => `/c/${slug}/cards?refs=notice.${world.noticeId},poll.${world.pollId}`,
    get: inside,
    post: { fields: ({ world }) => ({ intent: 'ack', id: world.noticeId }), outcomes: inside },
  },
  'routes/c.$slug.welcome': {
    path: at('/welcome'),
    post: { fields: nothing, outcomes: changing('303 /c', '303 /c') },
  },
  'routes/c.$slug.notices._index': { path: at('/notices'), get: inside },
  'routes/c.$slug.notices.new': {
    path: at('/notices/new'),
    get: staff,
    post: { fields: newNotice, outcomes: changing('403', '303 /c') },
  },
  'routes/c.$slug.notices.$noticeId': {
    path: ({ world, slug }) => `/c/${slug}/notices/${world.noticeId}`,
    get: inside,
    post: { fields: () => ({ intent: 'ack' }), outcomes: changing('303 /c', '303 /c') },
  },
  'routes/c.$slug.notices.$noticeId_.edit': {
    path: ({ world, slug }) => `/c/${slug}/notices/${world.noticeId}/edit`,
    get: staff,
    post: {
      fields: () => ({ version: '1', title: '고친 공지', body: '고친 내용' }),
      outcomes: changing('403', '303 /c'),
    },
  },
  'routes/c.$slug.polls._index': { path: at('/polls'), get: inside },
  'routes/c.$slug.polls.new': {
    path: at('/polls/new'),
    get: inside,
    post: { fields: newPoll, outcomes: changing('303 /c', '303 /c') },
  },
  'routes/c.$slug.polls.$pollId': {
    path: ({ world, slug }) => `/c/${slug}/polls/${world.pollId}`,
    get: inside,
    post: { fields: () => ({ intent: 'vote', choices: '1' }), outcomes: changing('303 /c', '303 /c') },
  },
  'routes/c.$slug.polls.$pollId_.result[.]csv': {
    path: ({ world, slug }) => `/c/${slug}/polls/${world.pollId}/result.csv`,
    get: inside,
  },
  'routes/c.$slug.deadlines._index': { path: at('/deadlines'), get: inside },
  'routes/c.$slug.deadlines[.]ics': { path: at('/deadlines.ics'), get: inside },
  'routes/c.$slug.claims.$claimId_.law': {
    path: claimAt('/law'),
    get: inside,
    post: { fields: () => ({ demand: '2026-11-02', sued: 'no' }), outcomes: changing('303 /c', '303 /c') },
  },
  'routes/c.$slug.host.dates': {
    path: at('/host/dates'),
    get: staff,
    post: { fields: () => ({ petition: '2026-11-02' }), outcomes: changing('403', '303 /c') },
  },
  'routes/c.$slug.schedule._index': { path: at('/schedule'), get: inside },
  'routes/c.$slug.schedule.new': {
    path: at('/schedule/new'),
    get: staff,
    post: { fields: newEvent, outcomes: changing('403', '303 /c') },
  },
  'routes/c.$slug.schedule.$eventId': {
    path: ({ world, slug }) => `/c/${slug}/schedule/${world.eventId}`,
    get: inside,
    post: { fields: nothing, outcomes: changing('403', '303 /c') },
  },
  'routes/c.$slug.schedule.$eventId_.edit': {
    path: ({ world, slug }) => `/c/${slug}/schedule/${world.eventId}/edit`,
    get: staff,
    post: { fields: eventFields, outcomes: changing('403', '303 /c') },
  },
  'routes/c.$slug.schedule.$eventId_.event[.]ics': {
    path: ({ world, slug }) => `/c/${slug}/schedule/${world.eventId}/event.ics`,
    get: inside,
  },
  'routes/c.$slug.schedule[.]ics': { path: at('/schedule.ics'), get: inside },
  'routes/c.$slug.host.answers': {
    path: at('/host/answers'),
    get: staff,
    post: { fields: hostAnswer, outcomes: changing('403', '303 /c') },
  },
  'routes/c.$slug.answers': {
    path: at('/answers'),
    get: inside,
    post: {
      fields: ({ world }) => ({
        id: world.answerId,
        channelId: world.channelId,
        clientId: randomUUID(),
      }),
      outcomes: inside,
    },
  },
  'routes/c.$slug.filings._index': { path: at('/filings'), get: inside },
  'routes/c.$slug.filings.new': {
    path: at('/filings/new'),
    get: staff,
    post: { fields: () => newFiling(), outcomes: changing('403', '303 /c') },
  },
  'routes/c.$slug.filings.$filingId': {
    path: ({ world, slug }) => `/c/${slug}/filings/${world.filingId}`,
    get: inside,
    post: {
      fields: ({ world, asker }) => ({ intent: 'leave', claimId: world.claimOf(asker) }),
      outcomes: changing('303 /c', '303 /c'),
    },
  },
  'routes/c.$slug.filings.$filingId_.progress': {
    path: ({ world, slug }) => `/c/${slug}/filings/${world.filingId}/progress`,
    get: inside,
    post: { fields: () => newStep(), outcomes: changing('403', '303 /c') },
  },
  'routes/c.$slug.filings.$filingId_.representatives': {
    path: ({ world, slug }) => `/c/${slug}/filings/${world.filingId}/representatives`,
    get: inside,
    post: {
      fields: () => ({ intent: 'open', id: randomUUID(), seats: '2' }),
      outcomes: changing('403', '303 /c'),
    },
  },
  'routes/c.$slug.filings.$filingId_.receivers': {
    path: ({ world, slug }) => `/c/${slug}/filings/${world.filingId}/receivers`,
    get: inside,
    post: {
      fields: () => ({ intent: 'end', receiverId: randomUUID() }),
      outcomes: changing('403', '404'),
    },
  },
  'routes/r._index': {
    path: fixed('/r'),
    get: all('200'),
    post: { fields: () => ({ secret: 'a'.repeat(43) }), outcomes: all('422') },
  },
  'routes/r.$form': { path: fixed('/r/json'), get: all('404') },
  'routes/c.$slug.host.exports._index': {
    path: at('/host/exports'),
    get: staff,
    post: {
      fields: () => ({
        format: 'csv',
        shape: 'claims',
        side: 'buyer',
        reason: '소비자원에 내려고 해요',
        password: SORA_PASSWORD,
      }),
      outcomes: changing('403', '302 /c'),
    },
  },
  'routes/c.$slug.host.exports.$exportId.file': {
    path: ({ world, slug }) => `/c/${slug}/host/exports/${world.exportId}/file`,
    // A list has no page of its own that a member could be refused: to them it is not there.
    get: only('404', '404', '200'),
  },
  'routes/c.$slug.keep': {
    path: ({ world, asker, slug }) => `/c/${slug}/keep?as=fact&m=${world.messageOf(asker)}`,
    get: inside,
    post: {
      fields: ({ world, asker }) => ({
        ...{ intent: 'fact', id: randomUUID(), messages: world.messageOf(asker), body: '공지가 올라왔어요' },
        ...{ happenedOn: '2024-08-16', happenedTime: '10:00' },
      }),
      outcomes: changing('303 /c', '303 /c'),
    },
  },
  'routes/c.$slug.facts._index': { path: at('/facts'), get: inside },
  'routes/c.$slug.facts.chronicle.$form': { path: at('/facts/chronicle/docx'), get: inside },
  'routes/c.$slug.facts.new': {
    path: at('/facts/new'),
    get: inside,
    post: { fields: factFields, outcomes: changing('303 /c', '303 /c') },
  },
  'routes/c.$slug.facts.$factId': {
    path: ({ world, slug }) => `/c/${slug}/facts/${world.factId}`,
    get: inside,
    post: {
      fields: ({ world }) => ({ intent: 'judge', factId: world.factId, state: 'confirmed' }),
      outcomes: changing('403', '303 /c'),
    },
  },
  'routes/c.$slug.host.state': {
    path: at('/host/state'),
    get: staff,
    post: { fields: caseStateFields, outcomes: changing('403', '303 /c') },
  },
  'routes/c.$slug.story': { path: at('/story'), get: all('200') },
  'routes/c.$slug.story_.$factId._index': {
    path: ({ world, slug }) => `/c/${slug}/story/${world.factId}`,
    get: all('404'),
  },
  'routes/c.$slug.story_.$factId.og[.]png': {
    path: ({ world, slug }) => `/c/${slug}/story/${world.factId}/og.png`,
    get: all('404'),
  },
  'routes/c.$slug.poster[.]pdf': { path: at('/poster.pdf'), get: all('200') },
  // A form without a file. Files are in evidence.test.ts.
  'routes/c.$slug.evidence.add': {
    path: at('/evidence/add'),
    get: inside,
    post: { fields: nothing, outcomes: changing('422', '422') },
  },
  'routes/c.$slug.evidence.files.$fileId._index': {
    path: ({ world, asker, slug }) => `/c/${slug}/evidence/files/${world.evidenceOf(asker).fileId}`,
    get: inside,
  },
  'routes/c.$slug.evidence.files.$fileId.$copy': {
    path: ({ world, asker, slug }) => `/c/${slug}/evidence/files/${world.evidenceOf(asker).fileId}/thumb`,
    get: inside,
  },
  'routes/c.$slug.evidence.files.$fileId.read': {
    path: ({ world, asker, slug }) => `/c/${slug}/evidence/files/${world.evidenceOf(asker).textId}/read`,
    get: inside,
  },
  'routes/c.$slug.evidence.files.$fileId.mask._index': {
    path: ({ world, asker, slug }) => `/c/${slug}/evidence/files/${world.evidenceOf(asker).fileId}/mask`,
    get: inside,
  },
  // A form without a file. Files are in masking.test.ts.
  'routes/c.$slug.evidence.files.$fileId.mask.upload': {
    path: ({ world, asker, slug }) =>
      `/c/${slug}/evidence/files/${world.evidenceOf(asker).fileId}/mask/upload`,
    post: { fields: nothing, outcomes: changing('422', '422') },
  },
  'routes/c.$slug.evidence.room': { path: at('/evidence/room'), get: inside },
  'routes/c.$slug.evidence._index': { path: at('/evidence'), get: inside },
  'routes/c.$slug.evidence.$evidenceId': {
    path: ({ world, asker, slug }) => `/c/${slug}/evidence/${world.evidenceOf(asker).evidenceId}`,
    get: inside,
    post: { fields: () => ({ intent: 'describe', title: '영수증' }), outcomes: changing('303 /c', '303 /c') },
  },
  'routes/c.$slug.contacts._index': {
    path: at('/contacts'),
    get: inside,
    post: { fields: quickContact, outcomes: changing('303 /c', '303 /c') },
  },
  'routes/c.$slug.contacts.new': {
    path: at('/contacts/new'),
    get: inside,
    post: { fields: contactFields, outcomes: changing('303 /c', '303 /c') },
  },
  'routes/c.$slug.contacts.send': {
    path: at('/contacts/send'),
    get: inside,
    post: { fields: sentContact, outcomes: changing('303 /c', '303 /c') },
  },
  'routes/c.$slug.contacts.$contactId': {
    path: ({ world, asker, slug }) => `/c/${slug}/contacts/${world.contactOf(asker)}`,
    get: inside,
    post: {
      fields: () => ({ ...contactFields(), version: '1' }),
      outcomes: changing('303 /c', '303 /c'),
    },
  },
  'routes/c.$slug.captures': {
    path: at('/captures'),
    get: inside,
    post: { fields: captureFields, outcomes: changing('303 /c', '303 /c') },
  },
  'routes/c.$slug.documents._index': {
    path: at('/documents'),
    get: inside,
    post: {
      fields: ({ world }) => ({ documentId: world.documentId, receivedOn: '2024-08-16', sha256: '' }),
      outcomes: changing('303 /c', '303 /c'),
    },
  },
  'routes/c.$slug.documents.new': {
    path: at('/documents/new'),
    get: inside,
    post: { fields: documentFields, outcomes: changing('303 /c', '303 /c') },
  },
  'routes/c.$slug.host.duplicates': {
    alone: true,
    path: at('/host/duplicates'),
    get: staff,
    post: {
      fields: ({ world }) => ({
        ...{ intent: 'merge', why: '같은 주문이에요' },
        ...{ claimId: world.claimOf('member'), intoId: world.claimOf('host') },
      }),
      outcomes: changing('403', '303 /c'),
    },
  },
  'routes/c.$slug.host.claims._index': { path: at('/host/claims'), get: staff },
  'routes/c.$slug.host.claims.$claimId': {
    path: ({ world, asker, slug }) => `/c/${slug}/host/claims/${world.claimOf(asker)}`,
    // One's own needs no reason.
    get: only('404', '404', '200'),
    post: {
      fields: () => ({ intent: 'reason', reason: '취합 접수 확인' }),
      outcomes: only('404', '404', '303 /c'),
    },
  },
  'routes/c.$slug.host.evidence': { path: at('/host/evidence'), get: staff },
  'routes/c.$slug.host.exhibits._index': {
    path: at('/host/exhibits'),
    get: staff,
    post: { fields: () => ({ intent: 'all' }), outcomes: changing('403', '303 /c') },
  },
  // Nobody said why yet.
  'routes/c.$slug.host.exhibits.file': { path: at('/host/exhibits/file'), get: only('404', '403', '403') },
  'routes/c.$slug.consents': {
    path: at('/consents'),
    get: inside,
    post: { fields: () => ({ citationId: randomUUID(), given: 'yes' }), outcomes: changing('404', '404') },
  },
  'routes/c.$slug.more.copies._index': {
    path: at('/more/copies'),
    get: inside,
    post: {
      fields: () => ({ intent: 'talk', channel: 'all', format: 'txt', fromOn: '', toOn: '' }),
      outcomes: changing('302 /c', '302 /c'),
    },
  },
  'routes/c.$slug.more.copies.$exportId.file': {
    path: ({ world, slug }) => `/c/${slug}/more/copies/${world.exportId}/file`,
    get: only('404', '404', '200'),
  },
}

/** The asker's own KakaoTalk file. */
function kakaoFile(rest: string) {
  return ({ world, asker, slug }: Where) => `/c/${slug}/kakao/${world.kakaoOf(asker).importId}${rest}`
}

function post() {
  return { intent: 'post', clientId: randomUUID(), body: '안녕하세요', replyTo: '' }
}
