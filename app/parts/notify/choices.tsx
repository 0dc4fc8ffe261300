import type { ChannelKind } from '#app/shapes/case.ts'
import { type NotifyLevel, notifyLevels, type QuietHours, USUAL_QUIET } from '#app/shapes/notify.ts'
import { channelNames } from '#app/text/ko/chat.ts'
import { hourName, levelNames, notifySettingsPage as words } from '#app/text/ko/notify.ts'
import { Choice, ChoiceGroup } from '../choice.tsx'
import { Field } from '../field.tsx'
import type { FormAnswer } from '../form-answer.ts'
import { Link } from '../link.tsx'
import { Select } from '../text-input.tsx'
import styles from './choices.module.css'

const hours = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: hourName(hour) }))

type Asked = { answer: FormAnswer }

const levels = notifyLevels.map((level) => ({ value: level, label: levelNames[level] }))

/** For each channel one of three. */
export function LevelChoices({
  channels,
  answer,
}: Asked & { channels: readonly { kind: ChannelKind; level: NotifyLevel }[] }) {
  return (
    <ChoiceGroup of="levels" label={words.which} hint={words.whichHint}>
      <div className={styles.pairs}>
        {channels.map(({ kind, level }) => (
          <Field key={kind} of={kind} label={words.channel(channelNames[kind])}>
            <Select name={kind} options={levels} defaultValue={answer.value(kind, level)} />
          </Field>
        ))}
      </div>
    </ChoiceGroup>
  )
}

/** Whether there are quiet hours, and from when to when. */
export function QuietChoice({ quiet, answer }: Asked & { quiet: QuietHours | null }) {
  const { from, to } = quiet ?? USUAL_QUIET
  return (
    <ChoiceGroup of="quiet" label={words.quiet}>
      <Choice
        type="checkbox"
        name="quiet"
        label={words.quietOn}
        note={words.quietNote}
        defaultChecked={answer.chosen('quiet', 'on', quiet !== null)}
      />
      <div className={styles.pairs}>
        <Field of="quietFrom" label={words.quietFrom}>
          <Select name="quietFrom" options={hours} defaultValue={answer.value('quietFrom', String(from))} />
        </Field>
        <Field of="quietTo" label={words.quietTo} error={answer.error('quietTo')}>
          <Select name="quietTo" options={hours} defaultValue={answer.value('quietTo', String(to))} />
        </Field>
      </div>
    </ChoiceGroup>
  )
}

interface DigestProps {
  isOn: boolean
  hasEmail: boolean
  /** Whether this server sends mail at all. */
  sendsMail: boolean
  signUp: string
}

/** One mail a day, for those who have an address, where a mail server is set. */
export function DigestChoice({ isOn, hasEmail, sendsMail, signUp }: DigestProps) {
  const why = !sendsMail ? words.digestNoServer : hasEmail ? null : words.digestNoEmail
  return (
    <ChoiceGroup of="digest" label={words.digest}>
      <Choice
        type="checkbox"
        name="digest"
        label={words.digestOn}
        note={why ?? words.digestNote}
        disabled={why !== null}
        defaultChecked={isOn && why === null}
      />
      {sendsMail && !hasEmail && <Link to={signUp}>{words.signUp}</Link>}
    </ChoiceGroup>
  )
}
