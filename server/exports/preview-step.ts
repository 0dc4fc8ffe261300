import { guidePage, publicStep } from '#app/text/ko/guide.ts'
import { COLOURS, cut, EDGE, linesOf, sheet, toPng, words } from './preview.ts'

/** What the picture of a guide step shows. `people` is null below five. */
export type StepPreview = { shopName: string; title: string; stage: 1 | 2 | 3; people: number | null }

const TITLE_SIZE = 76
const TITLE_LINES = 3

/** The PNG of a guide step's link preview, 1200×600. */
export function drawStep(step: StepPreview): Promise<Uint8Array<ArrayBuffer>> {
  return toPng(stepSvg(step))
}

/** The drawing itself, for tests to look into. */
export function stepSvg({ shopName, title, stage, people: count }: StepPreview): string {
  const below = count === null ? publicStep.ofCase(shopName) : guidePage.crowdStep(count)
  return sheet([
    words(guidePage.stages[stage], { x: EDGE, y: 128, size: 34, colour: COLOURS.trust, bold: true }),
    ...linesOf(title, TITLE_SIZE, TITLE_LINES).map((line, at) =>
      words(line, { x: EDGE, y: 236 + at * 96, size: TITLE_SIZE, colour: COLOURS.ink, bold: true }),
    ),
    words(cut(below, 36), { x: EDGE, y: 528, size: 36, colour: COLOURS.soft }),
  ])
}
