import PostalMime, { type Address } from 'postal-mime'
import { htmlWords } from './html-words.ts'

/** How deep parts may lie in parts: a forwarded mail with a picture has five. */
const NESTING_MAX = 30

/** A mail as it is read: who wrote to whom and when (ISO, or as it says), its words, the names of what was attached. */
export type Letter = {
  subject: string
  from: string
  to: string
  date: string
  words: string
  attachments: string[]
}

/** Reads a mail (RFC 5322), also one cut off at its end; null for what is none. Nothing in it is fetched or run. */
export async function readLetter(bytes: Uint8Array): Promise<Letter | null> {
  const mail = await PostalMime.parse(bytes, { maxNestingDepth: NESTING_MAX }).catch(() => null)
  if (!mail) return null
  const { subject = '', from, to = [], date = '', text = '', html = '' } = mail
  return {
    subject,
    from: from ? named(from) : '',
    to: to.map(named).join(', '),
    date,
    words: text.trim() || htmlWords(html),
    attachments: mail.attachments.flatMap(({ filename }) => (filename ? [filename] : [])),
  }
}

function named({ name, address }: Address): string {
  if (!address) return name
  return name ? `${name} <${address}>` : address
}
