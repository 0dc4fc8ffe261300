import { maskPersonalData } from '#app/shapes/personal-data.ts'
import { mendText } from '#app/shapes/text.ts'

/** The column's own limit, in code points. */
const FILE_NAME_MAX = 120
/** A file without a name that can be kept. */
const UNNAMED = 'KakaoTalk.txt'

/** The name of a file as it is kept and cited: without folders and unseen characters, personal data covered. */
export function keptFileName(raw: string): string {
  const last =
    raw
      .slice(-FILE_NAME_MAX * 4)
      .split(/[\\/]/)
      .at(-1) ?? ''
  const name = maskPersonalData(mendText(last).replace(/\s+/gu, ' ')).text
  return name.length <= FILE_NAME_MAX ? name || UNNAMED : `…${name.slice(1 - FILE_NAME_MAX)}`
}
