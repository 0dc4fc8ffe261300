import { erasurePage as words } from '../../text/ko/erasure.ts'
import { Card } from '../card.tsx'
import styles from './erasure.module.css'

/** What erasing takes away and what it has to leave, with the reasons: read before the button is reached. */
export function WhatGoes({ account = false }: { account?: boolean }) {
  return (
    <>
      <Card title={words.goes}>
        <Points lines={account ? [...words.goesList, words.goesAccount] : words.goesList} />
      </Card>
      <Card title={words.stays}>
        <Points lines={words.staysList} />
      </Card>
    </>
  )
}

function Points({ lines }: { lines: readonly string[] }) {
  return (
    <ul className={styles.points}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
