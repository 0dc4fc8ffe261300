import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { Button, LinkButton } from '#app/parts/button.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { Field } from '#app/parts/field.tsx'
import { useFormAnswer } from '#app/parts/form-answer.ts'
import { MemberList, MemberRow } from '#app/parts/member-row.tsx'
import { Notice } from '#app/parts/notice.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { RefusedNotice } from '#app/parts/refused-notice.tsx'
import { SearchLine } from '#app/parts/search-line.tsx'
import { TextInput } from '#app/parts/text-input.tsx'
import { MemberChange, MembersQuery } from '#app/shapes/member.ts'
import { membersPage } from '#app/text/ko/case.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { membersIn, removeMember } from '#server/domain/member.ts'
import { answering, loading, readForm } from '#server/web/answer.ts'

export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    await context.limit('search')
    const viewer = await context.viewer()
    const { searchParams } = new URL(request.url)
    const slug = params.slug ?? ''
    const query = MembersQuery.parse(Object.fromEntries(searchParams))
    const frame = await caseFrame(context.db, viewer, { slug })
    const page = await membersIn(context.db, viewer, { slug, ...query })
    return json({ frame, ...query, ...page, removed: searchParams.has('removed') })
  })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return answering(form, async () => {
    await context.limit('write')
    const slug = params.slug ?? ''
    const { memberId } = readForm(form, MemberChange)
    await removeMember(context.db, await context.viewer(), { slug, memberId })
    return redirect(`/c/${slug}/host/members?removed`)
  })
}

export const meta: MetaFunction = () => [{ title: `${membersPage.title} · ${shell.name}` }]

export default function Members() {
  const { frame, members, next, beginning, after, removed } = useLoaderData<typeof loader>()
  const answer = useFormAnswer({})
  const more = new URLSearchParams({ ...(beginning ? { beginning } : {}), after: next ?? '' })
  return (
    <CasePage
      frame={frame}
      live
      title={membersPage.title}
      lede={membersPage.lede}
      back={`/c/${frame.slug}/more`}
      width="wide"
    >
      <RefusedNotice answer={answer} />
      {removed && !answer.refusal && (
        <Notice kind="done" live>
          {membersPage.removed}
        </Notice>
      )}
      <Form method="get" role="search">
        <SearchLine>
          <Field of="beginning" label={membersPage.find}>
            <TextInput name="beginning" type="search" autoComplete="off" defaultValue={beginning} />
          </Field>
          <Button type="submit" icon="search" wide>
            {membersPage.findButton}
          </Button>
        </SearchLine>
      </Form>
      {members.length === 0 && <Empty icon="people">{membersPage.none}</Empty>}
      <Stack>
        {members.length > 0 && (
          <MemberList>
            {members.map((member) => (
              <MemberRow key={member.id} member={member} me={frame.me} />
            ))}
          </MemberList>
        )}
        {next && (
          <LinkButton to={`?${more}`} wide>
            {membersPage.next}
          </LinkButton>
        )}
        {after && (
          <LinkButton to="?" wide kind="bare">
            {membersPage.first}
          </LinkButton>
        )}
      </Stack>
    </CasePage>
  )
}
