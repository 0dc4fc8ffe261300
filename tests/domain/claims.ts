import { randomInt, randomUUID } from 'node:crypto'
import type { Side } from '#app/shapes/case.ts'
import type { BuyerClaim, SellerClaim } from '#app/shapes/claim.ts'
import { consentVersion } from '#app/text/ko/consent.ts'
import type { Db } from '#db/client.ts'
import { genesisHash } from '#server/domain/ledger.ts'
import type { Vault } from '#server/domain/vault.ts'
import type { Viewer } from '#server/domain/viewer.ts'

// The least a claim test needs of a case: its rows, without the ledger entries and channels that opening one makes.

/** A case without members. */
export async function bareCase(db: Db, vault: Vault): Promise<{ caseId: string; slug: string }> {
  const caseId = randomUUID()
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
  const slug = Array.from({ length: 10 }, () => letters[randomInt(letters.length)]).join('')
  await db
    .insertInto('case')
    .values({
      id: caseId,
      slug,
      shop_name: '알렛츠',
      shop_key: '알렛츠',
      shop_jamo: 'ㅇㅏㄹㄹㅔㅊㅡ',
      troubles: ['closed'],
      admits: ['buyer', 'seller', 'both', 'helper'],
    })
    .execute()
  await db
    .insertInto('case_head')
    .values({ case_id: caseId, ledger_hash: genesisHash(caseId) })
    .execute()
  const { wrapped, masterKeyId } = vault.newCaseKey(caseId)
  await db.insertInto('case_key').values({ case_id: caseId, wrapped, master_key_id: masterKeyId }).execute()
  return { caseId, slug }
}

/** A new guest in a case. */
export async function memberOf(db: Db, caseId: string, side: Side): Promise<Viewer & { memberId: string }> {
  const account = await db.insertInto('account').defaultValues().returning('id').executeTakeFirstOrThrow()
  const nickname = `참여자 ${randomUUID().slice(0, 8)}`
  const member = await db
    .insertInto('member')
    .values({
      case_id: caseId,
      account_id: account.id,
      nickname,
      nickname_key: nickname,
      side,
      rules_version: '2026-11-22',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .updateTable('case_head')
    .set((eb) => ({ members: eb('members', '+', 1) }))
    .where('case_id', '=', caseId)
    .execute()
  return { accountId: account.id, hasPassword: false, memberId: member.id }
}

/** A buyer's claim with an order number of its own. */
export function buyerDraft(changes: Partial<BuyerClaim> = {}): BuyerClaim {
  return {
    kind: 'refund',
    clientId: randomUUID(),
    orderNumber: `AL-${randomInt(1e9)}`,
    orderedOn: '2024-08-10',
    paidOn: '2024-08-10',
    paymentMethod: 'card_installment',
    cardIssuer: '국민카드',
    installmentMonths: 3,
    items: [{ name: '여름 이불', quantity: 2, amount: 129_000 }],
    refunded: 29_000,
    story: '취소했는데 환불이 오지 않아요.',
    identity: { name: '김민지', phone: '01000001234', email: 'minji@example.com' },
    consentVersion,
    ...changes,
  }
}

/** A seller's claim of one unpaid settlement. */
export function sellerDraft(changes: Partial<SellerClaim> = {}): SellerClaim {
  return {
    kind: 'settlement',
    clientId: randomUUID(),
    settlementCycle: 'monthly',
    dueOn: '2024-08-16',
    items: [{ name: '7월 판매분 정산', quantity: 1, amount: 12_340_000 }],
    refunded: 0,
    story: '',
    identity: { name: '박태호', phone: '01000005678', email: '' },
    consentVersion,
    ...changes,
  }
}
