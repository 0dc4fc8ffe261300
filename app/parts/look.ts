/** The name of the cookie that keeps how a person wants to see Moa, so that the server sends it right at once. */
export const LOOK_COOKIE = 'look'
const YEAR_SECONDS = 365 * 24 * 60 * 60

export type Theme = 'system' | 'light' | 'dark'
export type TextSize = 'normal' | 'big'

/** How a person wants to see Moa. Holds nothing personal. */
export interface Look {
  theme: Theme
  text: TextSize
}

export const usualLook: Look = { theme: 'system', text: 'normal' }

/** Reads the look out of a Cookie header; anything unknown is the usual look. */
export function readLook(cookieHeader: string | null): Look {
  const [, theme, text] = cookieHeader?.match(/(?:^|;\s*)look=(light|dark|system)\.(big|normal)(?:;|$)/) ?? []
  return { theme: (theme as Theme) ?? usualLook.theme, text: (text as TextSize) ?? usualLook.text }
}

/** The attributes of the html element for a look. */
export function lookAttributes({ theme, text }: Look) {
  return {
    'data-theme': theme === 'system' ? undefined : theme,
    'data-text': text === 'normal' ? undefined : text,
  }
}

/** The look the page is shown in now. Browser only. */
export function shownLook(): Look {
  const { theme, text } = document.documentElement.dataset
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    text: text === 'big' ? 'big' : 'normal',
  }
}

/** Shows the page in a look and keeps it for a year. Browser only. */
export function keepLook(look: Look): void {
  for (const [name, value] of Object.entries(lookAttributes(look))) {
    if (value) document.documentElement.setAttribute(name, value)
    else document.documentElement.removeAttribute(name)
  }
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store interface is missing in older in-app browsers
  document.cookie = `${LOOK_COOKIE}=${look.theme}.${look.text}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax`
}
