import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { kakaoImportFor, kakaoImports } from '#server/domain/kakao.ts'
import { ordered } from '#tests/domain/kakao-files.ts'
import { openTestCase, type TestCase } from '#tests/people.ts'
import { startServer, type TestServer } from '#tests/server.ts'

// The way of a KakaoTalk file over HTTP, with and without scripts, through the job to the page.

let server: TestServer
let room: TestCase
let minji: string

beforeAll(async () => {
  server = await startServer()
})

afterAll(() => server.close())

beforeEach(async () => {
  room = await openTestCase(server.db, server.vault)
  minji = await server.signedIn(room.minji.accountId)
})

const talk = [
  '달빛마켓 모임 님과 카카오톡 대화',
  '저장한 날짜 : 2024년 8월 18일 오전 11:29',
  '',
  '2024년 8월 17일 오후 1:00, 나리 : <img src=x onerror=alert(1)> 환불 됐나요',
  '2024년 8월 17일 오후 1:01, 도토리 : 010-0000-1234 로 전화 주세요',
  '2024년 2월 30일 오후 1:02, 머루 : 없는 날이에요',
  '2024년 8월 17일 오후 1:03, =HYPERLINK("x") : 아니요',
].join('\r\n')

function formOf(file: Blob | null, changes: Record<string, string> = {}): FormData {
  const { isPair: _, id = '', ...order } = ordered()
  const form = new FormData()
  for (const [name, value] of Object.entries({ ...order, id, ...changes })) form.set(name, value)
  if (file) form.set('file', file, 'KakaoTalk_달빛.txt')
  return form
}

const send = (path: string, body: FormData, cookie = minji) =>
  server.ask(`/c/${room.slug}/kakao${path}`, { method: 'POST', body, cookie })

/** Until the job has come to an end with it. */
async function readImport(importId: string) {
  for (;;) {
    const ref = { slug: room.slug, importId }
    const { import: brought } = await kakaoImportFor(server.db, room.minji.viewer, ref)
    if (brought.state !== 'waiting' && brought.state !== 'reading') return brought
    await sleep(20)
  }
}

const pageOf = async (path: string, cookie = minji) =>
  (await server.ask(`/c/${room.slug}/kakao${path}`, { cookie })).text()

describe('a file', () => {
  test('sent by a script is taken, read by the job, and shown with its lines', async () => {
    const answer = await send('/upload', formOf(new Blob([talk])))
    expect(answer.status).toBe(200)
    const { ok, importId } = (await answer.json()) as { ok: boolean; importId: string }
    expect(ok).toBe(true)
    const brought = await readImport(importId)
    expect(brought).toMatchObject({ state: 'ready', fileName: 'KakaoTalk_달빛.txt' })
    const detail = await pageOf(`/${importId}`)
    expect(detail).toContain('모두 7줄 = 대화 3줄 + 알림·날짜·빈 줄 3줄 + 건너뜀 1줄')
    expect(detail).toContain('달력에 없는 날짜예요')
    const page = await pageOf(`/talk?room=${brought.room?.id}`)
    expect(page).toContain('참여자 1')
    expect(page).toContain('KakaoTalk_달빛.txt, 4번째 줄')
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt; 환불 됐나요')
    expect(page).not.toMatch(/<img src=x|나리|도토리|HYPERLINK|010-0000-1234/)
  })

  test('sent by a plain form leads back to the page', async () => {
    const answer = await send('', formOf(new Blob([talk])))
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, `/c/${room.slug}/kakao#imports`])
    const [brought] = await kakaoImports(server.db, room.minji.viewer, { slug: room.slug })
    await readImport(brought?.id ?? '')
    expect(await pageOf('')).toContain('KakaoTalk_달빛.txt')
  })

  test('is the first of those that come at once', async () => {
    const form = formOf(new Blob([talk]))
    form.append('file', new Blob([talk, '\n']), 'second.txt')
    expect((await send('/upload', form)).status).toBe(200)
    const imports = await kakaoImports(server.db, room.minji.viewer, { slug: room.slug })
    expect(imports.map(({ fileName }) => fileName)).toEqual(['KakaoTalk_달빛.txt'])
  })

  test('of many pieces is the same file', async () => {
    const long = `${talk}\r\n${Array.from({ length: 30_000 }, (_, at) => `2024년 8월 17일 오후 2:00, 나리 : ${at}번째`).join('\r\n')}`
    const answer = await send('/upload', formOf(new Blob([long])))
    const { importId } = (await answer.json()) as { importId: string }
    const { counts, bytes, sha256 } = await readImport(importId)
    expect(counts).toMatchObject({ lines: 30_007, messages: 30_003, skipped: 1 })
    expect(bytes).toBe(Buffer.byteLength(long))
    const file = await server.ask(`/c/${room.slug}/kakao/${importId}/file`, { cookie: minji })
    const back = Buffer.from(await file.arrayBuffer())
    expect(back.equals(Buffer.from(long))).toBe(true)
    expect(file.headers.get('Content-Disposition')).toContain('attachment')
    expect(sha256).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe('refused, with its sentence and nothing kept:', () => {
  const none = async () =>
    expect(await kakaoImports(server.db, room.minji.viewer, { slug: room.slug })).toEqual([])

  test.each<[string, Blob | null, Record<string, string>, string, string]>([
    ['no file', null, {}, 'kakao.file_needed', '올릴 파일을 골라 주세요'],
    ['no export', new Blob(['장보기\n우유']), {}, 'kakao.not_export', '내보낸 대화 파일이 아닌 것 같아요'],
    ['an empty file', new Blob([]), {}, 'kakao.file_needed', '올릴 파일을 골라 주세요'],
    ['a broken ZIP', new Blob(['PK\x03\x04 nothing']), {}, 'kakao.zip_broken', 'ZIP 파일이 깨져 있어요'],
    [
      'no audience',
      new Blob([talk]),
      { audience: '' },
      'shared.check_fields',
      '누가 볼 수 있는지 골라 주세요',
    ],
    [
      'somebody else’s channel',
      new Blob([talk]),
      { audience: 'staff' },
      'kakao.audience_needed',
      '누가 볼 수 있는지',
    ],
    [
      'a name too long',
      new Blob([talk]),
      { ownName: '가'.repeat(31) },
      'shared.check_fields',
      '이름이 길어요',
    ],
    [
      'a resident number as a room',
      new Blob([talk]),
      { roomName: '900101-1234560' },
      'shared.check_fields',
      '주민등록번호',
    ],
  ])('%s', async (_, file, changes, code, sentence) => {
    const byScript = await send('/upload', formOf(file, changes))
    expect(byScript.status).toBe(422)
    expect(await byScript.json()).toMatchObject({ ok: false, code })
    const byForm = await send('', formOf(file, { ...changes, ownName: changes.ownName ?? '민들레' }))
    expect(byForm.status).toBe(422)
    const html = await byForm.text()
    expect(html).toContain(sentence)
    if (!changes.ownName) expect(html).toContain('value="민들레"')
    await none()
  })

  test('a body that is cut', async () => {
    const cut = 'multipart/form-data; boundary=x'
    const body = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n2024'
    const answer = await server.ask(`/c/${room.slug}/kakao/upload`, {
      method: 'POST',
      cookie: minji,
      headers: { 'Content-Type': cut },
      body,
    })
    expect(answer.status).toBe(400)
    await none()
  })

  test('a file by a stranger, whatever it is', async () => {
    const jun = await server.signedIn(room.jun.accountId ?? '')
    for (const path of ['', '/upload']) {
      expect((await send(path, formOf(new Blob([talk])), jun)).status).toBe(404)
      expect((await send(path, formOf(new Blob([talk])), '')).status).toBe(404)
    }
  })
})
