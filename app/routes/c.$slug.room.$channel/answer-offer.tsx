import { useEffect, useRef, useState } from 'react'
import { forgetHostAnswers, hostAnswersOf, postHostAnswer } from '#app/live/host-answers.ts'
import { useLine } from '#app/live/use-line.ts'
import { useToast } from '#app/parts/announcer.tsx'
import { Button } from '#app/parts/button.tsx'
import { PlainText } from '#app/parts/plain-text.tsx'
import { answersTo, type HostAnswer } from '#app/shapes/host-answer.ts'
import { answerOffer as words } from '#app/text/ko/answers.ts'
import { composer } from '#app/text/ko/chat.ts'
import styles from './answer-offer.module.css'

/** Words looked at while typing, at most so often, ms. */
const LOOK_EVERY_MS = 400

type Place = { slug: string; caseId: string; channelId: string }

/** Finds the hosts' answer to what is being written or was just sent. Hand `heard` every draft and message. */
export function useAnswerOffer({ slug, caseId, channelId }: Place, posted: () => void) {
  const [offered, setOffered] = useState<HostAnswer | null>(null)
  const [declined, setDeclined] = useState<ReadonlySet<string>>(new Set())
  const [typed, setTyped] = useState('')
  /** Chosen by the person, not found for them. */
  const [chosen, setChosen] = useState(false)
  const toast = useToast()
  const line = useLine()
  useEffect(
    () =>
      line?.on('case.changed', (said) => {
        if (said.caseId === caseId && said.what.includes('answers')) forgetHostAnswers(slug)
      }),
    [line, slug, caseId],
  )
  useEffect(() => {
    if (typed.trim() === '') return
    let stale = false
    const timer = setTimeout(async () => {
      const found = answersTo(await hostAnswersOf(slug), typed).find(({ id }) => !declined.has(id))
      if (stale) return
      setOffered(found ?? null)
      setChosen(false)
    }, LOOK_EVERY_MS)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [slug, typed, declined])
  const decline = () => {
    if (offered) setDeclined((before) => new Set(before).add(offered.id))
    setOffered(null)
  }
  const post = async () => {
    if (!offered) return
    const went = await postHostAnswer(slug, offered.id, channelId)
    if (!went) return toast(composer.editFailed, 'danger')
    decline()
    toast(words.posted, 'done')
    posted()
  }
  const show = (answer: HostAnswer) => {
    setTyped('')
    setOffered(answer)
    setChosen(true)
  }
  // A field that was emptied by sending keeps the offer: the asker may still read it. A slash asks for one by itself.
  const heard = (draft: string) => draft && !draft.startsWith('/') && setTyped(draft)
  return { offered, chosen, decline, post, show, heard }
}

type Props = Pick<ReturnType<typeof useAnswerOffer>, 'offered' | 'chosen' | 'decline' | 'post'>

/** The answer as only the asker sees it, over the composer: to read, to post for all, or to put away. */
export function AnswerOffer({ offered, chosen, decline, post }: Props) {
  const [busy, setBusy] = useState(false)
  const go = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (offered && chosen) go.current?.focus()
  }, [offered, chosen])
  if (!offered) return null
  return (
    <section role="status" className={styles.offer}>
      <p className="meta">{chosen ? words.askChosen : words.ask}</p>
      <strong>{offered.question}</strong>
      <PlainText text={offered.answer} />
      <div className={styles.ways}>
        <Button
          ref={go}
          busy={busy}
          onClick={async () => {
            setBusy(true)
            await post()
            setBusy(false)
          }}
        >
          {words.post}
        </Button>
        <Button kind="bare" onClick={decline}>
          {words.close}
        </Button>
      </div>
    </section>
  )
}
