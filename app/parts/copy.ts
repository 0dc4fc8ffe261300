/**
 * Puts text on the clipboard. Some in-app browsers have no clipboard interface or refuse it, hence the hidden field
 * as a second way. False when neither works: then show the text for copying by hand.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyThroughField(text)
  }
}

function copyThroughField(text: string): boolean {
  const before = document.activeElement
  const field = document.createElement('textarea')
  field.value = text
  field.readOnly = true
  field.className = 'spoken'
  /* Inside an open dialog everything outside is inert and cannot hold a selection. */
  const place = document.querySelector('dialog:modal') ?? document.body
  place.append(field)
  field.select()
  const copied = document.execCommand('copy')
  field.remove()
  if (before instanceof HTMLElement) before.focus()
  return copied
}
