import { seoulDate, seoulTime } from '#app/shapes/civil-date.ts'
import { contactChannels, contactDirections, contactOutcomes, contactReplies } from '#app/shapes/contact.ts'
import type { ContactView } from '#server/domain/contact/read.ts'
import { contactsPage, contactWords, contactForm as words } from '../../text/ko/contact.ts'
import { Choice, ChoiceGroup } from '../choice.tsx'
import { Field } from '../field.tsx'
import type { FormAnswer } from '../form-answer.ts'
import { MomentFields } from '../moment-fields.tsx'
import { TextArea } from '../text-area.tsx'
import { Select, TextInput } from '../text-input.tsx'

/** The fields of an entry by name, for the list of what to put right. */
export const contactLabels = {
  direction: words.direction,
  channel: words.channel,
  outcome: words.outcome,
  happenedOn: words.happenedOn,
  happenedTime: words.happenedTime,
  whom: words.whom,
  gist: words.gist,
  reply: words.reply,
  evidenceId: words.evidence,
  claimId: words.claim,
}

/** What an entry may be tied to: the member's own evidence and claims. */
export type ContactLinks = {
  evidence: { id: string; title: string }[]
  claims: { id: string; receiptNo: number; orderNumber: string }[]
}

type Begun =
  | ContactView
  | { happenedAt: string; dayOnly: boolean; claim: ContactView['claim']; evidence: null }

/** What an entry says. `now` is what stands there at first: the entry, or just the time it is. */
export function ContactFields({
  answer,
  links,
  now,
}: {
  answer: FormAnswer
  links: ContactLinks
  now: Begun
}) {
  const stated = 'channel' in now ? now : null
  const group = <T extends string>(name: string, label: string, values: readonly T[], first: T | null) => ({
    props: { of: name, label, error: answer.error(name) },
    choices: values.map((value) => ({
      value,
      defaultChecked: answer.chosen(name, value, value === first),
    })),
  })
  const direction = group('direction', words.direction, contactDirections, stated?.direction ?? 'out')
  const channel = group('channel', words.channel, contactChannels, stated?.channel ?? 'phone')
  const outcome = group('outcome', words.outcome, contactOutcomes, stated?.outcome ?? null)
  const reply = group('reply', words.reply, contactReplies, stated?.reply ?? null)
  return (
    <>
      <ChoiceGroup {...direction.props} columns>
        {direction.choices.map((choice) => (
          <Choice
            key={choice.value}
            {...choice}
            type="radio"
            name="direction"
            label={contactWords.directions[choice.value]}
          />
        ))}
      </ChoiceGroup>
      <ChoiceGroup {...channel.props} columns>
        {channel.choices.map((choice) => (
          <Choice
            key={choice.value}
            {...choice}
            type="radio"
            name="channel"
            label={contactWords.channels[choice.value]}
          />
        ))}
      </ChoiceGroup>
      <ChoiceGroup {...outcome.props} hint={words.outcomeHint} columns>
        {outcome.choices.map((choice) => (
          <Choice
            key={choice.value}
            {...choice}
            type="radio"
            name="outcome"
            label={contactWords.outcomes[choice.value]}
          />
        ))}
      </ChoiceGroup>
      <MomentFields
        answer={answer}
        names={{ date: 'happenedOn', time: 'happenedTime' }}
        labels={{ date: words.happenedOn, time: words.happenedTime, timeHint: words.timeHint }}
        now={{ date: seoulDate(now.happenedAt), time: now.dayOnly ? null : seoulTime(now.happenedAt) }}
        dateNeeded
      />
      <Field of="whom" label={words.whom} hint={words.whomHint} optional error={answer.error('whom')}>
        <TextInput name="whom" autoComplete="off" defaultValue={answer.value('whom', stated?.whom)} />
      </Field>
      <Field of="gist" label={words.gist} hint={words.gistHint} optional error={answer.error('gist')}>
        <TextArea name="gist" defaultValue={answer.value('gist', stated?.gist)} />
      </Field>
      <ChoiceGroup {...reply.props} hint={words.replyHint} optional columns>
        <Choice
          type="radio"
          name="reply"
          value=""
          label={words.noReply}
          defaultChecked={answer.chosen('reply', '', !stated?.reply)}
        />
        {reply.choices.map((choice) => (
          <Choice
            key={choice.value}
            {...choice}
            type="radio"
            name="reply"
            label={contactWords.replies[choice.value]}
          />
        ))}
      </ChoiceGroup>
      <LinkFields answer={answer} links={links} now={now} />
    </>
  )
}

/** A claim in a list: its receipt number, and the order where it has one. */
export function claimLabel({ receiptNo, orderNumber }: Omit<ContactLinks['claims'][number], 'id'>): string {
  return [contactsPage.claim(receiptNo), orderNumber].filter(Boolean).join(' · ')
}

/** Only what is there to be tied to is asked for. */
function LinkFields({ answer, links, now }: { answer: FormAnswer; links: ContactLinks; now: Begun }) {
  return (
    <>
      {links.claims.length > 0 && (
        <Field of="claimId" label={words.claim} optional error={answer.error('claimId')}>
          <Select
            name="claimId"
            empty={words.noClaim}
            options={links.claims.map((claim) => ({ value: claim.id, label: claimLabel(claim) }))}
            defaultValue={answer.value('claimId', now.claim?.id)}
          />
        </Field>
      )}
      {links.evidence.length > 0 && (
        <Field of="evidenceId" label={words.evidence} optional error={answer.error('evidenceId')}>
          <Select
            name="evidenceId"
            empty={words.noEvidence}
            options={links.evidence.map(({ id, title }) => ({ value: id, label: title }))}
            defaultValue={answer.value('evidenceId', now.evidence?.id)}
          />
        </Field>
      )}
    </>
  )
}
