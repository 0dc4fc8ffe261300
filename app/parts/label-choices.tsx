import { type Label, labels } from '../shapes/case.ts'
import { invitesPage, sideNames, sideNotes } from '../text/ko/case.ts'
import { ChoiceList } from './choice-list.tsx'
import type { FormAnswer } from './form-answer.ts'

const values = ['', ...labels] as const
interface LabelChoicesProps {
  label: string
  hint: string
  first?: Label | null
  answer: FormAnswer
}

/** A helper's label, or none, each with what it may see. */
export function LabelChoices({ first = null, ...group }: LabelChoicesProps) {
  return (
    <ChoiceList
      name="label"
      values={values}
      first={first ?? ''}
      card={(value) =>
        value
          ? { label: sideNames[value], note: sideNotes[value] }
          : { label: invitesPage.noLabel, note: invitesPage.noLabelNote }
      }
      {...group}
    />
  )
}
