import { rewrapKeys, shredCase } from './domain/case-key.ts'
import { openVault } from './domain/vault.ts'
import { readEnv } from './env.ts'
import { type Ground, openGround } from './ground.ts'
import { renewKeyFile } from './keys.ts'

// `npm run keys -- rotate` and `npm run keys -- shred SLUG`: the two acts on keys that no page offers.

const say = (line: string) => process.stdout.write(`${line}\n`)
const closers: (() => Promise<unknown>)[] = []
const [command, argument] = process.argv.slice(2)

try {
  const env = readEnv(process.env)
  const ground = await openGround(env, (close) => closers.push(close))
  if (command === 'rotate') await rotate(ground, env.MOA_MASTER_KEY === undefined)
  else if (command === 'shred' && argument) await shred(ground, argument)
  else usage()
} catch (error) {
  process.exitCode = 1
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
} finally {
  for (const close of closers.reverse()) await close()
}

/** With the key in a file a new one is made first; with keys from the environment the owner has already set both. */
async function rotate({ db, vault, keyFolder }: Ground, inFile: boolean): Promise<void> {
  const keys = inFile ? await renewKeyFile(keyFolder) : null
  const renewed = keys ? openVault(keys.current, { former: keys.former }) : vault
  const moved = await rewrapKeys(db, renewed)
  say(
    `사건 ${moved.cases}개와 계정 ${moved.accounts}개를 새 열쇠로 바꾸어 잠갔어요. 앱을 다시 시작해 주세요.`,
  )
  say(`(${moved.cases} cases and ${moved.accounts} accounts re-wrapped; restart the app.)`)
}

async function shred({ db }: Ground, slug: string): Promise<void> {
  const found = await db.selectFrom('case').select('id').where('slug', '=', slug).executeTakeFirst()
  const gone = found ? await shredCase(db, found.id) : false
  if (!gone) throw new Error('그 주소의 사건이나 열쇠가 없어요. (no such case, or already shredded)')
  say(
    '이 사건에 잠가 둔 이름과 연락처는 이제 누구도 열 수 없어요. (The sealed data of this case is unreadable now.)',
  )
}

function usage(): never {
  throw new Error('npm run keys -- rotate | npm run keys -- shred SLUG')
}
