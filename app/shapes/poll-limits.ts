/** Longest question and choice of a poll, in graphemes: two lines, and one line beside its bar. */
export const POLL_TEXT = { question: 100, label: 60 } as const
/** Choices of one poll: fewer decide nothing, more fit no phone. */
export const POLL_OPTIONS = { min: 2, max: 20 } as const
