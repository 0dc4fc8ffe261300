import { createTransport } from 'nodemailer'

// The way out to the mail server. What is said in a mail is the domain's; this only carries it.

/** A mail of plain text. `id` is the same for the same mail, so that one sent twice is recognised. */
export type Mail = { to: string; id: string; subject: string; text: string; settings: string }

export type Mailer = {
  /** The address people use, for links. */
  readonly origin: string
  /** Rejects with a code and no address when the mail server did not take it. */
  send(mail: Mail): Promise<void>
}

/** How long each step of the talk with the mail server may take, ms. */
const PATIENCE_MS = 15_000

/** Opens nothing: each mail has a connection of its own. `url` as in `smtp://user:password@host:587`. */
export function openMailer({ url, from, origin }: { url: string; from: string; origin: string }): Mailer {
  const host = new URL(origin).hostname
  const transport = createTransport({
    ...{ url, disableFileAccess: true, disableUrlAccess: true },
    ...{ connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS },
  })
  return {
    origin,
    async send({ to, id, subject, text, settings }) {
      const headers = { 'Auto-Submitted': 'auto-generated', 'List-Unsubscribe': `<${settings}>` }
      const mail = { from, to, subject, text, headers, messageId: `<${id}@${host}>` }
      await transport.sendMail(mail).catch((error: unknown) => {
        throw new MailRefused(error)
      })
    },
  }
}

/** The mail server did not take a mail. Its own words quote the address, so only their code is kept. */
export class MailRefused extends Error {
  override name = 'MailRefused'
  readonly code: string

  constructor(cause: unknown) {
    super('The mail server did not take a mail')
    this.code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
  }
}
