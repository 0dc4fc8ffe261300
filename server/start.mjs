// `npm start` and `npm run demo`: prepares what is missing, then becomes the server.
import { buildWhenStale, installDependencies, requireNode } from './prepare.mjs'

requireNode()
installDependencies()
buildWhenStale()
process.env.NODE_ENV = 'production'
await import('../build/main.js')
