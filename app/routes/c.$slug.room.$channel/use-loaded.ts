import { type ComponentType, useEffect, useState } from 'react'

/**
 * A part of the page that comes after it, so that it does not keep the page waiting; null until it is there. Unlike
 * `lazy` it takes nothing down where the line breaks first: it is asked for again once it is `wanted`.
 */
export function useLoaded<P>(
  load: () => Promise<{ default: ComponentType<P> }>,
  wanted: boolean,
): ComponentType<P> | null {
  const [Part, setPart] = useState<ComponentType<P> | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what loads is the same function for good
  useEffect(() => {
    if (Part) return
    let left = false
    load().then(
      (module) => !left && setPart(() => module.default),
      () => {},
    )
    return () => {
      left = true
    }
  }, [Part, wanted])
  return Part
}
