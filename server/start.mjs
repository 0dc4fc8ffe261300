// `npm start`, `npm run demo` and `npm run keys`: prepares what is missing, then becomes that program.
import { buildWhenStale, installDependencies, requireNode } from './prepare.mjs'

requireNode()
installDependencies()
buildWhenStale()
process.env.NODE_ENV = 'production'
const wantsKeys = process.argv[2] === 'keys'
if (wantsKeys) process.argv.splice(2, 1)
await import(wantsKeys ? '../build/keys.js' : '../build/main.js')
