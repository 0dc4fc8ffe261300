import { day } from '#app/text/format.ts'
import { evidenceName } from '#app/text/ko/claim-kinds.ts'
import { taskText as text, deskPage as words } from '#app/text/ko/desk.ts'
import { deadlineText } from '#app/text/ko/law.ts'
import type { Task } from '#server/domain/desk/task.ts'
import { DDay } from '../chip.tsx'
import { Folded } from '../folded.tsx'
import { Icon, type IconName } from '../icon.tsx'
import { Link } from '../link.tsx'
import styles from './desk.module.css'

/** Tasks seen at once; the rest is a tap away. */
const SHOWN = 5

interface TaskListProps {
  tasks: readonly Task[]
  slug: string
  today: string
}

/** What waits for one member, the most pressing first; each line leads to where it is done. */
export function TaskList({ tasks, slug, today }: TaskListProps) {
  const rest = tasks.slice(SHOWN)
  return (
    <>
      <Rows tasks={tasks.slice(0, SHOWN)} slug={slug} today={today} />
      {rest.length > 0 && (
        <Folded label={words.rest(rest.length)}>
          <Rows tasks={rest} slug={slug} today={today} />
        </Folded>
      )}
    </>
  )
}

function Rows({ tasks, slug, today }: TaskListProps) {
  return (
    <ul className={styles.list}>
      {tasks.map((task) => {
        const { to, icon, title, note } = lineOf(task, `/c/${slug}`)
        const on = 'on' in task ? task.on : null
        return (
          <li key={keyOf(task)}>
            <Link to={to} className={styles.row}>
              <Icon name={icon} />
              <span className={styles.words}>
                <span className={styles.title}>{title}</span>
                <span className="meta">{note}</span>
              </span>
              {on && <DDay date={on} today={today} />}
              <Icon name="right" size="small" />
            </Link>
          </li>
        )
      })}
    </ul>
  )
}

type Line = { to: string; icon: IconName; title: string; note: string }

function lineOf(task: Task, at: string): Line {
  switch (task.kind) {
    case 'file':
      return { to: `${at}/claims/new`, icon: 'claim', title: text.file.title, note: text.file.note }
    case 'answer':
      return {
        to: `${at}/consents`,
        icon: 'chat',
        title: text.answer.title(task.count),
        note: text.answer.note,
      }
    case 'deadline': {
      const whose = task.claim ? words.receipt(task.claim.receiptNo) : text.deadline.ofCase
      return {
        to: task.claim ? `${at}/claims/${task.claim.id}` : `${at}/deadlines`,
        icon: 'clock',
        title: deadlineText[task.rule]?.title ?? '',
        note: `${whose} · ${day(task.on)}`,
      }
    }
    case 'asked':
      return {
        to: `${at}/claims/${task.claim.id}`,
        icon: 'edit',
        title: text.asked.title,
        note: `${words.receipt(task.claim.receiptNo)} · ${day(task.on)}`,
      }
    case 'join':
      return {
        to: `${at}/filings/${task.filingId}`,
        icon: 'people',
        title: text.join.title(task.title),
        note: `${text.join.note} ${day(task.on)}`,
      }
    case 'complete':
      return {
        to: `${at}/claims/${task.claim.id}/edit`,
        icon: 'edit',
        title: text.complete.title(task.missing),
        note: words.receipt(task.claim.receiptNo),
      }
    case 'evidence':
      return {
        to: `${at}/evidence/add`,
        icon: 'camera',
        title: text.evidence.title(papersOf(task.slots.map((slot) => evidenceName[slot]))),
        note: words.receipt(task.claim.receiptNo),
      }
  }
}

function papersOf([first = '', ...others]: readonly string[]): string {
  return others.length === 0 ? first : text.papersAndMore(first, others.length)
}

function keyOf(task: Task): string {
  switch (task.kind) {
    case 'deadline':
      return `${task.rule}-${task.claim?.id ?? ''}`
    case 'join':
      return task.filingId
    case 'asked':
    case 'complete':
    case 'evidence':
      return `${task.kind}-${task.claim.id}`
    default:
      return task.kind
  }
}
