import { randomUUID } from 'node:crypto'
import type { CaseStateDraft } from '#app/shapes/case-state.ts'
import type { FactEntry } from '#app/shapes/fact.ts'
import type { Db } from '#db/client.ts'
import { setCaseState } from '#server/domain/case-state.ts'
import { addSources, keepFact } from '#server/domain/fact.ts'
import type { Viewer } from '#server/domain/viewer.ts'

/** What an entry states, as its form sends it. */
export function factEntry(changes: Partial<FactEntry> = {}): FactEntry {
  return {
    ...{ body: '16일에 영업을 마친다는 공지가 올라왔어요', happenedOn: '2024-08-16', happenedTime: '10:00' },
    ...{ asOf: false, kind: 'notice', sign: null, speakerId: null, speaker: '', speakerRole: '' },
    ...{ dueOn: null, dueTime: null, ...changes },
  }
}

/** A correction, as its form sends it. */
export const factEdit = (changes: Partial<FactEntry> = {}) => ({
  ...factEntry(changes),
  ...{ id: randomUUID(), why: '시각을 잘못 적었어요', names: 'ask' as const },
})

/** A source beside messages. */
export const newsLink = { url: 'https://news.example.com/1', captureIds: [], evidenceIds: [] }

/** How a case stands, as its form sends it. */
export function caseStateDraft(changes: Partial<CaseStateDraft> = {}): CaseStateDraft {
  return {
    ...{ id: randomUUID(), state: 'closing', since: '2024-08-16', nextOn: '2024-08-31' },
    ...{ source: '누리집 공지', url: 'https://shop.example.com/notice', ...changes },
  }
}

/** Two entries resting on a message, the first also on an address; and how the case stands. */
export async function factsOf(db: Db, slug: string, viewer: Viewer, messageId: string) {
  const keep = async (body: string) => {
    const draft = { slug, id: randomUUID(), messages: [messageId], body }
    return keepFact(db, viewer, { ...draft, happenedOn: '2024-08-16', happenedTime: null })
  }
  const { factId } = await keep('공지가 올라왔어요')
  const { factId: otherFactId } = await keep('공지가 내려갔어요')
  await addSources(db, viewer, { slug, factId, ...newsLink, url: 'https://news.example.com/0' })
  const { id: factSourceId } = await db
    .selectFrom('fact_source')
    .select('id')
    .where('fact_id', '=', factId)
    .executeTakeFirstOrThrow()
  const state = caseStateDraft()
  await setCaseState(db, viewer, { slug, ...state })
  return { factId, otherFactId, factSourceId, stateId: state.id }
}
