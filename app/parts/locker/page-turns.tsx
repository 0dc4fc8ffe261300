import { useSearchParams } from '@remix-run/react'
import { galleryPage as words } from '../../text/ko/evidence.ts'
import { LinkButton } from '../button.tsx'
import { Row } from '../page-shell.tsx'

/** To the page before and after, with all that was asked for; nothing where there is one page. */
export function PageTurns({ page, pages }: { page: number; pages: number }) {
  const [query] = useSearchParams()
  if (pages <= 1) return null
  const turned = (to: number) => {
    const next = new URLSearchParams(query)
    next.set('page', String(to))
    return `?${next}`
  }
  return (
    <Row>
      {page > 1 && <LinkButton to={turned(page - 1)}>{words.earlier}</LinkButton>}
      <span className="meta">{words.page(page, pages)}</span>
      {page < pages && <LinkButton to={turned(page + 1)}>{words.later}</LinkButton>}
    </Row>
  )
}
