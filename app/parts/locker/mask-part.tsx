import { Form } from '@remix-run/react'
import type { EvidenceFileView, MaskView } from '#server/domain/evidence.ts'
import { moment } from '../../text/format.ts'
import { maskCard as words } from '../../text/ko/masking.ts'
import { Button, LinkButton } from '../button.tsx'
import { Chip } from '../chip.tsx'
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
  return (
    <Stack>
      {mask && <MaskedPicture at={at} name={name} mask={mask} />}
      <Row>
        <LinkButton icon="edit" to={`${at}/mask`}>
          {mask ? words.again : words.mask}
        </LinkButton>
        {mask && (
          <Form method="post">
            <input type="hidden" name="intent" value="room" />
            <input type="hidden" name="fileId" value={id} />
            <input type="hidden" name="room" value={mask.inRoom ? 'no' : 'yes'} />
            <Button type="submit" icon={mask.inRoom ? 'lock' : 'people'}>
              {mask.inRoom ? words.unshow : words.show}
            </Button>
          </Form>
        )}
        {mask && (
          <Chip tone={mask.inRoom ? 'done' : 'waiting'} icon={mask.inRoom ? 'eye' : 'lock'}>
            {mask.inRoom ? words.shown : words.hidden}
          </Chip>
        )}
      </Row>
    </Stack>
  )
}
