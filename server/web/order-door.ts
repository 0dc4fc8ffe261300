import { type OrderIntent, orderForms } from '#app/shapes/order.ts'
import type { Db } from '#db/client.ts'
import { grantFilings } from '#server/domain/filing.ts'
import {
  appointCohost,
  dismissCohost,
  handOver,
  labelMember,
  muteMember,
  readmitMember,
  removeMember,
  unmuteMember,
} from '#server/domain/member.ts'
import {
  askForReview,
  hideMessage,
  keepMessage,
  refuseAppeal,
  showMessage,
} from '#server/domain/moderation.ts'
import { closeChannel, slowChannel, unslowChannel } from '#server/domain/order.ts'
import { Refusal } from '#server/domain/refusal.ts'
import { reportMessage } from '#server/domain/report.ts'
import type { Viewer } from '#server/domain/viewer.ts'
import { answering, readForm } from './answer.ts'
import type { LimitKind } from './limits.ts'

// The one door of every act of order: the pages' forms and the sheets of the conversation come through it.

type Act = (who: { db: Db; viewer: Viewer }, slug: string, form: FormData) => Promise<void>
type Context = { db: Db; viewer(): Promise<Viewer>; limit(kind: LimitKind): Promise<void> }

const acts: Record<OrderIntent, Act> = {
  report: ({ db, viewer }, _, form) => reportMessage(db, viewer, readForm(form, orderForms.report)),
  hide: ({ db, viewer }, _, form) => hideMessage(db, viewer, readForm(form, orderForms.hide)),
  show: ({ db, viewer }, _, form) => showMessage(db, viewer, readForm(form, orderForms.show)),
  keep: ({ db, viewer }, _, form) => keepMessage(db, viewer, readForm(form, orderForms.keep)),
  appeal: ({ db, viewer }, _, form) => askForReview(db, viewer, readForm(form, orderForms.appeal)),
  refuse: ({ db, viewer }, _, form) => refuseAppeal(db, viewer, readForm(form, orderForms.refuse)),
  mute: ({ db, viewer }, slug, form) => muteMember(db, viewer, { slug, ...readForm(form, orderForms.mute) }),
  unmute: ({ db, viewer }, slug, form) =>
    unmuteMember(db, viewer, { slug, ...readForm(form, orderForms.unmute) }),
  remove: async ({ db, viewer }, slug, form) => {
    const { memberId, why, back } = readForm(form, orderForms.remove)
    await removeMember(db, viewer, { slug, memberId, why, mayReturn: back !== undefined })
  },
  readmit: ({ db, viewer }, slug, form) =>
    readmitMember(db, viewer, { slug, ...readForm(form, orderForms.readmit) }),
  appoint: ({ db, viewer }, slug, form) =>
    appointCohost(db, viewer, { slug, ...readForm(form, orderForms.appoint) }),
  dismiss: ({ db, viewer }, slug, form) =>
    dismissCohost(db, viewer, { slug, ...readForm(form, orderForms.dismiss) }),
  label: ({ db, viewer }, slug, form) =>
    labelMember(db, viewer, { slug, ...readForm(form, orderForms.label) }),
  grant: ({ db, viewer }, slug, form) =>
    grantFilings(db, viewer, { slug, ...readForm(form, orderForms.grant) }),
  handOver: ({ db, viewer }, slug, form) =>
    handOver(db, viewer, { slug, ...readForm(form, orderForms.handOver) }),
  slow: async ({ db, viewer }, slug, form) => {
    const { channel: kind, ...pace } = readForm(form, orderForms.slow)
    await slowChannel(db, viewer, { slug, kind, ...pace })
  },
  unslow: async ({ db, viewer }, slug, form) => {
    const { channel: kind } = readForm(form, orderForms.unslow)
    await unslowChannel(db, viewer, { slug, kind })
  },
  close: async ({ db, viewer }, slug, form) => {
    const { channel: kind } = readForm(form, orderForms.close)
    await closeChannel(db, viewer, { slug, kind, hostsOnly: true })
  },
  open: async ({ db, viewer }, slug, form) => {
    const { channel: kind } = readForm(form, orderForms.open)
    await closeChannel(db, viewer, { slug, kind, hostsOnly: false })
  },
}

/** A wrong password is a guess, a report rare; any other act is a write like others. */
const limits: Partial<Record<OrderIntent, LimitKind>> = { report: 'report', handOver: 'guess' }

/**
 * Does what a form's `intent` says in the case `slug`; `only` names what the page offers. Answers the intent. Refuses
 * `shared.check_fields`, `shared.too_many`, and what the act refuses.
 */
export async function actOnOrder(
  context: Context,
  slug: string,
  form: FormData,
  only: readonly OrderIntent[] = intents,
): Promise<OrderIntent> {
  const intent = only.find((known) => known === form.get('intent'))
  if (!intent) throw new Refusal('invalid', 'shared.check_fields')
  await context.limit(limits[intent] ?? 'write')
  await acts[intent]({ db: context.db, viewer: await context.viewer() }, slug, form)
  return intent
}

const intents = Object.keys(acts) as OrderIntent[]

/**
 * The action of a page that offers acts of order: does what the form asks for in the case of the address, then leads to
 * `back` (below the case), which says what was done. `about` is what the address itself names and no form may change.
 */
export async function orderAction(
  { params, request, context }: { params: { slug?: string }; request: Request; context: Context },
  { only, back, about = {} }: { only: readonly OrderIntent[]; back: string; about?: Record<string, string> },
) {
  const form = await request.formData()
  return answering(form, async () => {
    const { slug = '' } = params
    for (const [name, value] of Object.entries(about)) form.set(name, value)
    const intent = await actOnOrder(context, slug, form, only)
    return new Response(null, { status: 303, headers: { Location: `/c/${slug}/${back}?done=${intent}` } })
  })
}
