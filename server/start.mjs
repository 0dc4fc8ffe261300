// `npm start`, `npm run demo`, `npm run keys` and `npm run verify`: prepares what is missing, then becomes that program.
import { buildWhenStale, installDependencies, requireNode } from './prepare.mjs'

requireNode()
installDependencies()
buildWhenStale()
process.env.NODE_ENV = 'production'
const asked = ['keys', 'verify'].find((program) => program === process.argv[2])
if (asked) process.argv.splice(2, 1)
await import(`../build/${asked ?? 'main'}.js`)
