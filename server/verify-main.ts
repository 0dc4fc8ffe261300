import { verify } from './verify/verify.ts'

// `npm run verify -- PACKAGE`: needs no database, no keys and no network.

process.exitCode = await verify(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`))
