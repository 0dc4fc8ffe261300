import { sharePage } from '../text/ko/case.ts'
import { QrCode } from './qr-code.tsx'
import { CopyButton, ShareButton } from './share.tsx'
import styles from './share-link.module.css'

interface ShareLinkProps {
  url: string
  title: string
  /** Goes before the link in a messenger. */
  message: string
  /** What the QR code leads to, spoken. */
  what: string
}

/** A link with every way to pass it on: read, copy, the device's own list, a code to hold up. */
export function ShareLink({ url, title, message, what }: ShareLinkProps) {
  return (
    <div className={styles.link}>
      <code className={styles.url}>{url}</code>
      <div className={styles.ways}>
        <ShareButton url={url} title={title} text={message} wide>
          {sharePage.native}
        </ShareButton>
        <CopyButton text={url} wide>
          {sharePage.copy}
        </CopyButton>
      </div>
      <figure className={styles.qr}>
        <QrCode text={url} what={what} />
        <figcaption className="meta">{sharePage.qrHint}</figcaption>
      </figure>
    </div>
  )
}
