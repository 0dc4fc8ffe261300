import { leftBehindPage, recoveryPage } from '../text/ko/account.ts'
import { LinkButton } from './button.tsx'
import { Notice } from './notice.tsx'
import { ActionBar, PageShell } from './page-shell.tsx'
import styles from './recovery-card.module.css'
import { CopyButton } from './share.tsx'

export type Left = { code: string; next: string }

/** After signing in: the guest's second name in a room stayed behind, and this code leads back to it. Shown once. */
export function LeftBehind({ code, next }: Left) {
  return (
    <PageShell title={leftBehindPage.title} lede={leftBehindPage.what}>
      <div className={styles.shown} role="status">
        <p>{leftBehindPage.code}</p>
        <code className={styles.code}>{code}</code>
        <CopyButton text={code} wide>
          {recoveryPage.copy}
        </CopyButton>
      </div>
      <Notice kind="warn">{recoveryPage.keep}</Notice>
      <ActionBar>
        <LinkButton to={next} kind="primary" wide reloadDocument>
          {leftBehindPage.go}
        </LinkButton>
      </ActionBar>
    </PageShell>
  )
}
