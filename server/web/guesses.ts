import type { AppLoadContext } from '@remix-run/node'
import { isRefusal } from './answer.ts'
import './context.ts'

/**
 * Runs a look-up by a secret and counts the failures only: a whole school hall may come in behind one address with the
 * right link, while whoever tries codes is soon told to wait.
 */
export async function countingGuesses<T>(
  context: Pick<AppLoadContext, 'limit'>,
  lookUp: () => Promise<T>,
): Promise<T> {
  try {
    return await lookUp()
  } catch (error) {
    if (isRefusal(error) && error.kind === 'notFound') await context.limit('guess')
    throw error
  }
}
