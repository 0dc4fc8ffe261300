import type { ComponentType } from 'react'
import type { IconName } from '#app/parts/icon.tsx'
import type { MessageView } from '#app/shapes/live.ts'
import { keepActions } from './keep-actions.ts'
import { noticeActions } from './notice-action.ts'
import { orderActions } from './order-actions.tsx'
import { ownActions } from './own-actions.tsx'
import type { RoomData } from './route.tsx'

// What one may do with a message, or with several. An action is made in a file of its own beside the feature it
// belongs to and stands in `messageActions` below, in the order in which it is offered. The menu of a message, the bar
// over the composer while several are selected, and the links of a page without scripts are all drawn from that list.

/** Where the messages stand and who looks at them. The same on the server and in the browser. */
export type ActionPlace = Pick<RoomData, 'kind' | 'channelId'> & {
  slug: string
  me: RoomData['frame']['me']
  /** Where the room went on when it ended: what is here is there to be read. */
  keptAt: string | null
  /** The room as people see it in the address bar, and its messages over HTTP. */
  room: string
  address: string
}

/** What an action may do to the page. */
export type ActionTools = {
  reply(message: MessageView): void
  edit(message: MessageView): void
  /** Begins to select several, with these chosen. */
  select(messages: readonly MessageView[]): void
  /** Asks the server for changes now, after something was done over HTTP while the line is down. */
  check(): void
  toast(text: string, kind?: 'info' | 'done' | 'danger'): void
}

export type ActionPanelProps = {
  /** In order of their places; at least one. */
  messages: readonly MessageView[]
  place: ActionPlace
  tools: ActionTools
  /** Back without having done anything: what was selected stays so. */
  close(): void
  /** Done: ends the menu and the selection. */
  done(): void
}

export type MessageAction = {
  /** Never shown; tells actions apart. */
  key: string
  icon: IconName
  label: string
  danger?: boolean
  /** `one`: in a message's menu only. `many`: with several selected too. */
  takes: 'one' | 'many'
  /** Whether it stands in the menu for these. Asked again on every drawing: no side effects. */
  offered(messages: readonly MessageView[], place: ActionPlace): boolean
} & (
  | {
      /** Leads to a page with a form: works without scripts too. */
      to(messages: readonly MessageView[], place: ActionPlace): string
    }
  | {
      /** Done at once; the menu is closed by then. */
      run(messages: readonly MessageView[], place: ActionPlace, tools: ActionTools): unknown
    }
  | {
      /** Asks something first, in the same sheet; without scripts at an address of its own, if it has one. */
      to?(messages: readonly MessageView[], place: ActionPlace): string
      panel: { title: string; Body: ComponentType<ActionPanelProps> }
    }
)

/** Every action of every area, in the order of the menu. */
export const messageActions: readonly MessageAction[] = [
  ...ownActions,
  ...keepActions,
  ...noticeActions,
  ...orderActions,
]

/** Those that these messages may have done to them. Words that are out of sight can only be what an action asks for. */
export function actionsFor(messages: readonly MessageView[], place: ActionPlace): MessageAction[] {
  if (messages.length === 0) return []
  return messageActions.filter(
    (action) => (messages.length === 1 || action.takes === 'many') && action.offered(messages, place),
  )
}
