import { offlinePage as words } from '#app/text/ko/offline.ts'

/** How often it is tried whether the server is back, ms. */
const TRY_EVERY_MS = 5_000

const STYLE = `
:root { color-scheme: light dark; --ink: #17191c; --soft: #555b63; --ground: #f6f5f1; --trust: #0f5e63; --on: #fff }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eceef0; --soft: #a9b0b8; --ground: #101214; --trust: #62c1c4; --on: #0c1516 }
}
body { display: grid; align-content: center; gap: 16px; box-sizing: border-box; min-height: 100dvh; max-width: 28rem;
  margin: 0 auto; padding: 24px; background: var(--ground); color: var(--ink); word-break: keep-all;
  font: 1rem/1.625 "Pretendard Variable", -apple-system, "Apple SD Gothic Neo", "Noto Sans KR", system-ui, sans-serif }
h1, p { margin: 0 }
h1 { font-size: 1.5rem; line-height: 2rem }
.soft { color: var(--soft) }
button { min-height: 48px; border: 0; border-radius: 8px; background: var(--trust); color: var(--on); font: inherit;
  font-weight: 600; cursor: pointer }
button:focus-visible { outline: 3px solid var(--trust); outline-offset: 2px }
`

const SCRIPT = `
const again = () => fetch('/healthz', { cache: 'no-store' }).then((answer) => answer.ok && location.reload(), () => {})
addEventListener('online', again)
setInterval(again, ${TRY_EVERY_MS})
document.querySelector('button').onclick = () => location.reload()
`

const HTML = `<!doctype html>
<html lang="ko">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>${words.title} · ${words.name}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${words.title}</h1>
<p>${words.what}</p>
<p class="soft">${words.safe}</p>
</main>
<button type="button">${words.again}</button>
<script>${SCRIPT}</script>
</body>
</html>`

/** The page shown where none can be loaded: made here, so that it needs nothing that was kept. */
export async function offlineAnswer(): Promise<Response> {
  const policy = [
    "default-src 'none'",
    `style-src '${await hashOf(STYLE)}'`,
    `script-src '${await hashOf(SCRIPT)}'`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': policy.join('; '),
    'Cache-Control': 'no-store',
  }
  return new Response(HTML, { status: 503, headers })
}

/** As a content security policy names an inline text. */
async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`
}
