import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'
import type { EvidenceFileView, MaskView } from '#server/domain/evidence.ts'
import { moment } from '../../text/format.ts'
import { maskCard as words } from '../../text/ko/masking.ts'
import { Button, LinkButton } from '../button.tsx'
import { Chip } from '../chip.tsx'
import { Folded } from '../folded.tsx'
import { Notice } from '../notice.tsx'
import { Row, Stack } from '../page-shell.tsx'
import styles from './locker.module.css'

interface MaskedPictureProps {
  at: string
  name: string
  mask: MaskView
}

/** The masked copy of a picture, as others see it. */
export function MaskedPicture({ at, name, mask: { version, madeAt, width, height } }: MaskedPictureProps) {
  return (
    <figure className={styles.figure}>
      <img
        className={styles.preview}
        src={`${at}/masked?v=${version}`}
        alt={words.masked(name)}
        width={width}
        height={height}
        loading="lazy"
      />
      <figcaption className="meta">{words.made(version, moment(madeAt))}</figcaption>
    </figure>
  )
}

/** What the owner does with masked copies: make one, make another, show it to the room or not. */
export function MaskPart({ at, file: { id, name, mask } }: { at: string; file: EvidenceFileView }) {
  // Numbers were found in it and left open: that is said before everybody sees them.
  const isAsked = mask !== null && !mask.inRoom && mask.undecided > 0
  return (
    <Stack>
      {mask && <MaskedPicture at={at} name={name} mask={mask} />}
      <Row>
        <LinkButton icon="edit" to={`${at}/mask`}>
          {mask ? words.again : words.mask}
        </LinkButton>
        {mask && !isAsked && (
          <RoomForm fileId={id} toRoom={!mask.inRoom}>
            <Button type="submit" icon={mask.inRoom ? 'lock' : 'people'}>
              {mask.inRoom ? words.unshow : words.show}
            </Button>
          </RoomForm>
        )}
        {mask && (
          <Chip tone={mask.inRoom ? 'done' : 'waiting'} icon={mask.inRoom ? 'eye' : 'lock'}>
            {mask.inRoom ? words.shown : words.hidden}
          </Chip>
        )}
      </Row>
      {mask && isAsked && (
        <Folded label={words.show}>
          <RoomForm fileId={id} toRoom>
            <input type="hidden" name="sure" value="yes" />
            <Stack>
              <Notice kind="warn">{words.undecided(mask.undecided)}</Notice>
              <Button type="submit" kind="danger">
                {words.showSure}
              </Button>
            </Stack>
          </RoomForm>
        </Folded>
      )}
    </Stack>
  )
}

function RoomForm({ fileId, toRoom, children }: { fileId: string; toRoom: boolean; children: ReactNode }) {
  return (
    <Form method="post">
      <input type="hidden" name="intent" value="room" />
      <input type="hidden" name="fileId" value={fileId} />
      <input type="hidden" name="room" value={toRoom ? 'yes' : 'no'} />
      {children}
    </Form>
  )
}
