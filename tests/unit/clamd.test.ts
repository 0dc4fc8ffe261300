import type { Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { clamd, clamdAddress } from '#server/files/clamd.ts'
import { type ClamdPeer, closeDaemons, daemon, eicar, knowsEicar } from '#tests/clamd.ts'
import { inPieces } from '#tests/pictures.ts'

afterEach(closeDaemons)

describe('a file shown to clamd', () => {
  test('U1: is infected when it says so, wherever in the pieces it lies, and else clean', async () => {
    const scanner = await daemon(knowsEicar)
    const hidden = Buffer.concat([Buffer.alloc(300_000, 1), eicar, Buffer.alloc(300_000, 2)])
    expect(await scanner.scan(inPieces(hidden, 100_007))).toEqual({
      outcome: 'infected',
      name: 'Eicar-Test-Signature',
    })
    expect(await scanner.scan(inPieces(Buffer.alloc(600_000, 3), 65_536))).toEqual({ outcome: 'clean' })
  })

  test('U2: past its limit is not checked, and never clean', async () => {
    const scanner = await daemon(({ received }, socket) => {
      if (received.length > 50_000) socket.end('INSTREAM size limit exceeded. ERROR\0')
    })
    expect(await scanner.scan(inPieces(Buffer.alloc(4_000_000), 60_000))).toEqual({ outcome: 'unknown' })
  })

  test('U2: of which the daemon saw only a part is not checked, nor taken for infected', async () => {
    const scanner = await daemon(({ isWhole }, socket) => {
      if (isWhole) socket.end('stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0')
    })
    expect(await scanner.scan(inPieces(Buffer.from('abc')))).toEqual({ outcome: 'unknown' })
  })

  test('U2: with a daemon that keeps silent about its limits is never clean, and infected all the same', async () => {
    const scanner = await daemon(knowsEicar, undefined, knowsEicar)
    expect(await scanner.scan(inPieces(Buffer.from('abc')))).toEqual({ outcome: 'unknown' })
    expect(await scanner.scan(inPieces(eicar))).toMatchObject({ outcome: 'infected' })
  })

  test.each([
    ['that breaks off', (_: ClamdPeer, socket: Socket) => socket.destroy()],
    [
      'that answers half a line',
      ({ isWhole }: ClamdPeer, socket: Socket) => isWhole && socket.end('stream: OK'),
    ],
    [
      'that answers something else',
      ({ isWhole }: ClamdPeer, socket: Socket) => isWhole && socket.end('OK\0'),
    ],
  ])('U2: with a daemon %s is not checked', async (_, answer) => {
    const scanner = await daemon((peer, socket) => void answer(peer, socket))
    expect(await scanner.scan(inPieces(Buffer.from('abc')))).toEqual({ outcome: 'unknown' })
  })

  test('U2: with a daemon that says nothing, or none at all, is not checked', async () => {
    const silent = await daemon(() => {}, 50)
    expect(await silent.scan(inPieces(Buffer.from('abc')))).toEqual({ outcome: 'unknown' })
    const nobody = clamd({ path: '/nowhere/clamd.ctl' })
    expect(await nobody.scan(inPieces(Buffer.from('abc')))).toEqual({ outcome: 'unknown' })
  })
})

test.each([
  ['/run/clamav/clamd.ctl', { path: '/run/clamav/clamd.ctl' }],
  ['clamd://scanner:3311', { host: 'scanner', port: 3311 }],
  ['clamd://scanner', { host: 'scanner', port: 3310 }],
])('a daemon is found at %s', (given, address) => {
  expect(clamdAddress(given)).toEqual(address)
})
