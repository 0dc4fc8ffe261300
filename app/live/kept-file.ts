// Files in a cache of this device: as responses, with their names beside them.

export function keptFile(file: File): Response {
  const headers = { 'Content-Type': file.type, 'X-Name': encodeURIComponent(file.name) }
  return new Response(file, { headers })
}

export async function fileIn(kept: Response): Promise<File> {
  const type = kept.headers.get('Content-Type') ?? ''
  const name = decodeURIComponent(kept.headers.get('X-Name') ?? '')
  return new File([await kept.blob()], name || 'picture', { type })
}
