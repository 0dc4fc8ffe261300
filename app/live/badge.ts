// The number of what waits, where it is seen without looking at the page: before the title, on the tab's icon, and on the
// icon of the installed app.

/** A number, or only that something is there. */
export type Badge = { count: number; dot: boolean }

const MARK = /^(?:\(\d+\+?\)|•) /
const ICON = { plain: '/favicon.svg', unread: '/favicon-unread.svg' } as const
/** The most a title counts. */
const COUNT_MAX = 99

/** Shows the badge until the returned function is called. The title may change meanwhile: pages set it themselves. */
export function showBadge({ count, dot }: Badge): () => void {
  const mark = count > 0 ? `(${count > COUNT_MAX ? `${COUNT_MAX}+` : count}) ` : dot ? '• ' : ''
  const wear = () => {
    const title = mark + document.title.replace(MARK, '')
    if (document.title !== title) document.title = title
  }
  wear()
  const watch = new MutationObserver(wear)
  watch.observe(document.head, { childList: true, characterData: true, subtree: true })
  setIcon(mark === '' ? ICON.plain : ICON.unread)
  setAppBadge(count, dot)
  return () => {
    watch.disconnect()
    document.title = document.title.replace(MARK, '')
  }
}

function setIcon(href: string): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"][type="image/svg+xml"]')
  if (link && link.getAttribute('href') !== href) link.setAttribute('href', href)
}

/** Known to installed apps only; elsewhere it is refused, and nothing is lost. */
function setAppBadge(count: number, dot: boolean): void {
  if (!('setAppBadge' in navigator)) return
  const set =
    count > 0 ? navigator.setAppBadge(count) : dot ? navigator.setAppBadge() : navigator.clearAppBadge()
  set.catch(() => {})
}
