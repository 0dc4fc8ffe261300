import type { Db } from '#db/client.ts'
import type { TalkEntry } from '#server/imports/kakao/entry.ts'
import type { CaseKey } from '../vault.ts'
import { isSaver, type KakaoName, nameOfSaver, namesOf } from './names.ts'

/** Spellings kept at a time: more than a room's people over the years, few enough to forget and learn again. */
const KEPT_MOST = 20_000

/** Who saved the file. `isNamed`: the file may call that person 회원님 or you; others know them by the name `nameId`. */
export type Saver = { memberId: string; nameId: number | null; isNamed: boolean }

/** The names of one file by their spelling in it, learnt batch by batch. */
export class SpeltNames {
  readonly #db: Db
  readonly #place: { caseId: string; key: CaseKey }
  readonly #saver: Saver
  readonly #known = new Map<string, KakaoName>()

  constructor(db: Db, place: { caseId: string; key: CaseKey }, saver: Saver) {
    this.#db = db
    this.#place = place
    this.#saver = saver
  }

  /** Gives every name in these entries its number. */
  async learn(entries: readonly TalkEntry[]): Promise<void> {
    if (this.#known.size > KEPT_MOST) this.#known.clear()
    const missing = new Set<string>()
    for (const entry of entries) {
      const names = entry.type === 'message' ? [entry.sender] : entry.type === 'notice' ? entry.names : []
      for (const name of names) if (!this.#known.has(name)) missing.add(name)
    }
    for (const name of missing) {
      if (!this.#saver.isNamed || !isSaver(name)) continue
      missing.delete(name)
      this.#known.set(name, await this.#own())
    }
    if (missing.size === 0) return
    const names = [...missing]
    const found = await namesOf(this.#db, this.#place, names)
    for (const [at, name] of found.entries()) this.#known.set(names[at] ?? '', name)
  }

  get(name: string): KakaoName | undefined {
    return this.#known.get(name)
  }

  #own(): Promise<KakaoName> {
    const { nameId, memberId } = this.#saver
    return nameId === null ? nameOfSaver(this.#db, this.#place, memberId) : nameById(this.#db, nameId)
  }
}

async function nameById(db: Db, id: number): Promise<KakaoName> {
  const { no, name_key } = await db
    .selectFrom('kakao_name')
    .select(['no', 'name_key'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return { id, no, key: Buffer.from(name_key).toString('hex') }
}
