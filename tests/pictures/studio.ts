import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import type { Db } from '#db/client.ts'
import { openSessions } from '#server/web/session.ts'

/** The largest a picture may be, in bytes: a page of ten opens at once on a phone. */
const MOST_BYTES = 60_000

/** What a scene waits for comes within this time or not at all, ms. */
const PATIENCE_MS = 10_000

/** A device to look at pages with; who holds it, and how they wish to see. */
export type Sitter = { accountId: string | null; size: 'phone' | 'desktop'; look?: string }
export type Studio = {
  /** Opens a page on a device of its own. */
  seat(sitter: Sitter, path: string): Promise<Page>
  /** Keeps what the page shows, as WebP. Answers its size in bytes. */
  keep(page: Page, file: string): Promise<number>
}

const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } }

export function studio({ browser, origin, db }: { browser: Browser; origin: string; db: Db }): Studio {
  return {
    async seat({ accountId, size, look }, path) {
      const isPhone = size === 'phone'
      const context = await browser.newContext({
        ...{ baseURL: origin, viewport: sizes[size], hasTouch: isPhone, isMobile: isPhone },
        ...{ locale: 'ko-KR', timezoneId: 'Asia/Seoul', reducedMotion: 'reduce' },
      })
      if (accountId) await context.addCookies([{ ...(await session(db, accountId)), url: origin }])
      if (look) await context.addCookies([{ name: 'look', value: look, url: origin }])
      const page = await context.newPage()
      page.setDefaultTimeout(PATIENCE_MS)
      await page.goto(path)
      await page.waitForLoadState('networkidle')
      return page
    },
    async keep(page, file) {
      const png = await page.screenshot()
      const { size } = await sharp(png).webp({ quality: 82, effort: 6 }).toFile(file)
      await page.context().close()
      if (size > MOST_BYTES) throw new Error(`${file} has ${size} bytes, more than ${MOST_BYTES}`)
      return size
    },
  }
}

async function session(db: Db, accountId: string): Promise<{ name: string; value: string }> {
  let line = ''
  await openSessions(db, false)
    .control('', (cookie) => {
      line = cookie.split(';', 1)[0] ?? ''
    })
    .begin(accountId)
  const [name = '', value = ''] = line.split('=')
  return { name, value }
}
