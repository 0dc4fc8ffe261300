import { json, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '#app/parts/button.tsx'
import { CasePage } from '#app/parts/case-page.tsx'
import { ClaimLines } from '#app/parts/desk/claim-lines.tsx'
import { TaskList } from '#app/parts/desk/task-list.tsx'
import { Empty } from '#app/parts/empty.tsx'
import { Stack } from '#app/parts/page-shell.tsx'
import { type Way, WayList } from '#app/parts/way-list.tsx'
import { contactsPage } from '#app/text/ko/contact.ts'
import { deskPage as words } from '#app/text/ko/desk.ts'
import { galleryPage } from '#app/text/ko/evidence.ts'
import { filings } from '#app/text/ko/filing.ts'
import { guidePage } from '#app/text/ko/guide.ts'
import { deadlineWords } from '#app/text/ko/law.ts'
import { shell } from '#app/text/ko/shell.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { myDesk } from '#server/domain/desk.ts'
import { loading } from '#server/web/answer.ts'

export function loader({ params, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const viewer = await context.viewer()
    const ref = { slug: params.slug ?? '' }
    const desk = await myDesk(context.db, viewer, ref)
    return json({ frame: await caseFrame(context.db, viewer, ref), desk })
  })
}

/** Nothing of a person's claims stays in a cache. */
export const headers = () => ({ 'Cache-Control': 'private, no-store' })

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: words.titleOf(data?.frame.shopName ?? shell.name) },
]

/** What waits for one in this case, one's claims, and the ways to everything that is one's own. */
export default function My() {
  const { frame, desk } = useLoaderData<typeof loader>()
  const { slug, today } = frame
  return (
    <CasePage frame={frame} live title={words.title}>
      <Stack gap="large">
        {desk.tasks.length === 0 ? (
          <Empty icon="check">{words.none}</Empty>
        ) : (
          <section aria-labelledby="tasks">
            <Stack>
              <h2 id="tasks">{words.tasks}</h2>
              <TaskList tasks={desk.tasks} slug={slug} today={today} />
            </Stack>
          </section>
        )}
        <WayList
          ways={[{ to: `/c/${slug}/guide`, label: guidePage.way, note: guidePage.wayNote, icon: 'info' }]}
        />
        {desk.claims.length > 0 && (
          <section aria-labelledby="claims">
            <Stack>
              <h2 id="claims">{words.claims}</h2>
              <ClaimLines claims={desk.claims} slug={slug} />
              {desk.mayClaim && (
                <LinkButton wide icon="plus" to={`/c/${slug}/claims/new`}>
                  {words.another}
                </LinkButton>
              )}
            </Stack>
          </section>
        )}
        {desk.joined.length > 0 && (
          <section aria-labelledby="joined">
            <Stack>
              <h2 id="joined">{words.joined}</h2>
              <WayList ways={desk.joined.map((filing) => joinedWay(slug, filing))} />
            </Stack>
          </section>
        )}
        <section aria-labelledby="own">
          <Stack>
            <h2 id="own">{words.more}</h2>
            <WayList ways={ownWays(slug)} />
          </Stack>
        </section>
      </Stack>
    </CasePage>
  )
}

type Joined = { id: string; title: string; state: 'open' | 'frozen' }

function joinedWay(slug: string, { id, title, state }: Joined): Way {
  return { to: `/c/${slug}/filings/${id}`, label: title, note: words.joinedState[state], icon: 'people' }
}

function ownWays(slug: string): Way[] {
  const at = `/c/${slug}`
  return [
    { to: `${at}/deadlines`, label: deadlineWords.title, note: deadlineWords.note, icon: 'calendar' },
    { to: `${at}/evidence`, label: galleryPage.title, note: galleryPage.note, icon: 'shield' },
    { to: `${at}/contacts`, label: contactsPage.title, note: contactsPage.note, icon: 'clock' },
    { to: `${at}/filings`, label: filings.way, note: filings.wayNote, icon: 'claim' },
    { to: `${at}/consents`, label: words.consents, note: words.consentsNote, icon: 'check' },
    { to: `${at}/my/looks`, label: words.looks, note: words.looksNote, icon: 'eye' },
  ]
}
