import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'
import { seoulDate } from '#app/shapes/civil-date.ts'
import { day } from '#app/text/format.ts'
import type { MyMembership } from '#server/domain/case.ts'
import type { MemberView } from '#server/domain/member.ts'
import type { Role } from '../shapes/case.ts'
import { membersPage } from '../text/ko/case.ts'
import { roles } from '../text/ko/chat.ts'
import { memberPage } from '../text/ko/order-acts.ts'
import { Button } from './button.tsx'
import { Chip } from './chip.tsx'
import { Link } from './link.tsx'
import styles from './member-row.module.css'
import { SideMark } from './side-mark.tsx'

const rank: Record<Role, number> = { host: 2, cohost: 1, member: 0 }

/** The rows of the people in a case. */
export function MemberList({ children }: { children: ReactNode }) {
  return <ul className={styles.list}>{children}</ul>
}

/** One person for staff, with the way to remove them folded behind one more tap. */
export function MemberRow({ member, me }: { member: MemberView; me: MyMembership }) {
  const { id, nickname, side, role, joinedAt } = member
  return (
    <li className={styles.row}>
      <p className={styles.who}>
        <strong>{nickname}</strong>
        {role === 'host' && <SideMark side="host" />}
        {role === 'cohost' && <Chip tone="trust">{roles.cohost}</Chip>}
        <SideMark side={side} />
        <span className="meta">{membersPage.joinedAt(day(seoulDate(joinedAt)))}</span>
      </p>
      {rank[me.role] > rank[role] && (
        <Link to={id} aria-label={memberPage.manageWho(nickname)} className={styles.manage}>
          {memberPage.manage}
        </Link>
      )}
      {rank[me.role] > rank[role] && (
        <details className={styles.remove}>
          <summary>{membersPage.remove}</summary>
          <Form method="post" className={styles.ask}>
            <p>
              <strong>{membersPage.removeAsk(nickname)}</strong> {membersPage.removeHint}
            </p>
            <input type="hidden" name="memberId" value={id} />
            <Button type="submit" kind="danger">
              {membersPage.removeYes}
            </Button>
          </Form>
        </details>
      )}
    </li>
  )
}
