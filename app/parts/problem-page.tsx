import { problems } from '../text/ko/shell.ts'
import { Button, LinkButton } from './button.tsx'
import { Notice } from './notice.tsx'
import { ActionBar, PageShell, Stack } from './page-shell.tsx'

type ProblemKind = 'notFound' | 'forbidden' | 'tooMany' | 'broken'

const kinds: Record<number, ProblemKind> = {
  403: 'forbidden',
  404: 'notFound',
  410: 'notFound',
  429: 'tooMany',
}

interface ProblemPageProps {
  status: number
  /** The number of the failure in the server's log. */
  errorId?: string | undefined
}

/** The title of the page for a status. */
export function problemTitle(status: number): string {
  return problems[kinds[status] ?? 'broken'].title
}

/** A whole page for a status: what happened, what is safe, what to do. */
export function ProblemPage({ status, errorId }: ProblemPageProps) {
  const kind = kinds[status] ?? 'broken'
  const { title, what, next } = problems[kind]
  return (
    <PageShell title={title} lede={what}>
      <Stack>
        <Notice kind={kind === 'broken' ? 'warn' : 'info'} title={next}>
          {kind === 'broken' && errorId && problems.number(errorId)}
        </Notice>
      </Stack>
      <ActionBar>
        {kind !== 'notFound' && kind !== 'forbidden' && (
          <Button kind="primary" wide className="needs-script" onClick={() => location.reload()}>
            {problems.again}
          </Button>
        )}
        <LinkButton to="/" wide reloadDocument>
          {problems.home}
        </LinkButton>
      </ActionBar>
    </PageShell>
  )
}
