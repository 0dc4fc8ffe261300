import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A line to a server that can be cut and joined again, on a port of its own that stays the same. */
export type Relay = {
  origin: string
  cut(): Promise<void>
  join(): Promise<void>
  /** From now on the lines that are open carry nothing and stay open; new ones work. */
  stall(): void
}

export async function startRelay(origin: string): Promise<Relay> {
  const open = new Set<Socket>()
  const keep = (socket: Socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    socket.on('error', () => socket.destroy())
  }
  const server = createServer((near) => {
    const far = connect(Number(new URL(origin).port), '127.0.0.1')
    keep(near)
    keep(far)
    near.pipe(far).pipe(near)
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
  })
  const join = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  await join(0)
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://localhost:${port}`,
    join: () => join(port),
    stall() {
      for (const socket of open) {
        socket.unpipe()
        socket.pause()
      }
    },
    async cut() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of open) socket.destroy()
      await closed
    },
  }
}
