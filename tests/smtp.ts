import { type AddressInfo, createServer, type Socket } from 'node:net'

/** A mail server on this machine (RFC 5321, as far as one mail needs it) that keeps what it is given. */
export type MailServer = {
  url: string
  mails: { to: string; raw: string }[]
  /** From now on takes no mail for a while: the code it answers the recipient with, or null for none. */
  refuse(code: number | null): void
  close(): Promise<void>
}

export async function startMailServer(): Promise<MailServer> {
  const mails: MailServer['mails'] = []
  let refusing: number | null = null
  const server = createServer((socket) => talk(socket, () => refusing, mails))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    refuse: (code) => {
      refusing = code
    },
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  }
}

function talk(socket: Socket, refusing: () => number | null, mails: MailServer['mails']): void {
  let to = ''
  let data: string | null = null
  let rest = ''
  const say = (line: string) => socket.write(`${line}\r\n`)
  const hear = (line: string) => {
    if (data !== null) {
      if (line !== '.') data += `${line}\n`
      else {
        mails.push({ to, raw: data })
        data = null
        say('250 kept')
      }
    } else if (/^DATA/i.test(line)) {
      data = ''
      say('354 go on')
    } else if (/^RCPT/i.test(line)) {
      to = /<(.*)>/.exec(line)?.[1] ?? ''
      const code = refusing()
      say(code === null ? '250 fine' : `${code} not for <${to}>`)
    } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n')
    else say('250 fine')
  }
  say('220 mail.example.com')
  socket.setEncoding('utf8')
  socket.on('error', () => socket.destroy())
  socket.on('data', (text: string) => {
    const lines = (rest + text).split('\r\n')
    rest = lines.pop() ?? ''
    for (const line of lines) hear(line)
  })
}
