import { Form, useNavigation } from '@remix-run/react'
import type { ReactNode } from 'react'
import { recoveryPage } from '../text/ko/account.ts'
import { Button, LinkButton } from './button.tsx'
import { Notice } from './notice.tsx'
import { ActionBar, Stack } from './page-shell.tsx'
import styles from './recovery-card.module.css'
import { CopyButton } from './share.tsx'

interface RecoveryCardProps {
  /** The code just made, or null before. */
  code: string | null
  /** Whether a code was made before. */
  exists: boolean
  /** Where to go once it is written down, or later; null where it is one part of a page among others. */
  done: string | null
}

/** Makes a recovery code and shows it once. */
export function RecoveryCard({ code, exists, done }: RecoveryCardProps) {
  const busy = useNavigation().state !== 'idle'
  if (code) return <Shown code={code} done={done} />
  return (
    <Form method="post">
      <Stack>
        <p>{recoveryPage.how}</p>
        {exists && <Notice kind="warn">{recoveryPage.exists}</Notice>}
      </Stack>
      <Actions done={done}>
        <Button type="submit" kind={done ? 'primary' : 'quiet'} wide busy={busy}>
          {exists ? recoveryPage.again : recoveryPage.make}
        </Button>
        {done && (
          <LinkButton to={done} wide>
            {recoveryPage.later}
          </LinkButton>
        )}
      </Actions>
    </Form>
  )
}

/** In thumb reach where the page is about nothing else. */
function Actions({ done, children }: { done: string | null; children: ReactNode }) {
  return done ? <ActionBar>{children}</ActionBar> : <div className={styles.actions}>{children}</div>
}

function Shown({ code, done }: { code: string; done: string | null }) {
  return (
    <>
      <div className={styles.shown} role="status">
        <p>{recoveryPage.here}</p>
        <code className={styles.code}>{code}</code>
        <CopyButton text={code} wide>
          {recoveryPage.copy}
        </CopyButton>
      </div>
      <p>{recoveryPage.how}</p>
      <Notice kind="warn">{recoveryPage.keep}</Notice>
      {done && (
        <ActionBar>
          <LinkButton to={done} kind="primary" wide>
            {recoveryPage.done}
          </LinkButton>
        </ActionBar>
      )}
    </>
  )
}
