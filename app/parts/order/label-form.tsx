import { Form } from '@remix-run/react'
import type { Side } from '../../shapes/case.ts'
import { labelOf } from '../../shapes/labels.ts'
import { labelPage as words } from '../../text/ko/labels.ts'
import { Button } from '../button.tsx'
import { Card } from '../card.tsx'
import { Choice, ChoiceGroup } from '../choice.tsx'
import type { FormAnswer } from '../form-answer.ts'
import { LabelChoices } from '../label-choices.tsx'
import { Stack } from '../page-shell.tsx'

/** What a member is as a helper: the host gives and takes it. */
export function LabelForm({ member, answer }: { member: { id: string; side: Side }; answer: FormAnswer }) {
  return (
    <Card title={words.title}>
      <Form method="post">
        <input type="hidden" name="intent" value="label" />
        <input type="hidden" name="memberId" value={member.id} />
        <Stack>
          <LabelChoices answer={answer} label={words.which} hint={words.hint} first={labelOf(member.side)} />
          <Button type="submit" wide>
            {words.save}
          </Button>
        </Stack>
      </Form>
    </Card>
  )
}

/** Which filings a helper with a label sees. */
export function GrantForm({
  memberId,
  filings,
}: {
  memberId: string
  filings: readonly { id: string; title: string; granted: boolean }[]
}) {
  return (
    <Card title={words.grantTitle}>
      {filings.length === 0 ? (
        <p>{words.noFilings}</p>
      ) : (
        <Form method="post">
          <input type="hidden" name="intent" value="grant" />
          <input type="hidden" name="memberId" value={memberId} />
          <Stack>
            <ChoiceGroup of="filingIds" label={words.grant} hint={words.grantHint}>
              {filings.map(({ id, title, granted }) => (
                <Choice
                  key={id}
                  type="checkbox"
                  name="filingIds"
                  value={id}
                  label={title}
                  defaultChecked={granted}
                />
              ))}
            </ChoiceGroup>
            <Button type="submit" wide>
              {words.grantSave}
            </Button>
          </Stack>
        </Form>
      )}
    </Card>
  )
}
