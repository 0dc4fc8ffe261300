import type { LinksFunction, MetaFunction } from '@remix-run/node'
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLocation,
  useRouteError,
} from '@remix-run/react'
import type { ReactNode } from 'react'
import './styles/tokens.css'
import './styles/base.css'
import { useSendWaiting } from './live/use-send-waiting.ts'
import { AnnouncerProvider } from './parts/announcer.tsx'
import { lookAttributes } from './parts/look.ts'
import { ProblemPage, problemTitle } from './parts/problem-page.tsx'
import { useShell } from './parts/shell-context.tsx'
import { shell } from './text/ko/shell.ts'

/* Files under /fonts are cached for a year: a new version of the font needs a new query. */
export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: '/fonts/pretendard/pretendard.css?v=1.3.9' },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
  { rel: 'icon', href: '/icons/icon-192.png', type: 'image/png', sizes: '192x192' },
  { rel: 'apple-touch-icon', href: '/icons/apple-touch-icon.png' },
  { rel: 'manifest', href: '/manifest.webmanifest' },
]

export const meta: MetaFunction = ({ error }) => {
  if (error)
    return [
      { title: `${problemTitle(statusOf(error))} · ${shell.name}` },
      { name: 'robots', content: 'noindex' },
    ]
  return [{ title: shell.name }, { name: 'description', content: shell.tagline }]
}

export function Layout({ children }: { children: ReactNode }) {
  const { nonce, look, errorId } = useShell()
  return (
    <html lang="ko" {...lookAttributes(look)} data-error-id={errorId}>
      <head>
        <meta charSet="utf-8" />
        <meta
          name="viewport"
          content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
        />
        <meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#17191c" media="(prefers-color-scheme: dark)" />
        <meta name="format-detection" content="telephone=no" />
        <Meta />
        <Links />
      </head>
      <body>
        <a href="#main" className="skip">
          {shell.skip}
        </a>
        <AnnouncerProvider>{children}</AnnouncerProvider>
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  )
}

/** A conversation sends what waits by itself. */
const IS_ROOM = /^\/c\/[^/]+\/room\//

export default function App() {
  const { pathname } = useLocation()
  useSendWaiting(IS_ROOM.test(pathname))
  return <Outlet />
}

export function ErrorBoundary() {
  const error = useRouteError()
  const { errorId } = useShell()
  return <ProblemPage status={statusOf(error)} errorId={errorId} />
}

function statusOf(error: unknown): number {
  return isRouteErrorResponse(error) ? error.status : 500
}
