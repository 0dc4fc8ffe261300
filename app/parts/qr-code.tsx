import { encode } from 'uqr'
import { shareText } from '../text/ko/shell.ts'
import styles from './qr-code.module.css'

/** Light modules around the code: scanners want four. */
const QUIET_ZONE = 4

interface QrCodeProps {
  text: string
  /** What it leads to, spoken: 입장 링크. */
  what: string
  size?: 'normal' | 'poster'
}

/** A QR code as one path, dark on white in every theme so that every camera reads it. */
export function QrCode({ text, what, size = 'normal' }: QrCodeProps) {
  const { data, size: modules } = encode(text, { ecc: 'M', border: QUIET_ZONE })
  return (
    <svg
      role="img"
      aria-label={shareText.qr(what)}
      viewBox={`0 0 ${modules} ${modules}`}
      shapeRendering="crispEdges"
      className={`${styles.code} ${styles[size]}`}
    >
      <path d={data.map(rowPath).join('')} />
    </svg>
  )
}

function rowPath(row: boolean[], y: number): string {
  let path = ''
  for (let x = 0; x < row.length; x++) {
    if (!row[x]) continue
    const start = x
    while (row[x + 1]) x += 1
    path += `M${start} ${y}h${x - start + 1}v1H${start}z`
  }
  return path
}
