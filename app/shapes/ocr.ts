// The engine that reads letters in a picture, served by us to those who ask for it (server/web/ocr-files.ts).

/** Where its files are; the number is the engine's, so that a new one is a new address. */
export const OCR_FOLDER = '/ocr/7.0.0'
export const OCR_WORKER = `${OCR_FOLDER}/worker.min.js`
/** The language of its data: Korean, with the figures. */
export const OCR_LANGUAGE = 'kor'
