import type { MetaFunction } from '@remix-run/node'
import { useSearchParams } from '@remix-run/react'
import { useEffect } from 'react'
import { forgetDevice, forgetMember } from '#app/live/forget-device.ts'
import { LinkButton } from '#app/parts/button.tsx'
import { ActionBar, PageShell } from '#app/parts/page-shell.tsx'
import { erasedPage as words } from '#app/text/ko/erasure.ts'
import { shell } from '#app/text/ko/shell.ts'

export const meta: MetaFunction = () => [{ title: `${words.title} · ${shell.name}` }]

/** Where those who left for good arrive: this browser forgets what it kept of them, too. */
export default function Erased() {
  const [query] = useSearchParams()
  const member = query.get('member')
  const account = query.has('account')
  useEffect(() => {
    if (account) void forgetDevice()
    if (member) forgetMember(member)
  }, [account, member])
  return (
    <PageShell title={words.title} lede={words.lede}>
      <ActionBar>
        <LinkButton to="/" kind="primary" wide>
          {words.home}
        </LinkButton>
      </ActionBar>
    </PageShell>
  )
}
