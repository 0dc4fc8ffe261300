import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

// A browser in as few instructions as possible: it speaks WebSocket, Engine.IO and Socket.IO over a plain socket and
// counts the messages in what it gets. A full client per socket would measure the client.

/** Each message names its clientId once, alone or within an array. */
const MARK = Buffer.from('"clientId":"')
/** Frames below this carry no messages, in bytes. */
const SHORT = 200
const TEXT = 0x1
const OPEN = 0x30
const PING = 0x32
const PONG_TEXT = '3'
const ACK = 0x33

export type WireCount = { messages: number; frames: number; bytes: number }

/** What else a caller may want: headers of its own, every text that is no answer, and the end of the line. */
export type WireEars = {
  headers?: Record<string, string>
  /** A dial that takes longer fails, ms. */
  patience?: number
  say?: (text: Buffer) => void
  closed?: () => void
}

export class WireClient {
  readonly #socket: Socket
  #left: Buffer | null = null
  #upgraded = false
  #asks = 0
  readonly #heard = new Set<string>()
  readonly #waiting = new Map<number, (answer: Buffer) => void>()
  #onReady: () => void = () => {}
  #onFail: (error: Error) => void = () => {}
  readonly #say: WireEars['say']

  private constructor(
    port: number,
    path: string,
    cookie: string,
    readonly count: WireCount,
    { headers = {}, say, closed = () => {} }: WireEars,
  ) {
    this.#say = say
    const more = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    this.#socket = connect(port, '127.0.0.1')
    this.#socket.setNoDelay(true)
    this.#socket.on('error', (error) => this.#onFail(error))
    this.#socket.on('close', () => {
      this.#onFail(new Error('closed'))
      closed()
    })
    this.#socket.on('data', (chunk) => this.#receive(chunk))
    this.#socket.write(
      `GET ${path}/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n` +
        `Origin: http://127.0.0.1:${port}\r\nCookie: ${cookie}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n` +
        `${more.join('')}\r\n`,
    )
  }

  /** Connects and joins the main namespace. */
  static async open(
    port: number,
    path: string,
    cookie: string,
    count: WireCount,
    ears: WireEars = {},
  ): Promise<WireClient> {
    const client = new WireClient(port, path, cookie, count, ears)
    const timer = ears.patience ? setTimeout(() => client.close(), ears.patience) : undefined
    try {
      await new Promise<void>((resolve, reject) => {
        client.#onReady = resolve
        client.#onFail = reject
      })
    } catch (error) {
      client.close()
      throw error
    } finally {
      clearTimeout(timer)
      client.#onFail = () => {}
    }
    return client
  }

  /** Emits an event and gives the acknowledgement's JSON text. */
  ask(name: string, input: unknown): Promise<string> {
    return this.askText(name, JSON.stringify(input))
  }

  /** The same with JSON as it is written, also such as no program would write. */
  async askText(name: string, json: string): Promise<string> {
    return (await this.askBytes(name, json)).toString()
  }

  /** The same, and the answer as it came. */
  askBytes(name: string, json: string): Promise<Buffer> {
    this.#asks += 1
    const id = this.#asks
    const answered = new Promise<Buffer>((resolve) => this.#waiting.set(id, resolve))
    this.#send(`42${id}[${JSON.stringify(name)},${json}]`)
    return answered
  }

  /** Sends any text frame, also one that no client would. */
  sendText(text: string): void {
    this.#send(text)
  }

  /** Stops reading, as a phone in a tunnel does. */
  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  /** True once an event of this name came, if it was not one with messages. */
  heard(name: string): boolean {
    return this.#heard.has(name)
  }

  close(): void {
    this.#socket.destroy()
  }

  #receive(chunk: Buffer): void {
    let data = this.#left ? Buffer.concat([this.#left, chunk]) : chunk
    this.#left = null
    if (!this.#upgraded) {
      const end = data.indexOf('\r\n\r\n')
      if (end < 0) {
        this.#left = data
        return
      }
      if (!data.subarray(0, 12).toString().endsWith('101')) {
        this.#onFail(new Error('not upgraded'))
        return
      }
      this.#upgraded = true
      data = data.subarray(end + 4)
    }
    this.#readFrames(data)
  }

  #readFrames(data: Buffer): void {
    let at = 0
    while (data.length - at >= 2) {
      let size = (data[at + 1] ?? 0) & 0x7f
      let head = 2
      if (size === 126) {
        head = 4
        if (data.length - at < head) break
        size = data.readUInt16BE(at + 2)
      } else if (size === 127) {
        head = 10
        if (data.length - at < head) break
        size = Number(data.readBigUInt64BE(at + 2))
      }
      if (data.length - at < head + size) break
      this.#frame((data[at] ?? 0) & 0x0f, data.subarray(at + head, at + head + size))
      at += head + size
    }
    if (at < data.length) this.#left = at === 0 ? data : data.subarray(at)
  }

  #frame(opcode: number, payload: Buffer): void {
    if (opcode !== TEXT) return
    const kind = payload[0]
    if (kind === OPEN) this.#send('40')
    else if (kind === PING) this.#send(PONG_TEXT)
    else if (payload[1] === OPEN) this.#onReady()
    else if (payload[1] === ACK) this.#acknowledge(payload)
    else {
      this.#countMessages(payload)
      this.#say?.(payload)
    }
  }

  #countMessages(payload: Buffer): void {
    this.count.frames += 1
    this.count.bytes += payload.length
    for (let at = payload.indexOf(MARK); at >= 0; at = payload.indexOf(MARK, at + MARK.length)) {
      this.count.messages += 1
    }
    if (payload.length < SHORT) this.#heard.add(/^42\["([\w.]+)"/.exec(payload.toString())?.[1] ?? '')
  }

  #acknowledge(payload: Buffer): void {
    const start = payload.indexOf('[')
    const id = Number(payload.toString('latin1', 2, start))
    this.#waiting.get(id)?.(payload.subarray(start))
    this.#waiting.delete(id)
  }

  /** Frames of a client are masked; a mask of zeros leaves the text as it is. */
  #send(text: string): void {
    const size = Buffer.byteLength(text)
    const head = size < 126 ? 6 : size < 65_536 ? 8 : 14
    const frame = Buffer.alloc(head + size)
    frame[0] = 0x80 | TEXT
    if (size < 126) frame[1] = 0x80 | size
    else if (size < 65_536) {
      frame[1] = 0x80 | 126
      frame.writeUInt16BE(size, 2)
    } else {
      frame[1] = 0x80 | 127
      frame.writeBigUInt64BE(BigInt(size), 2)
    }
    frame.write(text, head)
    this.#socket.write(frame)
  }
}
