import { randomUUID } from 'node:crypto'
import { chat } from '#app/text/ko/chat.ts'
import type { Db } from '#db/client.ts'
import { hostNickname, newcomers } from '#db/seed/allets/people.ts'
import type { Demo } from '#db/seed/demo.ts'
import { channelFor } from '#server/domain/access.ts'
import { postMessage } from '#server/domain/message.ts'
import { hideMessage } from '#server/domain/moderation.ts'
import type { TestCase } from '#tests/people.ts'
import type { Studio } from './studio.ts'

// What is on each picture. A scene waits for what it shows, never for time.

/** The demo, and a room in which nothing was said yet. */
export type World = { db: Db; demo: Demo; bare: TestCase }
type Scene = (studio: Studio, world: World, file: string) => Promise<number>

/** Somebody who buys, as most do. */
const [[reader] = ['']] = newcomers.filter(([, side]) => side === 'buyer')
const WRITERS = 6
/** How many say something while somebody reads further up. */
const BURST = 24

/** The case, light and of the usual size, as this member sees it. */
const shown =
  (path: string, size: 'phone' | 'desktop', nickname = reader, look?: string): Scene =>
  async ({ seat, keep }, { db, demo }, file) => {
    const accountId = await accountOf(db, demo, nickname)
    return keep(await seat({ accountId, size, ...(look && { look }) }, `/c/${demo.slug}${path}`), file)
  }

export const scenes: Record<string, Scene> = {
  case: async ({ seat, keep }, { demo }, file) =>
    keep(await seat({ accountId: null, size: 'phone' }, `/c/${demo.slug}`), file),
  join: async ({ seat, keep }, { demo }, file) => {
    const page = await seat({ accountId: null, size: 'phone' }, `/j/${demo.joinCode}`)
    await page.getByLabel('닉네임').first().fill('소파없는거실')
    return keep(page, file)
  },
  'first-join': async ({ seat, keep }, { demo }, file) => {
    const page = await seat({ accountId: null, size: 'phone' }, `/j/${demo.joinCode}`)
    await page.getByLabel('닉네임').first().fill('소파없는거실')
    await page.locator('input[name="side"][value="buyer"]').check()
    await page.getByRole('button', { name: /들어가기/ }).tap()
    await page.waitForURL(/\/c\//)
    await page.goto(`/c/${demo.slug}/room/all`)
    await page.getByRole('log').waitFor()
    await page.waitForLoadState('networkidle')
    return keep(page, file)
  },
  empty: async ({ seat, keep }, { bare }, file) =>
    keep(await seat({ accountId: bare.sora.accountId, size: 'phone' }, `/c/${bare.slug}/room/all`), file),
  room: shown('/room/all', 'phone'),
  claim: shown('/claims/new', 'phone'),
  'room-dark': shown('/room/all', 'phone', reader, 'dark.normal'),
  'room-big': shown('/room/all', 'phone', reader, 'light.big'),
  'room-desktop': shown('/room/all', 'desktop'),
  poll: async ({ seat, keep }, { db, demo }, file) => {
    const accountId = await accountOf(db, demo, reader)
    const page = await seat({ accountId, size: 'phone' }, `/c/${demo.slug}/polls`)
    await page.locator(`a[href^="/c/${demo.slug}/polls/"]:not([href$="/new"])`).first().tap()
    await page.waitForURL(/\/polls\/[0-9a-f-]{36}/)
    await page.waitForLoadState('networkidle')
    return keep(page, file)
  },
  search: shown('/search?q=%E3%85%8E%E3%85%82', 'phone'),
  hidden: async ({ seat, keep }, world, file) => {
    const { db, demo } = world
    const messageId = await say(world, 3, '환불 대행해 드려요. 수수료는 선입금이고 계좌는 쪽지로 드릴게요')
    await say(world, 1, '저런 글은 조심하세요. 소비자원은 돈을 먼저 달라고 하지 않아요')
    const host = { accountId: await accountOf(db, demo, hostNickname), hasPassword: true }
    await hideMessage(db, host, { messageId, why: 'fraud' })
    const accountId = await accountOf(db, demo, reader)
    const page = await seat({ accountId, size: 'phone' }, `/c/${demo.slug}/room/all`)
    await page.getByRole('log').getByText('운영진이 가린 글이에요').last().waitFor()
    return keep(page, file)
  },
  burst: async ({ seat, keep }, world, file) => {
    const accountId = await accountOf(world.db, world.demo, reader)
    const page = await seat({ accountId, size: 'phone' }, `/c/${world.demo.slug}/room/all`)
    // A screen up: the newest stands at the end of a column that grows upwards.
    await page.getByRole('log').evaluate((list) => list.scrollBy(0, -list.clientHeight))
    await page.getByRole('button', { name: chat.toNewest }).waitFor()
    for (let n = 1; n <= BURST; n++) await say(world, n, `저도 취소 문자를 못 받았어요 (${n})`)
    await page.getByRole('button', { name: chat.newBelow(String(BURST)) }).waitFor()
    return keep(page, file)
  },
  offline: async ({ seat, keep }, { db, demo }, file) => {
    const page = await seat(
      { accountId: await accountOf(db, demo, reader), size: 'phone' },
      `/c/${demo.slug}/room/all`,
    )
    await page.context().setOffline(true)
    await page.getByLabel('메시지').fill('지하철이라 끊겼네요. 접수증은 저녁에 올릴게요')
    await page.getByRole('button', { name: '보내기' }).tap()
    await page
      .getByText(/연결이 끊|오프라인|인터넷/)
      .first()
      .waitFor()
    return keep(page, file)
  },
  import: async ({ seat, keep }, { db, demo }, file) => {
    const page = await seat(
      { accountId: await accountOf(db, demo, reader), size: 'phone' },
      `/c/${demo.slug}/kakao`,
    )
    const line = await page.context().newCDPSession(page)
    const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 400_000 }
    await line.send('Network.enable')
    await line.send('Network.emulateNetworkConditions', slow)
    const talk = '2024년 8월 18일 오후 3:04, 이웃 : 저도 아직 환불을 못 받았어요\n'.repeat(40_000)
    const buffer = Buffer.from(talk)
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: 'KakaoTalk.txt', mimeType: 'text/plain', buffer })
    await page.locator('form button[type="submit"]').last().tap()
    await page.getByText(/[2-9]\d%/).waitFor()
    await page.getByRole('progressbar').scrollIntoViewIfNeeded()
    return keep(page, file)
  },
}

async function accountOf(db: Db, { slug }: Demo, nickname: string): Promise<string> {
  const { account_id } = await db
    .selectFrom('member')
    .innerJoin('case', 'case.id', 'member.case_id')
    .select('account_id')
    .where('case.slug', '=', slug)
    .where('nickname', '=', nickname)
    .executeTakeFirstOrThrow()
  return account_id
}

/** The n-th of those who are not the reader says something to all. */
async function say({ db, demo }: World, n: number, body: string): Promise<string> {
  const [nickname = ''] =
    newcomers.filter(([name, side]) => side === 'buyer' && name !== reader)[n % WRITERS] ?? []
  const viewer = { accountId: await accountOf(db, demo, nickname), hasPassword: false }
  const { id: channelId } = await channelFor(db, viewer, { slug: demo.slug, kind: 'all' })
  return (await postMessage(db, viewer, { channelId, clientId: randomUUID(), body, replyTo: null })).id
}
