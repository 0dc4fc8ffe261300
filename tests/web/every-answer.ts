import { randomUUID } from 'node:crypto'
import type { TestServer } from '#tests/server.ts'
import { routeMatrix } from './route-matrix.ts'

/** What stands in the addresses of the matrix for somebody who is to look at everything. */
export type Places = { slug: string; code: string; claimId: string; evidenceId?: string }

/** Every page and its data as this cookie sees them, in all channels: address, headers and body of each answer. */
export async function everyAnswer(
  server: TestServer,
  cookie: string,
  { slug, code, claimId, evidenceId = randomUUID() }: Places,
): Promise<string[]> {
  const channels = ['all', 'buyer', 'seller', 'staff']
  const world = {
    ...{ code, claimOf: () => claimId, contactOf: () => randomUUID(), exportId: randomUUID() },
    ...{ messageOf: () => randomUUID(), looseOf: () => randomUUID() },
    ...{ pictureOf: () => randomUUID(), kakaoOf: () => randomUUID(), target: { memberId: randomUUID() } },
    sheet: { sheetId: randomUUID(), code: 'A'.repeat(22), claimId: randomUUID() },
    evidenceOf: () => ({ evidenceId, fileId: randomUUID(), textId: randomUUID(), uploadId: randomUUID() }),
  }
  const places = Object.entries(routeMatrix).flatMap(([id, { path }]) => {
    const where = path({ world, asker: 'member', slug } as unknown as Parameters<typeof path>[0])
    const paths = where.includes('/room/all')
      ? channels.map((kind) => where.replace('/all', `/${kind}`))
      : [where]
    return paths.flatMap((each) => [
      each,
      `${each}${each.includes('?') ? '&' : '?'}_data=${encodeURIComponent(id)}`,
    ])
  })
  const answers: string[] = []
  for (const place of places) {
    const answer = await server.ask(place, { cookie })
    answers.push(`${place}\n${JSON.stringify([...answer.headers])}\n${await answer.text()}`)
  }
  return answers
}
