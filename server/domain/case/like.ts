/** A text as LIKE takes it by its letters, with no pattern in it. */
export function literally(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
