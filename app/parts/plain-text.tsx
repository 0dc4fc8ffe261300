import styles from './plain-text.module.css'

/** What somebody wrote, with the lines they broke. Addresses in it are words: what leads elsewhere has a place of its own. */
export function PlainText({ text }: { text: string }) {
  return <p className={styles.words}>{text}</p>
}
