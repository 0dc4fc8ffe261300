import type { OrderAnswer } from '#app/shapes/voice.ts'
import type { Db } from '#db/client.ts'
import { memberIn } from '../access.ts'
import { ownClaim } from '../claim/read.ts'
import type { Viewer } from '../viewer.ts'
import { ownVoice } from './own.ts'

/** Statements one page shows. */
const STATEMENTS_SHOWN = 100
/** Answers about one order that are shown: the newest counts, the others are its history. */
const ANSWERS_SHOWN = 20

/** What a company said. `earlier`: its former words, newest first. Instants are ISO. */
export type StatementView = {
  id: string
  respondentId: string
  respondent: string
  version: number
  body: string
  at: string
  editedAt: string | null
  withdrawn: boolean
  earlier: { version: number; body: string; at: string }[]
}

/** What the companies of a case say to its members, newest first. Refuses `shared.not_found`. */
export async function statementsIn(
  db: Db,
  viewer: Viewer,
  { slug }: { slug: string },
): Promise<StatementView[]> {
  const { caseId } = await memberIn(db, viewer, { slug }, 'facts')
  return statements(db, { caseId })
}

/** What a company's own page shows of it. */
export type VoiceDesk = {
  voiceId: string
  slug: string
  shopName: string
  respondent: string
  statements: StatementView[]
  answers: { id: string; answer: OrderAnswer; note: string; orders: number; at: string }[]
}

/** What the viewer's voice said, and in how many orders it answered; never who claims. Refuses `shared.not_found`. */
export async function voiceDesk(db: Db, viewer: Viewer, ref: { voiceId: string }): Promise<VoiceDesk> {
  const { id: voiceId, slug, shopName, name } = await ownVoice(db, viewer, ref)
  const answers = await db
    .selectFrom('voice_answer')
    .select(['id', 'answer', 'note'])
    .select((eb) => [eb.fn.countAll<number>().as('orders'), eb.fn.max('made_at').as('at')])
    .where('voice_id', '=', voiceId)
    .groupBy(['id', 'answer', 'note'])
    .orderBy('at', 'desc')
    .limit(STATEMENTS_SHOWN)
    .execute()
  return {
    ...{ voiceId, slug, shopName, respondent: name },
    statements: await statements(db, { voiceId }),
    answers: answers.map(({ at, orders, ...row }) => ({
      ...row,
      orders: Number(orders),
      at: at.toISOString(),
    })),
  }
}

/** What a company says of the order of a claim. */
export type AnswerView = { respondent: string; answer: OrderAnswer; note: string; at: string }

/** What companies answered about the order of the viewer's own claim, the newest first. Refuses `shared.not_found`. */
export async function answersFor(
  db: Db,
  viewer: Viewer,
  { claimId }: { claimId: string },
): Promise<AnswerView[]> {
  await ownClaim(db, viewer, claimId)
  const rows = await db
    .selectFrom('claim_index as i')
    .innerJoin('voice_answer as a', (join) =>
      join.onRef('a.case_id', '=', 'i.case_id').onRef('a.order_index', '=', 'i.value'),
    )
    .innerJoin('voice', 'voice.id', 'a.voice_id')
    .innerJoin('respondent', 'respondent.id', 'voice.respondent_id')
    .select(['respondent.name as respondent', 'a.answer', 'a.note', 'a.made_at as at'])
    .where('i.claim_id', '=', claimId)
    .where('i.kind', '=', 'order')
    .orderBy('a.made_at', 'desc')
    .orderBy('a.id')
    .limit(ANSWERS_SHOWN)
    .execute()
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }))
}

async function statements(db: Db, of: { caseId: string } | { voiceId: string }): Promise<StatementView[]> {
  const rows = await db
    .selectFrom('voice_statement as s')
    .innerJoin('voice', 'voice.id', 's.voice_id')
    .innerJoin('respondent', 'respondent.id', 'voice.respondent_id')
    .select(['s.id', 's.version', 's.made_at as at', 's.withdrawn_at as withdrawnAt'])
    .select(['respondent.id as respondentId', 'respondent.name as respondent'])
    .where((eb) => ('caseId' in of ? eb('s.case_id', '=', of.caseId) : eb('s.voice_id', '=', of.voiceId)))
    .orderBy('s.made_at', 'desc')
    .orderBy('s.id')
    .limit(STATEMENTS_SHOWN)
    .execute()
  const ids = rows.map(({ id }) => id)
  const versions = await db
    .selectFrom('voice_statement_version')
    .select(['statement_id as id', 'version', 'body', 'made_at as at'])
    .where((eb) => eb('statement_id', '=', eb.fn.any(eb.val(ids))))
    .orderBy('version', 'desc')
    .execute()
  return rows.map(({ at, withdrawnAt, ...row }) => {
    const [newest, ...earlier] = versions
      .filter(({ id }) => id === row.id)
      .map((each) => ({ version: each.version, body: each.body, at: each.at.toISOString() }))
    if (!newest) throw new Error('A statement has a version')
    return {
      ...row,
      body: newest.body,
      at: at.toISOString(),
      editedAt: earlier.length > 0 ? newest.at : null,
      withdrawn: withdrawnAt !== null,
      earlier,
    }
  })
}
