import { describe, expect, test } from 'vitest'
import {
  boxBetween,
  drawCovers,
  drawnOn,
  movedBox,
  resizedBox,
  strokeFrom,
} from '#app/parts/masking/covers.ts'
import { findPlaces, type ReadWord, wordsOf } from '#app/parts/masking/find-places.ts'
import { historyOf, stepped } from '#app/parts/masking/history.ts'
import { fitted, onPicture, panned, pinched, zoomed } from '#app/parts/masking/view.ts'
import { type Box, COVERS_MAX, MaskDraft, readCovers } from '#app/shapes/masking.ts'
import { OCR_FOLDER } from '#app/shapes/ocr.ts'

const picture = { width: 1000, height: 500 }
const box: Box = { kind: 'box', x: 100, y: 100, width: 50, height: 40 }

describe('a box', () => {
  test('lies between two corners in any order, within the picture, and is more than a slip', () => {
    const drawn = boxBetween({ x: 150.4, y: 140 }, { x: 100, y: 99.6 }, picture)
    expect(drawn).toEqual(box)
    expect(boxBetween({ x: -20, y: 480 }, { x: 30, y: 900 }, picture)).toEqual({
      ...{ kind: 'box', x: 0, y: 480, width: 30, height: 20 },
    })
    expect(boxBetween({ x: 10, y: 10 }, { x: 12, y: 300 }, picture)).toBeNull()
  })

  test('moves and grows as far as the picture goes', () => {
    expect(movedBox(box, { x: -500, y: 30 }, picture)).toEqual({ ...box, x: 0, y: 130 })
    expect(movedBox(box, { x: 2000, y: 2000 }, picture)).toEqual({ ...box, x: 950, y: 460 })
    expect(resizedBox(box, { x: 2000, y: -500 }, picture)).toEqual({ ...box, width: 900, height: 6 })
  })
})

test('a stroke keeps the points that can be told apart', () => {
  const dot = strokeFrom({ x: 10, y: 10 }, 40, picture)
  expect(drawnOn(dot, { x: 14, y: 12 }, picture)).toBe(dot)
  const on = drawnOn(dot, { x: 30, y: 900 }, picture)
  expect(on.points).toEqual([
    [10, 10],
    [30, 500],
  ])
})

test('covers are drawn opaque, a dot too', () => {
  const done: unknown[] = []
  const pen = {
    ...{ fillStyle: '', strokeStyle: '', lineWidth: 0, lineCap: 'butt', lineJoin: 'miter' },
    fillRect: (...rect: number[]) => done.push(rect),
    beginPath: () => done.push('begin'),
    moveTo: (...to: number[]) => done.push(to),
    lineTo: (...to: number[]) => done.push(to),
    stroke: () => done.push(pen.lineWidth, pen.lineCap, pen.strokeStyle),
  } as unknown as Parameters<typeof drawCovers>[0] & {
    lineWidth: number
    lineCap: string
    strokeStyle: string
  }
  drawCovers(pen, [box, strokeFrom({ x: 5, y: 6 }, 20, picture)])
  expect(done).toEqual([[100, 100, 50, 40], 'begin', [5, 6], [5, 6], 20, 'round', '#1c1c1c'])
})

test('steps are undone and done again; a new one ends what was undone', () => {
  const start = historyOf([])
  const one = stepped(start, { do: [box] })
  const back = stepped(one, 'undo')
  expect(back.now).toEqual([])
  expect(stepped(back, 'redo').now).toEqual([box])
  expect(stepped(start, 'undo')).toBe(start)
  expect(stepped(one, 'redo')).toBe(one)
  expect(stepped(back, { do: [{ ...box, x: 1 }] }).future).toEqual([])
})

describe('the view', () => {
  const stage = { width: 400, height: 400 }

  test('fits the picture into the middle', () => {
    expect(fitted(picture, stage)).toEqual({ x: 0, y: 100, scale: 0.4 })
    expect(onPicture(fitted(picture, stage), { x: 200, y: 200 })).toEqual({ x: 500, y: 250 })
  })

  test('zooms about a place, never farther than the whole nor nearer than twelve times', () => {
    const at = { x: 100, y: 200 }
    const near = zoomed(fitted(picture, stage), 4, at, picture, stage)
    expect(near.scale).toBeCloseTo(1.6)
    expect(onPicture(near, at).x).toBeCloseTo(250)
    expect(zoomed(near, 100, at, picture, stage).scale).toBeCloseTo(4.8)
    expect(zoomed(near, 0.01, at, picture, stage)).toEqual(fitted(picture, stage))
  })

  test('moves with one finger and two, and leaves no gap at an edge', () => {
    const near = zoomed(fitted(picture, stage), 5, { x: 200, y: 200 }, picture, stage)
    expect(panned(near, { x: 9999, y: 9999 }, picture, stage)).toEqual({ x: 0, y: 0, scale: near.scale })
    const fingers = [
      { x: 150, y: 200 },
      { x: 250, y: 200 },
    ] as const
    const apart = [
      { x: 100, y: 210 },
      { x: 300, y: 210 },
    ] as const
    const wider = pinched(fitted(picture, stage), fingers, apart, picture, stage)
    expect(wider.scale).toBeCloseTo(0.8)
    expect(onPicture(wider, { x: 200, y: 210 }).x).toBeCloseTo(500)
  })
})

test('covers from a form are read whole or not at all', () => {
  const draft = (covers: unknown) =>
    MaskDraft.safeParse({
      id: 'b3c5a1f2-0c57-4c62-8a53-7a0d4f3c2b11',
      covers: typeof covers === 'string' ? covers : JSON.stringify(covers),
    })
  expect(draft([box]).data?.covers).toEqual([box])
  const bad = [
    'no json',
    [{ ...box, width: 0 }],
    [{ ...box, x: -1 }],
    [{ ...box, x: 1.5 }],
    [{ kind: 'stroke', width: 4, points: [] }],
    Array.from({ length: COVERS_MAX + 1 }, () => box),
    `[${' '.repeat(60_001)}]`,
  ]
  for (const covers of bad) expect(draft(covers).success, JSON.stringify(covers).slice(0, 40)).toBe(false)
  expect(readCovers('{}')).toBeNull()
})

describe('what was read in a picture', () => {
  const words = (line: string, top: number): ReadWord[] =>
    line.split(' ').map((text, at) => {
      const left = 10 + at * 100
      return { text, left, top, right: left + 90, bottom: top + 20 }
    })
  const found = (...lines: string[]) =>
    findPlaces(
      lines.map((line, at) => words(line, at * 40)),
      picture,
    )

  test('is suggested where it tells who somebody is, with a margin, within the picture', () => {
    expect(found('이름 김견본', '900101-1234560', '연락처 010-0000-1234')).toEqual([
      { kind: 'resident', box: { kind: 'box', x: 7, y: 37, width: 96, height: 26 } },
      { kind: 'phone', box: { kind: 'box', x: 107, y: 77, width: 96, height: 26 } },
    ])
    expect(found('4111-1111-1111-1111')[0]?.box).toMatchObject({ x: 7, y: 0 })
  })

  test('covers every word of a number, and one box for each line it runs over', () => {
    const [card] = found('4111 1111 1111 1111')
    expect(card).toEqual({ kind: 'card', box: { kind: 'box', x: 7, y: 0, width: 396, height: 23 } })
    expect(found('국민은행 123456-04-123456').map(({ kind, box: { x } }) => [kind, x])).toEqual([
      ['account', 107],
    ])
  })

  test('is understood where letters were taken for figures, and a mail by its @', () => {
    expect(found('O1O-OOOO-1234', '010-0000-l234').map(({ kind }) => kind)).toEqual(['phone', 'phone'])
    expect(found('이메일 0400@6%30[16.00').map(({ kind, box: { x } }) => [kind, x])).toEqual([['email', 107]])
  })

  test('is left alone where the room works with it', () => {
    expect(found('주문번호 20240816-0012345', '금액 129,000원', '2024-08-16 10:21')).toEqual([])
  })
})

test('the engine has the address of its version', async () => {
  const { default: engine } = await import('tesseract.js/package.json', { with: { type: 'json' } })
  const { default: core } = await import('tesseract.js-core/package.json', { with: { type: 'json' } })
  expect(OCR_FOLDER).toBe(`/ocr/${engine.version}`)
  expect(core.version).toBe(engine.version)
})

test('words read in a picture are kept without numbers and without what is covered', () => {
  const word = (text: string, left: number): ReadWord => ({
    text,
    left,
    top: 0,
    right: left + 50,
    bottom: 20,
  })
  const lines = [[word('달빛마켓', 0), word('홍길동', 100)], [word('O1O-0000-1234', 0)]]
  const name: Box = { kind: 'box', x: 90, y: 0, width: 80, height: 30 }
  expect(wordsOf(lines, [])).toContain('달빛마켓 홍길동')
  const kept = wordsOf(lines, [name])
  expect(kept).toContain('달빛마켓')
  expect(kept).not.toContain('홍길동')
  expect(kept).not.toContain('1234')
})
