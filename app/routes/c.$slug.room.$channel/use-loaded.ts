import { type ComponentType, useEffect, useRef, useState } from 'react'

type Later = {
  /** Not wanted yet, it is fetched this long after the page stands, ms. */
  afterMs?: number
  /** It is wanted and could not be fetched. */
  onFailed?: () => void
}

/**
 * A part of the page that comes after it, so that it does not keep the page waiting; null until it is there. Unlike
 * `lazy` it takes nothing down where the line breaks first: it is asked for again once it is `wanted`.
 */
export function useLoaded<P>(
  load: () => Promise<{ default: ComponentType<P> }>,
  wanted: boolean,
  { afterMs = 0, onFailed }: Later = {},
): ComponentType<P> | null {
  const [Part, setPart] = useState<ComponentType<P> | null>(null)
  const failed = useRef(onFailed)
  failed.current = onFailed
  // biome-ignore lint/correctness/useExhaustiveDependencies: what loads is the same function for good
  useEffect(() => {
    if (Part) return
    let left = false
    const fetch = () =>
      load().then(
        (module) => !left && setPart(() => module.default),
        () => !left && wanted && failed.current?.(),
      )
    const timer = setTimeout(fetch, wanted ? 0 : afterMs)
    return () => {
      left = true
      clearTimeout(timer)
    }
  }, [Part, wanted])
  return Part
}
