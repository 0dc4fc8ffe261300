import { createContext, useContext } from 'react'
import { type Look, usualLook } from './look.ts'

/** What the entries hand to every page. */
export interface Shell {
  /** For inline scripts. Empty in the browser, which hides nonces from scripts: so it equals the served attribute. */
  nonce: string
  /** How the person wants to see Moa. */
  look: Look
  /** The number of the failure that made this page, as the server's log has it. */
  errorId?: string | undefined
}

export const ShellContext = createContext<Shell>({ nonce: '', look: usualLook })

export function useShell(): Shell {
  return useContext(ShellContext)
}
