import type { FactKind, FactState, WarningSign } from '#app/shapes/fact.ts'
import { factsPage } from '#app/text/ko/fact.ts'
import { factKindWords, signWords, storyPage } from '#app/text/ko/timeline.ts'
import { COLOURS, cut, EDGE, linesOf, sheet, toPng, words } from './preview.ts'

/** What the picture of one entry of a timeline shows. `when` is written out. */
export type FactPreview = {
  shopName: string
  body: string
  kind: FactKind
  sign: WarningSign | null
  state: FactState
  when: string
}

const BODY_SIZE = 52
const BODY_LINES = 5

/** The PNG of an entry's link preview, 1200×600. */
export function drawFact(fact: FactPreview): Promise<Uint8Array<ArrayBuffer>> {
  return toPng(factSvg(fact))
}

/** The drawing itself, for tests to look into. */
export function factSvg({ shopName, body, kind, sign, state, when }: FactPreview): string {
  const what = sign ? signWords[sign] : factKindWords[kind].label
  return sheet([
    words(cut(`${when} · ${what} · ${factsPage.states[state]}`, 34), {
      ...{ x: EDGE, y: 128, size: 34, colour: COLOURS.trust, bold: true },
    }),
    ...linesOf(body, BODY_SIZE, BODY_LINES).map((line, at) =>
      words(line, { x: EDGE, y: 212 + at * 68, size: BODY_SIZE, colour: COLOURS.ink, bold: true }),
    ),
    words(cut(storyPage.title(shopName), 32), { x: EDGE, y: 540, size: 32, colour: COLOURS.soft }),
  ])
}
