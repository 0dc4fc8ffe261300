import { APP_ROLE, type Db, openDatabase } from '#db/client.ts'
import { similarCases } from '#server/domain/case.ts'
import { numberNamed, operatorNamed, shopNamed } from './desk-rows.ts'
import { isNoisy, percentile, printLine, round4, timed } from './figures.ts'

// The start page's search over many cases: the whole page over HTTP, and the same question with and without its indexes.

const P95_GOAL_MS = 50
const RATIO_GOAL = 0.1
const ROUNDS = 5
const WARM_UP = 20

/** What people type, by what they know; `n` are cases that exist. */
const classes: Record<string, (n: number) => string> = {
  shop: (n) => shopNamed(n),
  beginning: (n) => shopNamed(n).slice(0, 2),
  slip: (n) => shopNamed(n).replace(/.$/u, '뭘'),
  initials: (n) => initials(shopNamed(n)),
  operator: (n) => operatorNamed(n).slice(5, 10),
  number: (n) => numberNamed(n),
  none: (n) => `없는${n}가게`,
}
const KNOWN = Array.from({ length: 20 }, (_, at) => at * 479 + 13)

export async function compareSearch({
  url,
  db,
  origin,
  cases,
}: {
  url: string
  db: Db
  origin: string
  cases: number
}): Promise<void> {
  const scanning = openDatabase(withoutIndexes(url), { role: APP_ROLE, max: 2 })
  try {
    for (const [name, typed] of Object.entries(classes)) {
      const words = KNOWN.map(typed)
      for (const word of words.slice(0, WARM_UP)) {
        await Promise.all([similarCases(db, word), similarCases(scanning, word), page(origin, word)])
      }
      const times = { page: [] as number[], ours: [] as number[], scan: [] as number[] }
      let [noisyRounds, same] = [0, true]
      for (let round = 0; round < ROUNDS; round += 1) {
        if (isNoisy()) noisyRounds += 1
        for (const word of words) {
          times.page.push(await timed(() => page(origin, word)))
          let [found, expected]: string[] = ['', '']
          times.ours.push(await timed(async () => (found = await slugs(db, word))))
          times.scan.push(await timed(async () => (expected = await slugs(scanning, word))))
          same &&= found === expected
        }
      }
      const [ours, baseline] = [percentile(times.ours, 0.95), percentile(times.scan, 0.5)]
      const pageP95 = percentile(times.page, 0.95)
      const ratio = round4(ours / baseline)
      printLine({
        ...{ name: `desk/search/${name}`, unit: 'ms, p95', page: pageP95, pageGoal: P95_GOAL_MS },
        ...{
          ours,
          oursP50: percentile(times.ours, 0.5),
          pageP50: percentile(times.page, 0.5),
          baseline,
          ratio,
          ratioGoal: RATIO_GOAL,
          same,
          cases,
          example: words[0],
          noisyRounds,
        },
        pass: pageP95 <= P95_GOAL_MS && ratio <= RATIO_GOAL && same,
      })
    }
  } finally {
    await scanning.destroy()
  }
}

async function page(origin: string, word: string): Promise<void> {
  const answer = await fetch(`${origin}/?q=${encodeURIComponent(word)}`)
  if (answer.status !== 200) throw new Error(`the start page answered ${answer.status}`)
  await answer.arrayBuffer()
}

async function slugs(db: Db, word: string): Promise<string> {
  return (await similarCases(db, word)).map(({ slug }) => slug).join()
}

/** The same database, whose planner may look at every row only. */
function withoutIndexes(url: string): string {
  const address = new URL(url)
  const off = ['bitmapscan', 'indexscan', 'indexonlyscan'].map((kind) => `-c enable_${kind}=off`)
  address.searchParams.set('options', off.join(' '))
  return address.href
}

function initials(name: string): string {
  const [first, count] = [0xac00, 588]
  const jamo = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'
  return [...name].map((letter) => jamo[Math.floor((letter.charCodeAt(0) - first) / count)] ?? '').join('')
}
