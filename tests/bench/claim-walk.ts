import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { type ClaimKind, claimKinds, kindSpecs, sideOfKind } from '#app/shapes/claim-kinds.ts'
import { Moa } from '#tests/chaos/moa.ts'
import { type Guest, openRoom, openWorld, type Room } from '#tests/chaos/world.ts'
import { openBrowser, phone } from '#tests/stories/browser.ts'
import { printLine, round2 } from './figures.ts'

// Each kind of claim filed from the empty form to its receipt number on a phone, once by touch and once with nothing but
// a keyboard, as the product is run. Counted are taps, fields and strokes; seconds are reckoned from them, since a script
// neither reads nor hesitates. `npm run bench -- claim-walk`; needs a build. Pictures lie in the folder it names.

/**
 * Seconds of a slow hand, above the means of the keystroke-level model (Card, Moran and Newell 1983) for someone who is
 * new to it: a tap with finding its place, a letter on glass, a key of a keyboard, and thinking before each field.
 */
const SECONDS = { tap: 1.5, letter: 0.5, key: 0.4, thinking: 2.7 }
/** Reading the page once, in seconds: some 900 letters at 500 a minute, more than half of a reader's usual pace. */
const READING = 60
const GOAL_SECONDS = 120

type Counts = { taps: number; fields: number; strokes: number }
type Way = 'touch' | 'keys'

const folder = join(tmpdir(), 'moa-claim-walk')

/** Prints one JSON line a kind and way. Ends by itself. */
export async function bench(): Promise<void> {
  await mkdir(folder, { recursive: true })
  const world = await openWorld({ fsync: false })
  const moa = new Moa(world)
  const browser = await openBrowser()
  try {
    await moa.start()
    const room = await openRoom(world, claimKinds.length * 2)
    await world.owner.updateTable('member').set({ side: 'both' }).execute()
    for (const [at, kind] of claimKinds.entries()) {
      for (const [n, way] of (['touch', 'keys'] as const).entries()) {
        const guest = room.guests[at * 2 + n]
        if (guest) await walk(browser, moa, room, guest, kind, way)
      }
    }
  } finally {
    await browser.close()
    await moa.stop()
    await world.stop()
  }
}

async function walk(
  browser: Browser,
  { port }: Moa,
  { slug }: Room,
  guest: Guest,
  kind: ClaimKind,
  way: Way,
): Promise<void> {
  const origin = `http://localhost:${port}`
  const device = await phone(browser, origin)
  const { page } = device
  await device.context.setExtraHTTPHeaders({ 'X-Forwarded-For': guest.address })
  const [name = '', value = ''] = guest.cookie.split('=')
  await device.context.addCookies([{ name, value, url: origin }])
  await page.goto(`/c/${slug}/claims/new?side=${sideOfKind(kind)}`, { waitUntil: 'networkidle' })
  const from = performance.now()
  const counts = { taps: 0, fields: 0, strokes: 0 }
  const hand = way === 'touch' ? byTouch(page, counts) : byKeys(page, counts)
  await fill(hand, kind)
  const filled = await shot(page, `${kind}-${way}-1.png`)
  await hand.press('button[type=submit]:not([aria-hidden]):has-text("신고 내기")')
  await page.getByText('신고를 접수했어요').waitFor()
  const script = round2((performance.now() - from) / 1000)
  const receipt = await shot(page, `${kind}-${way}-2.png`)
  const seconds = secondsOf(counts, way)
  printLine({
    ...{ name: `claim-walk/${kind}`, way, ...counts, script, seconds, goal: GOAL_SECONDS },
    ...{ overflow: filled || receipt, folder, pass: seconds <= GOAL_SECONDS && !filled && !receipt },
  })
  await device.settle()
}

/** What the form cannot do without, in its own order. */
async function fill(hand: Hand, kind: ClaimKind): Promise<void> {
  await hand.choose(`input[name=kind][value=${kind}]`)
  if (kindSpecs[kind].tracking) {
    await hand.choose('input[name="answers.onTheWay"][value=no]')
    await hand.choose('input[name=noTracking]')
  }
  if (kindSpecs[kind].order === 'needed') await hand.type('input[name=orderNumber]', '0012-3400-0817')
  await hand.type('input[name="items[0].amount"]', '129000')
  await hand.type('input[name="identity.name"]', '김민지')
  await hand.type('input[name="identity.phone"]', '01000001234')
  await hand.choose('input[name=consentVersion]')
}

type Hand = {
  choose(where: string): Promise<void>
  type(where: string, words: string): Promise<void>
  press(where: string): Promise<void>
}

function byTouch(page: Page, counts: Counts): Hand {
  const tap = async (where: string) => {
    counts.taps += 1
    const found = page.locator(where).first()
    const label = page.locator('label').filter({ has: found })
    await ((await label.count()) > 0 ? label.first() : found).tap()
  }
  return {
    choose: tap,
    press: tap,
    async type(where, words) {
      counts.fields += 1
      counts.strokes += words.length
      await tap(where)
      await page.keyboard.type(words)
    },
  }
}

/** Tabs to go before a field counts as out of reach. */
const TABS_MAX = 80

function byKeys(page: Page, counts: Counts): Hand {
  const key = async (name: string) => {
    counts.strokes += 1
    await page.keyboard.press(name)
  }
  const reach = async (where: string) => {
    const isThere = () =>
      page
        .locator(where)
        .first()
        .evaluate((one) => one === document.activeElement)
    for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
      if (await isThere()) return
      await key('Tab')
      if (await isThere()) return
      await withinGroup(page, where, key)
    }
    throw new Error(`no key leads to ${where}`)
  }
  return {
    async choose(where) {
      await reach(where)
      if (!(await page.locator(where).first().isChecked())) await key('Space')
    },
    async press(where) {
      await reach(where)
      await key('Enter')
    },
    async type(where, words) {
      counts.fields += 1
      counts.strokes += words.length
      await reach(where)
      await page.keyboard.type(words)
    },
  }
}

/** In a group of radios the arrows lead on, and choose as they go. */
async function withinGroup(page: Page, where: string, key: (name: string) => Promise<void>): Promise<void> {
  const steps = await page
    .locator(where)
    .first()
    .evaluate((one) => {
      const focused = document.activeElement
      if (!(one instanceof HTMLInputElement) || !(focused instanceof HTMLInputElement)) return 0
      if (one.type !== 'radio' || focused.name !== one.name) return 0
      const group = [...document.querySelectorAll(`input[name="${one.name}"]`)]
      return group.indexOf(one) - group.indexOf(focused)
    })
  for (let n = 0; n < steps; n += 1) await key('ArrowDown')
}

function secondsOf({ taps, fields, strokes }: Counts, way: Way): number {
  const typing = strokes * (way === 'touch' ? SECONDS.letter : SECONDS.key)
  return Math.round(READING + taps * SECONDS.tap + typing + (fields + 1) * SECONDS.thinking)
}

/** A picture of the whole page; true where it scrolls sideways. */
async function shot(page: Page, name: string): Promise<boolean> {
  await page.screenshot({ path: join(folder, name), fullPage: true })
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
}
