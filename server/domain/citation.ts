import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { type ChannelKind, channelsOf } from '#app/shapes/case.ts'
import type { Db, Tx } from '#db/client.ts'
import { type Member, memberIn } from './access.ts'
import { canonicalJson, record } from './ledger.ts'
import { notFound, Refusal } from './refusal.ts'
import { announce, inTransaction } from './transaction.ts'
import type { Viewer } from './viewer.ts'

// Messages taken over into a fact, kept evidence or a claim. One's own words go along at once; another's only after they
// said yes, and until then nothing of theirs is copied: the citation holds a hash and the way back.

/** What a message is taken over into. */
export type Target = { factId: string } | { evidenceId: string } | { claimId: string }

/** A message that may be taken over, as its reader sees it. `at` is an ISO instant. */
export type Citable = {
  id: string
  seq: number
  channel: ChannelKind
  author: string
  authorId: string
  mine: boolean
  body: string
  at: string
}

/**
 * The messages of these ids that the viewer reads in the case and whose words are not out of sight, in their order. Refuses
 * `shared.not_found`, and `citation.none` when none is left.
 */
export async function citableMessages(
  db: Db,
  viewer: Viewer,
  { slug, messageIds }: { slug: string; messageIds: readonly string[] },
): Promise<Citable[]> {
  const member = await memberIn(db, viewer, { slug })
  return citableFor(db, member, messageIds)
}

/** The same for a present member. Refuses `citation.none`. */
export async function citableFor(db: Db, member: Member, messageIds: readonly string[]): Promise<Citable[]> {
  const rows = await db
    .selectFrom('message')
    .innerJoin('channel', 'channel.id', 'message.channel_id')
    .innerJoin('member', 'member.id', 'message.author_id')
    .select(['message.id', 'message.seq', 'channel.kind as channel', 'member.nickname as author'])
    .select(['message.author_id as authorId', 'message.body', 'message.created_at as at'])
    .where('channel.case_id', '=', member.caseId)
    .where('channel.kind', 'in', channelsOf(member.side, member.role))
    .where('message.id', 'in', [...messageIds, NOBODY])
    .where('message.gone', 'is', null)
    .orderBy('message.created_at')
    .orderBy('message.seq')
    .execute()
  if (rows.length === 0) throw new Refusal('invalid', 'citation.none')
  return rows.map(({ at, body, ...row }) => ({
    ...{ ...row, body: body ?? '', at: at.toISOString(), mine: row.authorId === member.id },
  }))
}

/** Keeps a list of ids from being empty, which SQL does not take. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

/** Takes messages over in the caller's transaction: one's own with their words, others' as a question to their authors. */
export async function cite(
  tx: Tx,
  member: Member,
  messages: readonly Citable[],
  target: Target,
): Promise<void> {
  const place = {
    fact_id: 'factId' in target ? target.factId : null,
    evidence_id: 'evidenceId' in target ? target.evidenceId : null,
    claim_id: 'claimId' in target ? target.claimId : null,
  }
  await tx
    .insertInto('citation')
    .values(
      messages.map((message) => ({
        ...{ ...place, case_id: member.caseId, message_id: message.id, cited_by: member.id },
        ...{ author_id: message.authorId, state: message.mine ? ('own' as const) : ('asked' as const) },
        ...{ body: message.mine ? message.body : null, sha256: messageHash(message) },
      })),
    )
    .execute()
  for (const memberId of new Set(messages.flatMap(({ mine, authorId }) => (mine ? [] : [authorId])))) {
    announce(tx, { kind: 'member.told', caseId: member.caseId, memberId, what: ['consents'] })
  }
}

/** SHA-256 over a message as it stands: id, channel, place, author, instant and words (canonical JSON). */
export function messageHash({
  id,
  channel,
  seq,
  authorId,
  at,
  body,
}: Omit<Citable, 'mine' | 'author'>): Buffer {
  return createHash('sha256')
    .update('moa.message.v1\n')
    .update(canonicalJson([id, channel, seq, authorId, at, body]))
    .digest()
}

/** A question to the viewer: may these words of yours be taken over? `into` says where to. */
export type Asked = {
  id: string
  by: string
  into: 'fact' | 'evidence' | 'claim'
  /** What the fact says; the title of evidence and the contents of a claim are their owner's alone. */
  fact: string | null
  messageId: string
  seq: number
  channel: ChannelKind
  body: string
  askedAt: string
  state: 'asked' | 'given' | 'refused'
}

/** Questions shown to their author, newest first. */
const ASKED_MAX = 100

/** What others want to take over of the viewer's words in a case, newest first. Refuses `shared.not_found`. */
export async function citationsAsked(db: Db, viewer: Viewer, { slug }: { slug: string }): Promise<Asked[]> {
  const member = await memberIn(db, viewer, { slug })
  const { rows } = await sql<Omit<Asked, 'askedAt'> & { askedAt: Date }>`
    select citation.id, asker.nickname as by, fact.body as fact, message.id as "messageId", message.seq,
      channel.kind as channel, message.body, citation.asked_at as "askedAt", citation.state,
      case when fact_id is not null then 'fact' when evidence_id is not null then 'evidence' else 'claim' end as into
    from citation
    join member asker on asker.id = citation.cited_by
    join message on message.id = citation.message_id and message.gone is null
    join channel on channel.id = message.channel_id
    left join fact on fact.id = citation.fact_id
    left join evidence on evidence.id = citation.evidence_id
    where citation.author_id = ${member.id} and citation.state <> 'own'
      and fact.removed_at is null and evidence.removed_at is null
    order by citation.state <> 'asked', citation.asked_at desc limit ${ASKED_MAX}`.execute(db)
  return rows.map((row) => ({ ...row, askedAt: row.askedAt.toISOString() }))
}

/**
 * Says yes or no to a citation of the viewer's own words; may be changed later, and a no takes the words out again.
 * Refuses `shared.not_found` for anybody else's and for words that are gone.
 */
export async function answerCitation(
  db: Db,
  viewer: Viewer,
  { citationId, given, slug }: { citationId: string; given: boolean; slug: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await memberIn(tx, viewer, { slug })
    const asked = await tx
      .selectFrom('citation')
      .select(['id', 'message_id as messageId', 'cited_by as citedBy', 'state'])
      .where('id', '=', citationId)
      .where('author_id', '=', member.id)
      .where('state', '<>', 'own')
      .forUpdate()
      .executeTakeFirst()
    if (!asked) throw notFound()
    const state = given ? 'given' : 'refused'
    if (asked.state === state) return
    const [message] = given ? await citableFor(tx, member, [asked.messageId]) : []
    await tx
      .updateTable('citation')
      .set({ state, decided_at: sql<Date>`now()`, body: message?.body ?? null })
      .$if(message !== undefined, (query) => query.set({ sha256: message && messageHash(message) }))
      .where('id', '=', citationId)
      .execute()
    const data = { citationId, messageId: asked.messageId, given: given ? 1 : 0 } as const
    await record(tx, member.caseId, member.id, { kind: 'citation.answered', data })
    announce(tx, { kind: 'case.changed', caseId: member.caseId, what: ['facts'] })
  })
}
