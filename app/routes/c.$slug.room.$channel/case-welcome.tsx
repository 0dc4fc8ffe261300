import { Form } from '@remix-run/react'
import { Button, LinkButton } from '#app/parts/button.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { PlainText } from '#app/parts/plain-text.tsx'
import { welcome as words } from '#app/text/ko/notices.ts'
import styles from './case-welcome.module.css'

/** What the hosts say to somebody who has just come, until it is read. */
export function CaseWelcome({ slug, text }: { slug: string; text: string | null }) {
  if (text === null) return null
  return (
    <div className={styles.place}>
      <Notice title={words.title}>
        <PlainText text={text} />
        <p className="meta">{words.by}</p>
        <Form method="post" action={`/c/${slug}/welcome`} className={styles.ways}>
          <Button type="submit">{words.done}</Button>
          <LinkButton kind="bare" to={`/c/${slug}/so-far`}>
            {words.soFar}
          </LinkButton>
        </Form>
      </Notice>
    </div>
  )
}
