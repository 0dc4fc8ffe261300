import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { postOrder } from '#app/live/order.ts'
import { Button } from '#app/parts/button.tsx'
import { FieldError } from '#app/parts/field.tsx'
import { ActFields, type AskingAct } from '#app/parts/order/act-fields.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import type { OrderIntent } from '#app/shapes/order.ts'
import { orderActs as words } from '#app/text/ko/order-acts.ts'
import { sentenceOf } from '#app/text/ko/refusals.ts'
import type { ActionPanelProps } from './message-actions.ts'
import styles from './message-menu.module.css'

// The sheets of the acts of order, fetched when one is opened. What they ask is what the pages without scripts ask.

export const Report = (props: ActionPanelProps) => <OrderSheet {...props} act="report" of={messagesOf} />
export const Hide = (props: ActionPanelProps) => (
  <OrderSheet {...props} act="hide" of={messagesOf} undo="show" />
)
export const Mute = (props: ActionPanelProps) => (
  <OrderSheet {...props} act="mute" of={authorOf} undo="unmute" />
)
export const Remove = (props: ActionPanelProps) => (
  <OrderSheet {...props} act="remove" of={authorOf} undo="readmit" />
)

/** What each request is about. */
type Targets = (messages: ActionPanelProps['messages']) => Record<string, string>[]
const messagesOf: Targets = (messages) => messages.map(({ id }) => ({ messageId: id }))
const authorOf: Targets = ([message]) => (message ? [{ memberId: message.author.id }] : [])

type Props = ActionPanelProps & {
  act: AskingAct
  of: Targets
  /** What takes it back, where something does. */
  undo?: keyof typeof undoWords
}
const undoWords = { show: words.hide.undo, unmute: words.mute.undo, readmit: words.remove.undo } as const

/** Asks for the reason, does the act for each message or for the author, says what was done, and offers to undo it. */
function OrderSheet({ act, of, undo, messages, place, tools, close, done }: Props) {
  // What was acted on stays so, also when the messages' own views change by it.
  const [targets] = useState(() => of(messages))
  const [acted, setActed] = useState<Record<string, string> | null>(null)
  const { busy, problem, send } = useSending(place.slug, targets)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = fieldsOf(event.currentTarget)
    if (!(await send(act, fields))) return
    tools.check()
    if (targets.length === 1) return setActed(fields)
    tools.toast(words[act].done, 'done')
    done()
  }
  const takeBack = async (intent: OrderIntent) => {
    if (!(await send(intent, {}))) return
    tools.check()
    done()
  }
  if (acted) {
    return (
      <Beginning key="done">
        <p role="status">{words[act].done}</p>
        <Problem text={problem} />
        <div className={styles.choice}>
          {undo && !acted.back && (
            <Button busy={busy} onClick={() => takeBack(undo)}>
              {undoWords[undo]}
            </Button>
          )}
          <Button kind="primary" onClick={done}>
            {words.close}
          </Button>
        </div>
      </Beginning>
    )
  }
  return (
    <form onSubmit={submit}>
      <Beginning key="ask">
        <ActFields act={act} of={`sheet-${act}`} />
        <Problem text={problem} />
        <div className={styles.choice}>
          <Button onClick={close}>{words.close}</Button>
          <Button type="submit" kind={act === 'report' ? 'primary' : 'danger'} busy={busy}>
            {words[act].yes}
          </Button>
        </div>
      </Beginning>
    </form>
  )
}

/** What was pressed is gone: reading and Tab begin again at the top of the sheet. */
function Beginning({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    box.current?.focus({ preventScroll: true })
    let around = box.current?.parentElement
    while (around && around.tagName !== 'DIALOG') {
      around.scrollTop = 0
      around = around.parentElement
    }
  }, [])
  return (
    <div ref={box} tabIndex={-1}>
      <Stack>{children}</Stack>
    </div>
  )
}

function Problem({ text }: { text: string | null }) {
  return (
    <div role="alert">
      <FieldError id="sheet-problem" messages={text ? [text] : []} />
    </div>
  )
}

/** Sends an act for every target, one after the other. What went through is not sent again with the next press. */
function useSending(slug: string, targets: readonly Record<string, string>[]) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [sent] = useState(() => new Set<string>())
  const send = async (intent: OrderIntent, fields: Record<string, string>): Promise<boolean> => {
    setBusy(true)
    setProblem(null)
    const failed: string[] = []
    for (const target of targets) {
      const key = [intent, ...Object.values(target)].join(' ')
      if (sent.has(key)) continue
      const outcome = await postOrder(slug, intent, { ...fields, ...target })
      if (outcome.kind === 'sent') sent.add(key)
      else failed.push(sentenceFor(outcome))
    }
    setBusy(false)
    if (failed.length === 0) return true
    const some = targets.length > 1 ? `${words.some(String(failed.length), String(targets.length))} ` : ''
    setProblem(`${some}${failed[0]}`)
    return false
  }
  return { busy, problem, send }
}

type Failure = Exclude<Awaited<ReturnType<typeof postOrder>>, { kind: 'sent' }>

function sentenceFor(outcome: Failure): string {
  if (outcome.kind === 'down') return words.down
  return sentenceOf(outcome.kind === 'later' ? 'shared.too_many' : outcome.code)
}

function fieldsOf(form: HTMLFormElement): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') fields[name] = value
  return fields
}
