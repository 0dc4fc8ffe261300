import { json } from '@remix-run/node'

/** Every address that is none of ours: the root's error page answers it. */
export function loader(): never {
  throw json({ code: 'shared.not_found' }, { status: 404 })
}

export default function Nowhere() {
  return null
}
