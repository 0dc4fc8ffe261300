import {
  type ComponentPropsWithoutRef,
  type FormEvent,
  forwardRef,
  useEffect,
  useImperativeHandle,
  useRef,
} from 'react'
import { classNames } from './class-names.ts'
import { useTie } from './field.tsx'
import styles from './input.module.css'

/** Several lines of text that grow with what is written, up to half the screen. */
export const TextArea = forwardRef<HTMLTextAreaElement, ComponentPropsWithoutRef<'textarea'>>(
  function TextArea({ className, onInput, rows = 3, ...given }, ref) {
    const own = useRef<HTMLTextAreaElement>(null)
    useImperativeHandle<HTMLTextAreaElement | null, HTMLTextAreaElement | null>(ref, () => own.current, [])
    useEffect(() => fitHeight(own.current), [])
    const grow = (event: FormEvent<HTMLTextAreaElement>) => {
      fitHeight(event.currentTarget)
      onInput?.(event)
    }
    return (
      <textarea
        {...useTie(given)}
        ref={own}
        rows={rows}
        onInput={grow}
        className={classNames(styles.input, styles.area, className)}
      />
    )
  },
)

function fitHeight(area: HTMLTextAreaElement | null): void {
  if (!area) return
  area.style.height = 'auto'
  const border = area.offsetHeight - area.clientHeight
  area.style.height = `${area.scrollHeight + border}px`
}
