import type { LoaderFunctionArgs } from '@remix-run/node'
import { pollFile } from '#app/text/ko/polls.ts'
import { type PollResult, pollResult, type ResultRow } from '#server/domain/poll.ts'
import type { Column } from '#server/exports/column.ts'
import { csvStream } from '#server/exports/csv.ts'
import { loading } from '#server/web/answer.ts'
import { attachmentHeaders } from '#server/web/attachment.ts'

/** The result of a poll as a file; `?what=people` with who chose what, of open polls only. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const what = new URL(request.url).searchParams.get('what') === 'people' ? 'people' : 'votes'
    const ref = { slug: params.slug ?? '', pollId: params.pollId ?? '' }
    const result = await pollResult(context.db, await context.viewer(), { ...ref, what })
    const bytes = await wholeFile(csvStream(columns[what], result.rows))
    const name = `${pollFile.name(nameable(result))}.csv`
    const headers = attachmentHeaders({ name, type: 'text/csv; charset=utf-8', bytes: bytes.length })
    return new Response(new Uint8Array(bytes), { headers })
  })
}

const { columns: heads } = pollFile
const no = column('no', 'integer', 6, (row) => row.no)
const option = column('option', 'text', 40, (row) => row.label)
const votes = column('votes', 'integer', 8, (row) => row.votes)
const nickname = column('nickname', 'text', 20, (row) => row.nickname)
const at = column('at', 'datetime', 20, (row) => row.at)
const columns = { votes: [no, option, votes], people: [no, option, nickname, at] }

function column(
  key: keyof typeof heads,
  kind: Column<ResultRow>['kind'],
  width: number,
  value: Column<ResultRow>['value'],
): Column<ResultRow> {
  return { key, header: heads[key], kind, width, value }
}

/** A row a vote, fifty bytes each: a room of ten thousand is half a megabyte. */
async function wholeFile(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const chunk of chunks) parts.push(chunk)
  return Buffer.concat(parts)
}

/** The question without what file systems refuse. */
function nameable({ poll }: PollResult): string {
  return poll.question.replace(/[\\/:*?"<>|]/g, ' ').trim()
}
