import { Form } from '@remix-run/react'
import { type ChannelKind, channelKinds } from '#app/shapes/case.ts'
import type { SearchQuery } from '#app/shapes/search.ts'
import { channelNames } from '#app/text/ko/chat.ts'
import { searchPage } from '#app/text/ko/search.ts'
import { Button } from '../button.tsx'
import { DateInput } from '../date-input.tsx'
import { Field } from '../field.tsx'
import { Link } from '../link.tsx'
import { Select, TextInput } from '../text-input.tsx'
import styles from './message-search.module.css'

interface SearchFormProps {
  query: SearchQuery
  /** The channels one may choose. */
  kinds: readonly ChannelKind[]
}

/** What to look for, and folded below it whose, where and when. A plain form whose answer has an address. */
export function SearchForm({ query, kinds }: SearchFormProps) {
  const narrowing = narrowingOf(query)
  const hint = query.q || narrowing ? undefined : searchPage.wordsHint
  return (
    <Form method="get" role="search" key={JSON.stringify(query)} className={styles.form}>
      <div className={styles.line}>
        <Field of="q" label={searchPage.words} hint={hint}>
          <TextInput name="q" type="search" autoComplete="off" enterKeyHint="search" defaultValue={query.q} />
        </Field>
        <Button type="submit" kind="primary" icon="search">
          {searchPage.find}
        </Button>
      </div>
      <details className={styles.filters}>
        <summary>{narrowing ? searchPage.narrowed(narrowing) : searchPage.narrow}</summary>
        <Filters query={query} kinds={kinds} />
      </details>
      {narrowing && (
        <p>
          <Link to={`?${new URLSearchParams(query.q ? { q: query.q } : {})}`} className={styles.clear}>
            {searchPage.clear}
          </Link>
        </p>
      )}
    </Form>
  )
}

function Filters({ query: { from, in: kind, after, before }, kinds }: SearchFormProps) {
  return (
    <div className={styles.fields}>
      <Field of="from" label={searchPage.from}>
        <TextInput name="from" autoComplete="off" placeholder={searchPage.fromHint} defaultValue={from} />
      </Field>
      <Field of="in" label={searchPage.channel}>
        <Select
          name="in"
          empty={searchPage.anyChannel}
          options={kinds.map((each) => ({ value: each, label: channelNames[each] }))}
          defaultValue={kind}
        />
      </Field>
      <Field of="after" label={searchPage.after}>
        <DateInput name="after" defaultValue={after} />
      </Field>
      <Field of="before" label={searchPage.before}>
        <DateInput name="before" defaultValue={before} />
      </Field>
    </div>
  )
}

/** The filters that are set, in a few words; empty when there are none. */
function narrowingOf({ from, in: kind, after, before }: SearchQuery): string {
  const channel = channelKinds.find((each) => each === kind)
  const parts = [
    from,
    channel ? channelNames[channel] : kind,
    after && searchPage.since(after),
    before && searchPage.until(before),
  ]
  return parts.filter((part) => part !== '').join(' · ')
}
