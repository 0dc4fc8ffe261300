import { Form, useNavigation } from '@remix-run/react'
import type { ChosenSide, Label } from '../shapes/case.ts'
import { sideNames, sideNotes } from '../text/ko/case.ts'
import { joinPage } from '../text/ko/join.ts'
import { rules } from '../text/ko/rules.ts'
import { Button } from './button.tsx'
import { ChoiceList } from './choice-list.tsx'
import { Field } from './field.tsx'
import { useFormAnswer } from './form-answer.ts'
import { Notice } from './notice.tsx'
import { ActionBar, Stack } from './page-shell.tsx'
import { RefusedNotice } from './refused-notice.tsx'
import { Rules } from './rules.tsx'
import { SideMark } from './side-mark.tsx'
import { TextInput } from './text-input.tsx'

/** What a page tells the form: a free nickname to start with, the random id of this form, and the label of the link. */
export type JoinOffer = { admits: ChosenSide[]; label?: Label | null; nickname: string; ticket: string }

const labels = { nickname: joinPage.nickname, side: joinPage.side }

/**
 * Nickname, side, in. The button says that going in means agreeing to the rules above it, which saves a tap. Works
 * before any script has come.
 */
export function JoinForm({ admits, label = null, nickname, ticket }: JoinOffer) {
  const answer = useFormAnswer(labels)
  const busy = useNavigation().state !== 'idle'
  const suggestion = answer.refusal?.fields.suggestion
  return (
    <Form method="post" noValidate>
      <Stack gap="large">
        <RefusedNotice answer={answer} />
        <Field
          of="nickname"
          label={joinPage.nickname}
          hint={joinPage.nicknameHint}
          error={answer.error('nickname')}
        >
          <TextInput
            name="nickname"
            required
            autoComplete="off"
            defaultValue={answer.value('nickname', nickname)}
          />
        </Field>
        {suggestion && <Notice title={joinPage.tryName(suggestion)}>{null}</Notice>}
        {label ? <Labelled label={label} /> : <Sides admits={admits} answer={answer} />}
        <Rules />
        <p className="meta">{joinPage.agree}</p>
        <input type="hidden" name="rules" value={rules.version} />
        <input type="hidden" name="ticket" value={ticket} />
      </Stack>
      <ActionBar>
        <Button type="submit" kind="primary" wide busy={busy}>
          {joinPage.enter}
        </Button>
      </ActionBar>
    </Form>
  )
}

/** The link says what one is: nothing to choose, and what it means before going in. */
function Labelled({ label }: { label: Label }) {
  return (
    <Notice title={joinPage.labelled}>
      <SideMark side={label} /> {sideNotes[label]}
      <input type="hidden" name="side" value="helper" />
    </Notice>
  )
}

function Sides({ admits, answer }: { admits: ChosenSide[]; answer: ReturnType<typeof useFormAnswer> }) {
  return (
    <ChoiceList
      name="side"
      values={admits}
      card={(side) => ({ label: sideNames[side], note: sideNotes[side] })}
      first={admits.length === 1 ? admits[0] : undefined}
      answer={answer}
      label={joinPage.side}
      hint={joinPage.sideHint}
      required
      columns
    />
  )
}
