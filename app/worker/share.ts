import { keepShared } from '#app/live/shared-in.ts'

/** Where another app's share arrives (`share_target` of the manifest), and where it is then handed to a room. */
const ADDRESS = '/share'

export function isShare({ method }: Request, { pathname }: URL): boolean {
  return method === 'POST' && pathname === ADDRESS
}

/** Keeps what was shared on this device, and asks where it shall go. Nothing of it leaves the device here. */
export async function takeIn(request: Request): Promise<Response> {
  const form = await request.formData()
  const texts = ['title', 'text', 'url']
    .map((name) => form.get(name))
    .filter((part) => typeof part === 'string')
  const files = form.getAll('files').filter((part) => part instanceof File)
  await keepShared({ text: joined(texts), files })
  return Response.redirect(ADDRESS, 303)
}

/** Apps say the same thing twice: an address in the text and as an address. */
function joined(texts: readonly string[]): string {
  const parts = texts.map((text) => text.trim()).filter((text) => text !== '')
  return parts
    .filter((text, at) => !parts.some((other, where) => where !== at && says(other, text, where < at)))
    .join('\n')
}

function says(other: string, text: string, isBefore: boolean): boolean {
  return other === text ? isBefore : other.includes(text)
}
