import { guidePage as words } from '#app/text/ko/guide.ts'
import { guideStepText } from '#app/text/ko/guide-steps.ts'
import { deadlineText, reasonText, resultName } from '#app/text/ko/law.ts'
import { letterList } from '#app/text/ko/letters.ts'
import { LinkButton } from '../button.tsx'
import { Chip, type ChipTone, DDay } from '../chip.tsx'
import { classNames } from '../class-names.ts'
import { Icon } from '../icon.tsx'
import { Row } from '../page-shell.tsx'
import styles from './guide.module.css'
import { AdviceForm, StepAdvice, StepForm, type StepFormProps } from './step-forms.tsx'
import { StepTold } from './step-told.tsx'

interface StepCardProps extends Omit<StepFormProps, 'number'> {
  slug: string
  today: string
  claimId: string | null
  /** Its place in its stage, from 1. */
  no: number
  open: boolean
  mayAdvise: boolean
}

const tones = { possible: 'done', check: 'waiting', no: 'plain' } as const satisfies Record<string, ChipTone>

/** One step before a member: unfolds to what it is, what of it is there, and 했어요. */
export function StepCard({ step, slug, today, claimId, no, open, mayAdvise, shown, answer }: StepCardProps) {
  const text = guideStepText[step.id]
  return (
    <li className={styles.step} id={step.id}>
      <details open={open}>
        <summary>
          <span className={classNames(styles.mark, step.done && styles.did)}>
            {step.done ? <Icon name="check" size="small" label={words.done} /> : no}
          </span>
          <span className={styles.title}>
            {text.title}
            <span className={styles.chips}>
              {step.until && <DDay date={step.until.on} today={today} />}
              {step.result && <Chip tone={tones[step.result]}>{resultName[step.result]}</Chip>}
              {step.people > 0 && <Chip>{words.crowdStep(step.people)}</Chip>}
            </span>
          </span>
          <Icon name="down" size="small" />
        </summary>
        <div className={styles.inside}>
          <StepAdvice advice={step.advice} />
          {step.reason && <p>{reasonText[step.reason]}</p>}
          {step.until && (
            <p>
              {words.until} <strong>{deadlineText[step.until.rule]?.title}</strong>{' '}
              <DDay date={step.until.on} today={today} />
            </p>
          )}
          <StepTold text={text} papers={step.papers} />
          <StepWays step={step} slug={slug} claimId={claimId} />
          <StepForm step={step} number={text.number} shown={shown} answer={answer} />
          {mayAdvise && <AdviceForm step={step} answer={answer} />}
        </div>
      </details>
    </li>
  )
}

function StepWays({
  step: { id, page, letters },
  slug,
  claimId,
}: Pick<StepCardProps, 'step' | 'slug' | 'claimId'>) {
  return (
    <Row>
      {letters.map((letter) => (
        <LinkButton key={letter} icon="edit" to={`/c/${slug}/claims/${claimId}/letters/${letter}`}>
          {words.toLetter(letterList[letter].name)}
        </LinkButton>
      ))}
      {page && <LinkButton to={`/c/${slug}/${page}`}>{words.pages[page]}</LinkButton>}
      <LinkButton icon="share" to={`/c/${slug}/guide/${id}`}>
        {words.share}
      </LinkButton>
    </Row>
  )
}
