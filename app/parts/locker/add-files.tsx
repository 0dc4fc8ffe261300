import { type DragEvent, useEffect, useRef, useState } from 'react'
import { newClientId } from '#app/live/client-id.ts'
import { EVIDENCE_FILE_FIELD } from '../../shapes/evidence.ts'
import { addPage as words } from '../../text/ko/evidence.ts'
import { Button, LinkButton } from '../button.tsx'
import { Choice, ChoiceGroup } from '../choice.tsx'
import { classNames } from '../class-names.ts'
import { Field } from '../field.tsx'
import { useFormAnswer } from '../form-answer.ts'
import { Notice } from '../notice.tsx'
import { Stack } from '../page-shell.tsx'
import { RefusedNotice } from '../refused-notice.tsx'
import { TextInput } from '../text-input.tsx'
import styles from './locker.module.css'
import { TrayList } from './tray-list.tsx'
import { useLockerTray } from './use-locker-tray.ts'

const labels = { [EVIDENCE_FILE_FIELD]: words.file }

interface AddFilesProps {
  slug: string
  memberId: string
  /** The piece of evidence the files are for, or '' for new ones. */
  to: string
}

/** Chooses files and sends them: many at once and piece by piece with scripts, one with a plain form without. */
export function AddFiles({ slug, memberId, to }: AddFilesProps) {
  const { tray, files } = useLockerTray(slug, memberId)
  const answer = useFormAnswer(labels)
  const [asOne, setAsOne] = useState(true)
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const take = (chosen: FileList | null) => {
    if (!tray || !chosen || chosen.length === 0) return
    tray.add([...chosen], to || (asOne ? newClientId() : null))
    if (input.current) input.current.value = ''
  }
  usePaste((event) => take(event.clipboardData?.files ?? null))
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files)
  }
  const isDone = files.length > 0 && files.every(({ state }) => state === 'done')
  return (
    <Stack gap="large">
      <form
        method="post"
        encType="multipart/form-data"
        className={classNames(styles.drop, over && styles.over)}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <input type="hidden" name="evidenceId" value={to} />
        <RefusedNotice answer={answer} />
        {tray && to === '' && <Together asOne={asOne} choose={setAsOne} />}
        <Field
          of={EVIDENCE_FILE_FIELD}
          label={words.file}
          hint={tray ? `${words.fileHint} ${words.dropHint}` : words.fileHint}
          error={answer.error(EVIDENCE_FILE_FIELD)}
        >
          <TextInput
            ref={input}
            name={EVIDENCE_FILE_FIELD}
            type="file"
            required
            multiple={tray !== null}
            onChange={(event) => take(event.currentTarget.files)}
          />
        </Field>
        {!tray && (
          <Button type="submit" kind="primary" icon="up" wide>
            {words.send}
          </Button>
        )}
      </form>
      {tray && files.length > 0 && <TrayList tray={tray} files={files} />}
      {isDone && <Done slug={slug} evidenceIds={[...new Set(files.map(({ evidenceId }) => evidenceId))]} />}
    </Stack>
  )
}

function Together({ asOne, choose }: { asOne: boolean; choose: (asOne: boolean) => void }) {
  return (
    <ChoiceGroup of="together" label={words.together} columns>
      <Choice
        type="radio"
        name="together"
        value="one"
        label={words.asOne}
        note={words.asOneNote}
        checked={asOne}
        onChange={() => choose(true)}
      />
      <Choice
        type="radio"
        name="together"
        value="each"
        label={words.apart}
        note={words.apartNote}
        checked={!asOne}
        onChange={() => choose(false)}
      />
    </ChoiceGroup>
  )
}

function Done({ slug, evidenceIds }: { slug: string; evidenceIds: readonly string[] }) {
  const [only] = evidenceIds
  const where = evidenceIds.length === 1 ? `/c/${slug}/evidence/${only}` : `/c/${slug}/evidence`
  return (
    <Stack>
      <Notice kind="done" live>
        {words.allDone}
      </Notice>
      <LinkButton kind="primary" wide to={where}>
        {evidenceIds.length === 1 ? words.describe : words.toList}
      </LinkButton>
    </Stack>
  )
}

/** Pictures and files that are pasted anywhere on the page. */
function usePaste(take: (event: globalThis.ClipboardEvent) => void): void {
  const latest = useRef(take)
  latest.current = take
  useEffect(() => {
    const paste = (event: globalThis.ClipboardEvent) => latest.current(event)
    document.addEventListener('paste', paste)
    return () => document.removeEventListener('paste', paste)
  }, [])
}
