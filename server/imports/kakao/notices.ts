import type { NoticeKind } from './entry.ts'

// Lines the app itself wrote, by their exact wording, and the names in them. Only lines that are no message head get
// here: a person can type "…님이 나갔습니다." too. Searched from the ends with plain string calls: one look at each line,
// however it was made up.

export type Notice = { kind: NoticeKind; names: string[] }

/** Whole lines without a name. */
const fixed = new Map<string, NoticeKind>([
  ['관리자만 말하기 기능이 활성화되었습니다', 'staff_only_on'],
  ['관리자만 말하기 기능이 해제되었습니다', 'staff_only_off'],
  ['채팅방 관리자가 메시지를 가렸습니다', 'hidden'],
  ['관리자가 메시지를 가렸습니다', 'hidden'],
  ['삭제된 메시지입니다', 'deleted'],
  ['메시지가 삭제되었습니다', 'deleted'],
  ['불법촬영물등 식별 및 게재제한 조치 안내', 'policy'],
])

/** Lines that are a name and one of these. */
const endings: [string, NoticeKind][] = [
  ['님이 들어왔습니다', 'joined'],
  ['님이 나갔습니다', 'left'],
  ['님이 부방장이 되었습니다', 'cohost'],
  ['님이 방장이 되었습니다', 'host'],
  ['님을 내보냈습니다', 'removed'],
  [' joined this chatroom', 'joined'],
  [' left this chatroom', 'left'],
]

/** Between who did it and to whom. */
const BY = '님이 '
const INVITED = ['님을 초대했습니다', '님을 초대하였습니다']
/** The app glues its warnings to the join line of whoever saved the file, without a blank. */
const WARNING = '타인, 기관 등의 사칭'
const GLUED = `님이 들어왔습니다.${WARNING}`
/** Every wording ends with one of these or holds the warning: most lines need no more than this look. */
const HINTS = /(?:니다|안내|chatroom)\.?$|타인, 기관 등의 사칭/u

/** The notice a line is by its wording, or null. */
export function noticeOf(line: string): Notice | null {
  if (!HINTS.test(line)) return null
  if (line.startsWith(WARNING)) return { kind: 'policy', names: [] }
  const glued = line.indexOf(GLUED)
  if (glued > 0) return { kind: 'joined', names: [line.slice(0, glued)] }
  const text = line.endsWith('.') ? line.slice(0, -1) : line
  const kind = fixed.get(text)
  if (kind) return { kind, names: [] }
  for (const [ending, meant] of endings) {
    const name = beforeEnding(text, ending)
    if (name !== null) return { kind: meant, names: [meant === 'removed' ? lastNamed(name) : name] }
  }
  return invitation(text)
}

/** A line that a phone wrote with a time but without a sender: the app's own, whatever it says. */
export function anyNotice(line: string): Notice {
  const known = noticeOf(line)
  if (known) return known
  const at = line.indexOf('님')
  const isRename = /(?:채팅방|대화방) ?(?:이름|제목)을/u.test(line)
  return { kind: isRename ? 'renamed' : 'other', names: at > 0 ? [line.slice(0, at)] : [] }
}

function beforeEnding(text: string, ending: string): string | null {
  return text.length > ending.length && text.endsWith(ending) ? text.slice(0, -ending.length) : null
}

/** `A님이 B님을 내보냈습니다.` names B. */
function lastNamed(text: string): string {
  const at = text.lastIndexOf(BY)
  return at === -1 ? text : text.slice(at + BY.length)
}

/** The inviter stands first: `A님이 B님, C님과 D님을 초대했습니다.` */
function invitation(text: string): Notice | null {
  const named = INVITED.map((ending) => beforeEnding(text, ending)).find((found) => found !== null)
  const at = named?.indexOf(BY) ?? -1
  if (!named || at < 1) return null
  const guests = named.slice(at + BY.length).split(/님(?:, |과 |와 )/u)
  return { kind: 'invited', names: [named.slice(0, at), ...guests] }
}
