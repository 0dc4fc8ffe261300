import { type ReactNode, useEffect, useState } from 'react'
import { shareText } from '../text/ko/shell.ts'
import { useToast } from './announcer.tsx'
import { Button } from './button.tsx'
import { copyText } from './copy.ts'
import styles from './share.module.css'

/** How long the button says that it worked, ms. */
const SAID_MS = 2500

interface CopyButtonProps {
  text: string
  kind?: 'primary' | 'quiet'
  wide?: boolean
  children?: ReactNode
}

/** Copies `text`. Says so on the button; where the browser refuses, shows the text for copying by hand. */
export function CopyButton({ text, kind = 'quiet', wide, children = shareText.copy }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null)
  useEffect(() => {
    if (outcome !== 'copied') return
    const timer = setTimeout(() => setOutcome(null), SAID_MS)
    return () => clearTimeout(timer)
  }, [outcome])
  const copied = outcome === 'copied'
  return (
    <>
      <Button
        kind={kind}
        wide={wide}
        icon={copied ? 'check' : 'copy'}
        className="needs-script"
        onClick={async () => setOutcome((await copyText(text)) ? 'copied' : 'refused')}
      >
        {copied ? shareText.copied : children}
      </Button>
      <span role="status" className="spoken">
        {copied && shareText.copied}
      </span>
      {outcome === 'refused' && <ByHand text={text} />}
    </>
  )
}

interface ShareButtonProps {
  url: string
  title: string
  text?: string
  kind?: 'primary' | 'quiet'
  wide?: boolean
  children?: ReactNode
}

/** Opens the device's own share list (KakaoTalk stands first there); elsewhere copies the link and says so. */
export function ShareButton(props: ShareButtonProps) {
  const { url, title, text, kind = 'primary', wide, children = shareText.share } = props
  const toast = useToast()
  const [refused, setRefused] = useState(false)
  const share = async () => {
    const outcome = await shareOrCopy({ url, title, ...(text ? { text } : {}) })
    if (outcome === 'copied') toast(shareText.linkCopied, 'done')
    setRefused(outcome === 'refused')
  }
  return (
    <>
      <Button kind={kind} wide={wide} icon="share" className="needs-script" onClick={share}>
        {children}
      </Button>
      {refused && <ByHand text={url} />}
    </>
  )
}

async function shareOrCopy(data: ShareData & { url: string }): Promise<'shared' | 'copied' | 'refused'> {
  if (navigator.share) {
    try {
      await navigator.share(data)
      return 'shared'
    } catch (reason) {
      if (reason instanceof DOMException && reason.name === 'AbortError') return 'shared'
    }
  }
  return (await copyText(data.url)) ? 'copied' : 'refused'
}

function ByHand({ text }: { text: string }) {
  return (
    <span role="status" className={styles.byHand}>
      <span>{shareText.copyFailed}</span>
      <code className={styles.text}>{text}</code>
    </span>
  )
}
