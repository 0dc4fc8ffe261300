import { createContext, useContext } from 'react'
import { type Look, usualLook } from './look.ts'

/** What the entries hand to every page: the nonce of inline scripts and how the person wants to see Moa. */
export interface Shell {
  /** Empty in the browser, which hides nonces from scripts: the hydrated attribute then equals the served one. */
  nonce: string
  look: Look
}

export const ShellContext = createContext<Shell>({ nonce: '', look: usualLook })

export function useShell(): Shell {
  return useContext(ShellContext)
}
