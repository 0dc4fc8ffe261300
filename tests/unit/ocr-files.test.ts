import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { OCR_FOLDER, OCR_LANGUAGE, OCR_WORKER } from '#app/shapes/ocr.ts'
import { ocrFiles } from '#server/web/ocr-files.ts'

let http: Server
let origin: string

beforeAll(async () => {
  const files = ocrFiles()
  http = createServer(async (req, res) => {
    if (!(await files.answer(req, res))) res.writeHead(404).end()
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
})
afterAll(() => http.close())

const ask = (path: string, init: RequestInit = {}) => fetch(origin + path, init)

test('the engine comes from here, may run itself and reach nobody else, and is kept for good', async () => {
  const answer = await ask(OCR_WORKER, { headers: { 'Accept-Encoding': 'br' } })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('Content-Encoding')).toBe('br')
  expect(answer.headers.get('Cache-Control')).toContain('immutable')
  expect(answer.headers.get('Content-Security-Policy')).toBe(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
  )
  expect(await answer.text()).toContain('recognizing text')
  const plain = await ask(OCR_WORKER, { headers: { 'Accept-Encoding': 'identity' } })
  expect(plain.headers.get('Content-Encoding')).toBeNull()
  expect(await plain.text()).toContain('recognizing text')
})

test('its data are as they were packed', async () => {
  const answer = await ask(`${OCR_FOLDER}/${OCR_LANGUAGE}.traineddata.gz`)
  const bytes = new Uint8Array(await answer.arrayBuffer())
  expect([...bytes.subarray(0, 2)]).toEqual([0x1f, 0x8b])
  expect(bytes.length).toBe(Number(answer.headers.get('Content-Length')))
})

test('nothing else lies there, and nothing is written there', async () => {
  for (const name of ['', 'package.json', '../7.0.0/worker.min.js/', '%2e%2e/worker.min.js', 'toString']) {
    expect((await ask(`${OCR_FOLDER}/${name}`)).status, name).toBe(404)
  }
  expect((await ask(OCR_WORKER, { method: 'POST' })).status).toBe(404)
})
