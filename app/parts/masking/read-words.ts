import { createWorker, OEM, PSM } from 'tesseract.js'
import { OCR_FOLDER, OCR_LANGUAGE, OCR_WORKER } from '../../shapes/ocr.ts'
import type { ReadLine } from './find-places.ts'

/** A phone reads a full picture in some ten seconds; past this it is given up, ms. */
const TIME_MAX_MS = 120_000

/**
 * Reads the words of a picture in a worker of this browser; nothing of it is sent anywhere. `onShare` tells how far it
 * is, 0 to 1. Rejects where the engine cannot run or takes too long.
 */
export async function readWords(picture: Blob, onShare: (share: number) => void): Promise<ReadLine[]> {
  let fail: (why: Error) => void = () => {}
  const failed = new Promise<never>((_, reject) => {
    fail = reject
  })
  // Nobody may be waiting any more.
  failed.catch(() => {})
  const timer = setTimeout(() => fail(new Error('took too long')), TIME_MAX_MS)
  const worker = createWorker(OCR_LANGUAGE, OEM.LSTM_ONLY, {
    workerPath: OCR_WORKER,
    corePath: OCR_FOLDER,
    langPath: OCR_FOLDER,
    workerBlobURL: false,
    cacheMethod: 'none',
    logger: ({ status, progress }) => status === 'recognizing text' && onShare(progress),
    errorHandler: (error) => fail(new Error(String(error))),
  })
  try {
    const engine = await Promise.race([worker, failed])
    // Words wherever they stand: a card, a receipt and a screen have no columns in common.
    // What it notes for its makers goes nowhere.
    await engine.setParameters({ tessedit_pageseg_mode: PSM.SPARSE_TEXT, debug_file: '/dev/null' })
    const { data } = await Promise.race([
      engine.recognize(picture, {}, { blocks: true, text: false }),
      failed,
    ])
    return (data.blocks ?? []).flatMap(({ paragraphs }) =>
      paragraphs.flatMap(({ lines }) =>
        lines.map(({ words }) =>
          words.map(({ text, bbox: { x0, y0, x1, y1 } }) => ({
            text,
            left: x0,
            top: y0,
            right: x1,
            bottom: y1,
          })),
        ),
      ),
    )
  } finally {
    clearTimeout(timer)
    worker.then((engine) => engine.terminate()).catch(() => {})
  }
}
