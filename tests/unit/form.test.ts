import { createHash } from 'node:crypto'
import mammoth from 'mammoth'
import { describe, expect, test } from 'vitest'
import type { Column } from '#server/exports/column.ts'
import { flatTable } from '#server/exports/flat-table.ts'
import { docxStream } from '#server/exports/form/docx.ts'
import { hwpxStream } from '#server/exports/form/hwpx.ts'
import type { Block, FormPaper } from '#server/exports/form/paper.ts'
import { unzipped } from '#server/exports/zip.ts'
import { openedHwpx } from '#tests/hwpx.ts'

type Row = { no: number; story: string; won: number }
const columns: Column<Row>[] = [
  { key: 'no', header: '연번', kind: 'integer', width: 6, summed: false, value: ({ no }) => no },
  { key: 'name', header: '성명', kind: 'text', width: 14, value: () => '김민지' },
  { key: 'won', header: '금액(원)', kind: 'won', width: 15, value: ({ won }) => won },
  { key: 'story', header: '있었던 일', kind: 'text', width: 40, value: ({ story }) => story },
]
const hostile = '=1+1 <b>&amp;</b> "따옴표" \u0007각하 😀\n둘째 줄\t탭'

function paperOf(count = 40): FormPaper {
  function* list(): Generator<Block> {
    yield { kind: 'title', text: '별지  명단' }
    const table = flatTable(columns, { below: new Set(['story']) })
    const rows = Array.from({ length: count }, (_, at) =>
      table.rowOf({ no: at + 1, won: 129_000, story: at === 1 ? hostile : '' }),
    )
    yield { kind: 'table', columns: table.columns, rows, sums: table.sums((all) => `합계 ${all}건`) }
  }
  const form: Block[] = [
    { kind: 'title', text: '고소장' },
    { kind: 'note', text: '이 안내는 지우고 내세요.' },
    { kind: 'pairs', rows: [['성명', '김민지'] as const, ['주소', ''] as const] },
    { kind: 'heading', text: '범죄사실' },
    { kind: 'text', text: hostile },
    { kind: 'sign', text: '고소인   김민지   (서명 또는 인)' },
    { kind: 'title', text: '다음 쪽', newPage: true },
  ]
  const sections = [
    { landscape: false, blocks: form },
    { landscape: true, blocks: list() },
  ]
  return { title: '달빛마켓 고소장', look: 'agency', sections }
}

async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const whole = '=1+1 <b>&amp;</b> "따옴표" 각하 😀'

describe('a form as DOCX', () => {
  test('is opened by a program of somebody else, every word in its place', async () => {
    const buffer = await bytesOf(docxStream(paperOf()))
    const { value: html, messages } = await mammoth.convertToHtml(
      { buffer },
      { styleMap: ["p[style-name='Title'] => h1.title:fresh"] },
    )
    expect(messages.filter(({ type }) => type === 'error')).toEqual([])
    expect(html).toContain('<h1 class="title">고소장</h1>')
    expect(html).toContain('<h1>범죄사실</h1>')
    expect(html).toContain('<td><p>성명</p></td><td><p>김민지</p></td>')
    expect(html.match(/<thead>/g)).toHaveLength(1)
    expect(html.match(/<tr>/g)).toHaveLength(2 + 1 + 40 + 1 + 1)
    expect(html).toContain('colspan="3"')
    expect(html).toContain('5,160,000')
    const { value: text } = await mammoth.extractRawText({ buffer })
    expect(text).toContain(whole)
    expect(text).toContain('둘째 줄')
  })
})

describe('a form as HWPX', () => {
  test('is a package as the format asks: its kind first and bare, its parts named', async () => {
    const bytes = await bytesOf(hwpxStream(paperOf()))
    expect(bytes.subarray(30, 38).toString()).toBe('mimetype')
    expect(bytes.readUInt16LE(8)).toBe(0)
    expect(bytes.subarray(38, 57).toString()).toBe('application/hwp+zip')
    const parts = unzipped(bytes)
    expect([...parts.keys()]).toEqual([
      ...['mimetype', 'version.xml', 'META-INF/container.xml', 'META-INF/manifest.xml', 'settings.xml'],
      ...['Contents/content.hpf', 'Contents/header.xml', 'Contents/section0.xml', 'Contents/section1.xml'],
    ])
    const named = [...String(parts.get('Contents/content.hpf')).matchAll(/href="([^"]+)"/g)].map(
      (hit) => hit[1],
    )
    for (const name of named) expect(parts.has(name ?? '')).toBe(true)
  })

  test('refers to nothing its header does not define', async () => {
    const parts = unzipped(await bytesOf(hwpxStream(paperOf())))
    const header = String(parts.get('Contents/header.xml'))
    const ids = (name: string) =>
      new Set([...header.matchAll(new RegExp(`<hh:${name} id="(\\d+)"`, 'g'))].map((hit) => hit[1]))
    const defined = { charPr: ids('charPr'), paraPr: ids('paraPr'), borderFill: ids('borderFill') }
    for (const name of ['Contents/section0.xml', 'Contents/section1.xml']) {
      const xml = String(parts.get(name))
      for (const [what, known] of Object.entries(defined)) {
        const used = [...xml.matchAll(new RegExp(`${what}IDRef="(\\d+)"`, 'g'))].map((hit) => hit[1] ?? '')
        expect(used.length).toBeGreaterThan(0)
        expect(used.filter((id) => !known.has(id))).toEqual([])
      }
    }
    for (const [, name = '', count, body = ''] of header.matchAll(
      /<hh:(\w+) itemCnt="(\d+)">(.*?)<\/hh:\1>/g,
    )) {
      const items = [...body.matchAll(/<hh:(fontface|borderFill|charPr|tabPr|numbering|paraPr|style) /g)]
      expect([name, items.length]).toEqual([name, Number(count)])
    }
  })

  test('is opened and laid out by a program of somebody else, every word in its place', async () => {
    const opened = await openedHwpx(await bytesOf(hwpxStream(paperOf())))
    expect(opened.sections).toBe(2)
    expect(opened.text).toContain(`고소장\n`)
    for (const words of [whole, '둘째 줄', '김민지', '합계 40건', '5,160,000']) {
      expect([words, opened.hits(words).length > 0]).toEqual([words, true])
    }
    expect(opened.table(0, 3)).toEqual({ rows: 2, columns: 2, repeatHeader: false })
    expect(opened.table(1, 2)).toEqual({ rows: 1 + 40 + 1 + 1, columns: 3, repeatHeader: true })
    expect([0, 1, 2].map((at) => opened.page(at).landscape)).toEqual([false, false, true])
  })
})

test.each([['DOCX', docxStream] as const, ['HWPX', hwpxStream] as const])(
  'a form as %s has the same bytes each time, and no time in them',
  async (_, stream) => {
    const [one, two] = [await bytesOf(stream(paperOf(700))), await bytesOf(stream(paperOf(700)))]
    expect(sha256(one)).toBe(sha256(two))
    for (const part of unzipped(one).values()) {
      expect(part.toString('utf8')).not.toContain(`${new Date().getFullYear()}-`)
    }
  },
)
