import type { ChosenSide } from '#app/shapes/case.ts'
import type { OpeningDraft } from '#app/shapes/case-draft.ts'
import { type JoinDraft, RULES_VERSION } from '#app/shapes/join.ts'
import type { Db } from '#db/client.ts'
import { newGuest, signUp } from '#server/domain/account.ts'
import { openCase } from '#server/domain/case.ts'
import { makeInvite } from '#server/domain/invite.ts'
import { joinCase } from '#server/domain/member.ts'
import { openVault, type Vault } from '#server/domain/vault.ts'
import { nobody, type Viewer } from '#server/domain/viewer.ts'

// The people of the tests, all invented, all made through the domain: Sora the host, Minji the buyer, Taeho the
// seller, Hana who is both, Jun the stranger.

/** A person inside a case. */
export type Person = { viewer: Viewer; accountId: string; memberId: string; nickname: string }

export type TestCase = {
  caseId: string
  slug: string
  /** The code of a join link without end or cap. */
  code: string
  sora: Person
  minji: Person
  taeho: Person
  hana: Person
  /** A guest who is in no case. */
  jun: Viewer
}

/** A vault whose keys are the same in every test. */
export function testVault(): Vault {
  return openVault(Buffer.alloc(32, 7))
}

export const SORA_PASSWORD = '알렛츠 방장 소라 2024'

/** A draft that names a shop of its own each time, so that one shop stays one room. */
export function draftOf(changes: Partial<OpeningDraft> = {}): OpeningDraft {
  drafts += 1
  return {
    shopName: `달빛마켓 ${drafts}`,
    operatorName: '달빛커머스',
    businessNumber: null,
    troubles: ['closed', 'unsettled'],
    noticeOn: '2024-08-16',
    closesOn: '2024-08-31',
    settlesOn: '2024-08-16',
    noticeText: '부득이한 경영상의 사정으로 8월 31일 자로 서비스를 종료합니다.',
    noticeUrl: 'https://shop.example.com/notice/31',
    admits: ['buyer', 'seller', 'both', 'helper'],
    openJoin: true,
    nickname: '방장 소라',
    side: 'buyer',
    rules: RULES_VERSION,
    ...changes,
  }
}

let drafts = 0
let addresses = 0

/** Somebody with an address and a password (`SORA_PASSWORD` unless given) who is in no case. */
export async function accountHolder(db: Db, vault: Vault, password = SORA_PASSWORD): Promise<Viewer> {
  addresses += 1
  const email = `person${addresses}.${Date.now()}@example.com`
  const { accountId } = await signUp(db, nobody, { email, password }, { vault })
  return { accountId, hasPassword: true }
}

/** A guest who is in no case. */
export async function guest(db: Db): Promise<Viewer> {
  const { accountId } = await newGuest(db)
  return { accountId, hasPassword: false }
}

/** A new guest joins through the link. */
export async function joined(db: Db, code: string, nickname: string, side: ChosenSide): Promise<Person> {
  const { accountId, memberId } = await joinCase(db, nobody, { code }, entryOf(nickname, side))
  return { viewer: { accountId, hasPassword: false }, accountId, memberId, nickname }
}

/** What a join form says. */
export function entryOf(nickname: string, side: ChosenSide = 'buyer'): JoinDraft {
  return { nickname, side, rules: RULES_VERSION }
}

/** Opens a case with its host, a buyer, a seller, somebody who is both, and a stranger outside. */
export async function openTestCase(
  db: Db,
  vault: Vault,
  changes: Partial<OpeningDraft> = {},
): Promise<TestCase> {
  const viewer = await accountHolder(db, vault)
  const draft = draftOf(changes)
  const { caseId, slug, memberId } = await openCase(db, viewer, draft, { vault })
  const terms = { slug, expiresAt: null, maxUses: null }
  const { code } = await makeInvite(db, viewer, terms, { vault })
  return {
    caseId,
    slug,
    code,
    sora: { viewer, accountId: viewer.accountId ?? '', memberId, nickname: draft.nickname },
    minji: await joined(db, code, '민지', 'buyer'),
    taeho: await joined(db, code, '태호', 'seller'),
    hana: await joined(db, code, '하나', 'both'),
    jun: await guest(db),
  }
}
