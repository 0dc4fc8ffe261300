import type { Column } from '#server/exports/column.ts'

// One row of every kind a list can hold, for the tests of both writers.

export type Row = {
  no: number
  order: string
  won: number | null
  on: string | null
  at: string | null
  note: string
}

export const columns: Column<Row>[] = [
  { key: 'no', header: '번호', kind: 'integer', width: 6, value: (row) => row.no },
  { key: 'order', header: '주문번호', kind: 'text', width: 20, value: (row) => row.order },
  { key: 'won', header: '금액(원)', kind: 'won', width: 14, value: (row) => row.won },
  { key: 'on', header: '결제일', kind: 'date', width: 12, value: (row) => row.on },
  { key: 'at', header: '낸 때', kind: 'datetime', width: 18, value: (row) => row.at },
  { key: 'note', header: '메모', kind: 'text', width: 30, value: (row) => row.note },
]

export const row = (over: Partial<Row> = {}): Row => ({
  ...{ no: 1, order: '0012345', won: 129_000, on: '2024-08-17', at: '2024-08-17T15:30:00Z', note: '' },
  ...over,
})
