import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'

/** Where browsers live on Debian, Ubuntu and macOS. */
const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** Debian's Chromium without the background traffic that a closed network refuses. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export async function openBrowser(): Promise<Browser> {
  const executablePath = places.find((place) => existsSync(place))
  if (!executablePath) throw new Error('Chromium is missing: npm test installs it or says how')
  return chromium.launch({ executablePath, args: quiet })
}

/** A phone of its own: 390×844, touch, Korean. Any console error or uncaught exception fails the test at `settle`. */
export type Phone = { page: Page; context: BrowserContext; settle(): Promise<void> }

export async function phone(
  browser: Browser,
  origin: string,
  more: { javaScript?: boolean } = {},
): Promise<Phone> {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    deviceScaleFactor: 2,
    locale: 'ko-KR',
    timezoneId: 'Asia/Seoul',
    javaScriptEnabled: more.javaScript ?? true,
  })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin })
  const page = await context.newPage()
  const wrong: string[] = []
  page.on('pageerror', (error) => wrong.push(String(error)))
  page.on('console', (message) => {
    // A refused form answers 4xx on purpose, and an offline phone cannot load: neither is a fault of the page.
    if (
      message.type() === 'error' &&
      !/Failed to load resource|ERR_INTERNET_DISCONNECTED/.test(message.text())
    )
      wrong.push(message.text())
  })
  return {
    page,
    context,
    async settle() {
      await context.close()
      expect(wrong).toEqual([])
    },
  }
}

const axeSource = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Fails with rule ids and elements when the page breaks WCAG 2.2 A or AA as far as axe can see. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(await axeSource)
  await page.evaluate(unstick)
  const found = await page.evaluate(async () => {
    const axe = (window as unknown as { axe: { run(options: object): Promise<AxeResult> } }).axe
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
    const { violations } = await axe.run({ runOnly: { type: 'tag', values: tags } })
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
    )
  })
  await page.evaluate(stickAgain)
  expect(found).toEqual([])
}

/** Lays bars that stick to an edge into the page: what lies half under one is a scroll away, not too small to hit. */
function unstick(): void {
  for (const element of document.querySelectorAll<HTMLElement>('body *')) {
    if (getComputedStyle(element).position !== 'sticky') continue
    element.dataset.unstuck = ''
    element.style.position = 'static'
  }
}

function stickAgain(): void {
  for (const element of document.querySelectorAll<HTMLElement>('[data-unstuck]')) {
    delete element.dataset.unstuck
    element.style.position = ''
  }
}

type AxeResult = { violations: { id: string; nodes: { target: string[] }[] }[] }

/** Fails when the page scrolls sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { content, room } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    room: document.documentElement.clientWidth,
  }))
  expect(content).toBeLessThanOrEqual(room)
}
