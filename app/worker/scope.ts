// The world of a service worker as far as it is used here. The DOM's own types leave it out, and those of workers cannot
// be loaded beside them.

interface LastingEvent extends Event {
  waitUntil(work: Promise<unknown>): void
}

interface InstallEvent extends LastingEvent {
  /** Service Worker Static Routing; not in every browser. */
  addRoutes?(rule: {
    condition: { urlPattern: { pathname: string }; requestMethod: string }
    source: 'network'
  }): void
}

export interface RequestEvent extends LastingEvent {
  readonly request: Request
  respondWith(answer: Response | Promise<Response>): void
}

export interface PushMessage extends LastingEvent {
  readonly data: { json(): unknown } | null
}

export interface SubscriptionChange extends LastingEvent {
  /** Not in every browser. */
  readonly oldSubscription?: PushSubscription | null
  readonly newSubscription?: PushSubscription | null
}

export interface NotificationTap extends LastingEvent {
  readonly notification: Notification
}

export interface Window {
  readonly url: string
  readonly visibilityState: DocumentVisibilityState
  focus(): Promise<Window>
  navigate(url: string): Promise<Window | null>
}

interface WorkerEvents {
  install: InstallEvent
  activate: LastingEvent
  fetch: RequestEvent
  push: PushMessage
  pushsubscriptionchange: SubscriptionChange
  notificationclick: NotificationTap
}

export interface Worker {
  readonly location: Location
  readonly registration: ServiceWorkerRegistration
  readonly navigator: Navigator
  readonly clients: {
    claim(): Promise<void>
    matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly Window[]>
    openWindow(url: string): Promise<Window | null>
  }
  skipWaiting(): Promise<void>
  addEventListener<K extends keyof WorkerEvents>(kind: K, listener: (event: WorkerEvents[K]) => void): void
}

export const worker = globalThis as unknown as Worker
