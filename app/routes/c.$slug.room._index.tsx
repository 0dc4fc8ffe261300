import { type LoaderFunctionArgs, redirect } from '@remix-run/node'

/** A room opens in the channel that everybody shares. */
export function loader({ params }: LoaderFunctionArgs) {
  return redirect(`/c/${params.slug}/room/all`)
}
