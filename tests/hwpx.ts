import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import init, { HwpDocument } from '@rhwp/core'

// HWPX opened by a program that knows nothing of ours, which reads and lays out what Hangul keeps.

/** The program asks a browser how wide letters are; here a Hangul syllable is as wide as it is high, others half. */
Object.assign(globalThis, {
  measureTextWidth: (font: string, text: string) => {
    const size = Number(/([\d.]+)px/.exec(font)?.[1] ?? 10)
    return [...text].reduce((sum, letter) => sum + (letter >= '\u1100' ? size : size / 2), 0)
  },
})
let ready: Promise<unknown> | null = null

/** All text of a document, its pages, and the size and repeated head of the table in a paragraph of a section. */
export async function openedHwpx(bytes: Uint8Array) {
  const program = createRequire(import.meta.url).resolve('@rhwp/core/rhwp_bg.wasm')
  ready ??= init({ module_or_path: readFileSync(program) })
  await ready
  const document = new HwpDocument(bytes)
  return {
    text: (JSON.parse(document.getTextFileText()) as string).replaceAll('\r\n', '\n'),
    pages: document.pageCount(),
    sections: JSON.parse(document.getDocumentInfo()).sectionCount as number,
    hits: (words: string) => JSON.parse(document.searchAllText(words, true, true)) as unknown[],
    table(section: number, paragraph: number) {
      const size = JSON.parse(document.getTableDimensions(section, paragraph, 0))
      const { repeatHeader } = JSON.parse(document.getTableProperties(section, paragraph, 0))
      return { rows: size.rowCount as number, columns: size.colCount as number, repeatHeader }
    },
    page(at: number) {
      const { width, height } = JSON.parse(document.getPageInfo(at))
      return { landscape: width > height }
    },
  }
}
