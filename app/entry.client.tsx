import { RemixBrowser } from '@remix-run/react'
import { StrictMode, startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { shownLook } from './parts/look.ts'
import { type Shell, ShellContext } from './parts/shell-context.tsx'

/* Not while developing: what it keeps would hide what was just changed. After the page, not beside it. */
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  const register = () => void navigator.serviceWorker.register('/sw.js').catch(() => {})
  if (document.readyState === 'complete') register()
  else window.addEventListener('load', register)
}

const shell: Shell = {
  nonce: '',
  look: shownLook(),
  errorId: document.documentElement.dataset.errorId,
}

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <ShellContext.Provider value={shell}>
        <RemixBrowser />
      </ShellContext.Provider>
    </StrictMode>,
  )
})
