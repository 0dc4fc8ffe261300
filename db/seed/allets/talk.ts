/** One thing somebody says. `as` names it, so that another line can answer it with `to`. */
export type Line = { by: string; says: string; as?: string; to?: string }

/** Reads a script: `닉네임: 말`, `닉네임 #name: 말`, `닉네임 @name: 말`; a line starting with blanks goes on. */
export function script(text: string): Line[] {
  const lines: Line[] = []
  for (const row of text.trim().split('\n')) {
    const start = row.match(/^(?<by>\S+?)(?: #(?<as>\w+))?(?: @(?<to>\w+))?: (?<says>.*)$/u)?.groups
    const last = lines.at(-1)
    if (start && !/^\s/.test(row)) {
      const { by = '', says = '', as, to } = start
      lines.push({ by, says, ...(as ? { as } : {}), ...(to ? { to } : {}) })
    } else if (last) {
      last.says += `\n${row.trim()}`
    }
  }
  return lines
}
