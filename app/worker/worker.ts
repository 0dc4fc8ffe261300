import { assetFrom, dropOldAssets, isAsset } from './assets.ts'
import { offlineAnswer } from './offline.ts'
import { openRoom, sayNewAddress, showPush } from './push.ts'
import { worker } from './scope.ts'
import { isShare, takeIn } from './share.ts'

// The service worker: what stands between the pages and the network, also while no page is open. It keeps files that
// carry a hash of their content, shows a page of its own where none can be loaded, takes in what other apps share, and
// shows pushes. It keeps no page and no data: those belong to one person, and the server says `no-store`.

worker.addEventListener('install', (event) => {
  event.waitUntil(worker.skipWaiting())
  // What a page says while it is being closed must not wait for the worker to start: the page is gone by then.
  event.addRoutes?.({
    condition: { urlPattern: { pathname: '/c/*/unread' }, requestMethod: 'POST' },
    source: 'network',
  })
})

worker.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([dropOldAssets(), worker.clients.claim()]))
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (url.origin !== worker.location.origin) return
  if (isShare(request, url)) event.respondWith(takeIn(request))
  else if (request.method !== 'GET') return
  else if (isAsset(url)) event.respondWith(assetFrom(request))
  else if (request.mode === 'navigate') event.respondWith(fetch(request).catch(offlineAnswer))
})

worker.addEventListener('push', (event) => event.waitUntil(showPush(event.data)))

worker.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(sayNewAddress(event)))

worker.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(openRoom(event.notification))
})
