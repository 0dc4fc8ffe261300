import { randomUUID } from 'node:crypto'
import type { BlameDraft, RespondentDraft } from '#app/shapes/respondent.ts'
import type { Db } from '#db/client.ts'
import { noteBlame, proposeRespondent } from '#server/domain/respondent.ts'
import type { Viewer } from '#server/domain/viewer.ts'

/** A shop nobody has put forward yet. */
export function respondentDraft(changes: Partial<RespondentDraft> = {}): RespondentDraft {
  return {
    id: randomUUID(),
    role: 'shop',
    name: `인터스텔라 ${randomUUID().slice(0, 8)}`,
    businessNumber: null,
    mailOrderNumber: '',
    phone: '',
    address: '',
    web: '',
    hours: '',
    source: '',
    ...changes,
  }
}

export function blameDraft(
  speakerId: string,
  blamedId: string,
  changes: Partial<BlameDraft> = {},
): BlameDraft {
  return {
    ...{ id: randomUUID(), speakerId, blamedId },
    ...{ quote: '정산은 결제대행사에 물어보세요.', saidOn: '2024-08-17', saidIn: '고객센터 전화', url: '' },
    ...changes,
  }
}

/** Two respondents and a statement of one of them about the other. */
export async function respondentsOf(db: Db, slug: string, viewer: Viewer) {
  const [shop, pg] = [respondentDraft(), respondentDraft({ role: 'pg' })]
  const said = blameDraft(shop.id, pg.id)
  await proposeRespondent(db, viewer, { slug, ...shop })
  await proposeRespondent(db, viewer, { slug, ...pg })
  await noteBlame(db, viewer, { slug, ...said })
  return { respondentId: shop.id, otherRespondentId: pg.id, blameId: said.id }
}
