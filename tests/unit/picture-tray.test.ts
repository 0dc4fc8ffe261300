import { describe, expect, it, vi } from 'vitest'
import type { PictureShelf } from '#app/live/picture-shelf.ts'
import { openTray, pictureProblem } from '#app/live/picture-tray.ts'
import type { FileAnswer } from '#app/live/send-file.ts'
import { MESSAGE_FILES_MAX, type MessageFile } from '#app/shapes/live.ts'
import { PICTURE_BYTES_MAX } from '#app/shapes/picture.ts'

const stored = (number: number): MessageFile => ({
  id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  kind: 'picture',
  width: 4,
  height: 3,
  bytes: 90,
})
const photo = (name: string) => new File(['x'], name, { type: 'image/png' })
const ok = (number: number): FileAnswer => ({ ok: true, pictures: [stored(number)] })

function memoryShelf(): PictureShelf & { keys(): string[] } {
  const kept = new Map<string, File>()
  return {
    put: async (key, file) => void kept.set(key, file),
    drop: async (key) => void kept.delete(key),
    all: async () => Array.from(kept, ([key, file]) => ({ key, file })),
    keys: () => [...kept.keys()],
  }
}

/** A tray over a line whose answers are given in turn; past the last one nothing comes back. */
function setUp(answers: (FileAnswer | null)[], shelf = memoryShelf()) {
  const asked: string[] = []
  const dropped: string[] = []
  const kept: string[][] = []
  const tray = openTray({
    upload(form) {
      asked.push((form.get('picture') as File).name)
      const answer = answers.shift()
      const done: Promise<FileAnswer | null> =
        answer === undefined ? new Promise(() => {}) : Promise.resolve(answer)
      return { done, stop: () => {} }
    },
    drop: (id) => dropped.push(id),
    shelf,
    keep: (files) => kept.push(files.map(({ id }) => id)),
  })
  const states = () => tray.pictures().map(({ state }) => state)
  return { tray, asked, dropped, kept, shelf, states }
}

describe('what may go into the tray', () => {
  it.each([
    [{ name: 'a.jpg', type: 'image/jpeg', size: 5 }, null],
    [{ name: 'IMG_1.HEIC', type: '', size: 5 }, null],
    [{ name: 'a.jpg', type: 'image/jpeg', size: PICTURE_BYTES_MAX }, null],
    [{ name: 'a.jpg', type: 'image/jpeg', size: PICTURE_BYTES_MAX + 1 }, 'picture.too_large'],
    [{ name: 'a.svg', type: 'image/svg+xml', size: 5 }, 'picture.not_a_picture'],
    [{ name: 'a.pdf', type: '', size: 5 }, 'picture.not_a_picture'],
  ])('%o: %s', (file, problem) => {
    expect(pictureProblem(file)).toBe(problem)
  })

  it('is as many as a message carries; the rest is told', () => {
    const { tray } = setUp([])
    const many = Array.from({ length: MESSAGE_FILES_MAX + 1 }, (_, at) => photo(`${at}.png`))
    expect(tray.add(many)).toBe('upload.too_many')
    expect(tray.pictures()).toHaveLength(MESSAGE_FILES_MAX)
  })

  it('keeps the good ones beside one that is none', () => {
    const { tray } = setUp([])
    const none = new File(['x'], 'a.txt', { type: 'text/plain' })
    expect(tray.add([none, photo('a.png')])).toBe('picture.not_a_picture')
    expect(tray.pictures()).toHaveLength(1)
  })
})

describe('the tray', () => {
  it('uploads one after another in order, and gives them to the message once', async () => {
    const { tray, asked, kept, shelf, states } = setUp([ok(1), ok(2)])
    tray.add([photo('a.png'), photo('b.png')])
    expect(asked).toEqual(['a.png'])
    expect(shelf.keys()).toHaveLength(2)
    await vi.waitFor(() => expect(states()).toEqual(['ready', 'ready']))
    expect(asked).toEqual(['a.png', 'b.png'])
    expect(shelf.keys()).toEqual([])
    expect(kept.at(-1)).toEqual([stored(1).id, stored(2).id])
    expect(tray.take()).toEqual([stored(1), stored(2)])
    expect(tray.take()).toEqual([])
    expect(kept.at(-1)).toEqual([])
  })

  it('shows what was refused, goes on with the next, and tries again when asked', async () => {
    const { tray, states } = setUp([{ ok: false, code: 'picture.unreadable' }, ok(2), ok(1)])
    tray.add([photo('a.png'), photo('b.png')])
    await vi.waitFor(() => expect(states()).toEqual(['failed', 'ready']))
    const [failed] = tray.pictures()
    expect(failed?.code).toBe('picture.unreadable')
    tray.retry(failed?.key ?? '')
    await vi.waitFor(() => expect(states()).toEqual(['ready', 'ready']))
    expect(tray.take()).toEqual([stored(1), stored(2)])
  })

  it('waits for the line, and comes again when a busy server asks for patience', async () => {
    const { tray, states } = setUp([null, { ok: false, code: 'picture.busy', retryAfterMs: 5 }, ok(1)])
    tray.add([photo('a.png')])
    await vi.waitFor(() => expect(states()).toEqual(['waiting']))
    tray.flush()
    await vi.waitFor(() => expect(states()).toEqual(['ready']))
  })

  it('gives up what was removed, uploaded or on its way', async () => {
    const { tray, dropped, shelf } = setUp([ok(1), ok(2)])
    tray.add([photo('a.png'), photo('b.png')])
    tray.remove(tray.pictures()[0]?.key ?? '')
    await vi.waitFor(() => expect(tray.pictures().map(({ state }) => state)).toEqual(['ready']))
    tray.remove(tray.pictures()[0]?.key ?? '')
    expect(dropped).toEqual([stored(1).id, stored(2).id])
    expect(tray.pictures()).toEqual([])
    await vi.waitFor(() => expect(shelf.keys()).toEqual([]))
  })

  it('finds after a reload what was uploaded and what still waited', async () => {
    const before = setUp([null])
    before.tray.add([photo('b.png')])
    await vi.waitFor(() => expect(before.states()).toEqual(['waiting']))
    before.tray.close()
    const after = setUp([ok(2)], before.shelf)
    await after.tray.restore([stored(1)])
    await vi.waitFor(() => expect(after.states()).toEqual(['ready', 'ready']))
    expect(after.tray.take()).toEqual([stored(1), stored(2)])
  })
})
