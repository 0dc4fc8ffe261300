import type { AppLoadContext } from '@remix-run/node'
import { localPath } from '#app/shapes/account.ts'

/** Where a page that asks who one is leads afterwards, who is in already, and whether a guest's things come along. */
export type Entrance = { next: string; isIn: boolean; isGuest: boolean }

/** What the pages for logging in and signing up start from. */
export async function entrance(request: Request, context: AppLoadContext): Promise<Entrance> {
  const { accountId, hasPassword } = await context.viewer()
  const next = localPath(new URL(request.url).searchParams.get('next'))
  return { next, isIn: hasPassword, isGuest: accountId !== null }
}
