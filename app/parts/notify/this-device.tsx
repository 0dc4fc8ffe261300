import { useEffect, useState } from 'react'
import { type PushAbility, pushAbility, subscribe } from '#app/live/push-device.ts'
import { devicePush as words } from '#app/text/ko/notify.ts'
import { sentenceOf } from '#app/text/ko/refusals.ts'
import { useToast } from '../announcer.tsx'
import { Button } from '../button.tsx'
import { useFetcher } from '../link.tsx'
import { Notice } from '../notice.tsx'
import { Stack } from '../page-shell.tsx'

interface Props {
  /** Whether the server pushes to this device now. */
  isOn: boolean
  others: number
  pushKey: string
}

const cannot: Record<Exclude<PushAbility, 'able'>, string> = {
  inApp: words.inApp,
  iPhone: words.iPhone,
  insecure: words.insecure,
  unable: words.unable,
}

/** Pushes to the device in hand, on or off. Says plainly when its browser cannot, and what to do. */
export function ThisDevice({ isOn, others, pushKey }: Props) {
  const ability = useAbility()
  const { turn, busy, problem } = useTurn(pushKey)
  return (
    <Stack>
      <p>{words.what}</p>
      {ability !== null && ability !== 'able' && !isOn && <Notice kind="warn">{cannot[ability]}</Notice>}
      {problem && (
        <div role="alert">
          <Notice kind="danger" title={problem}>
            {words.off}
          </Notice>
        </div>
      )}
      {(isOn || ability === 'able') && (
        <div className="needs-script">
          <Stack>
            {!problem && <p>{isOn ? words.on : words.off}</p>}
            <Button icon="bell" wide busy={busy} onClick={() => turn(isOn ? 'unsubscribe' : 'subscribe')}>
              {isOn ? words.turnOff : words.turnOn}
            </Button>
          </Stack>
        </div>
      )}
      {others > 0 && <p className="meta">{words.others(others)}</p>}
    </Stack>
  )
}

/** Null on the server and until the first effect: only the browser knows. */
function useAbility(): PushAbility | null {
  const [ability, setAbility] = useState<PushAbility | null>(null)
  useEffect(() => setAbility(pushAbility()), [])
  return ability
}

type Answer = { done?: true; refusal?: { code: string } }

function useTurn(pushKey: string) {
  const { submit, state, data } = useFetcher<Answer>()
  const [asking, setAsking] = useState(false)
  const [failed, setFailed] = useState<string | null>(null)
  const toast = useToast()
  const turn = async (intent: 'subscribe' | 'unsubscribe') => {
    setFailed(null)
    if (intent === 'unsubscribe') {
      submit({ intent }, { method: 'post' })
      return toast(words.turnedOff, 'done')
    }
    setAsking(true)
    const address = await subscribe(pushKey).catch(() => null)
    setAsking(false)
    if (address) submit({ intent, ...address }, { method: 'post' })
    else setFailed(Notification.permission === 'denied' ? words.denied : words.failed)
  }
  const problem = failed ?? (data?.refusal ? sentenceOf(data.refusal.code) : null)
  return { turn, busy: asking || state !== 'idle', problem }
}
