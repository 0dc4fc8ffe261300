-- Settlement sheets that sellers fill a claim from: the sheet while its columns are matched, and the lines it became.

-- One sheet a claim, until it is brought or a day has gone by: its cells as they stand in the file, sealed with the case's
-- key. `id` becomes the client_id of the version made from it. `fields`: for each column what it fills, or null.
create table settlement_sheet (
  claim_id uuid primary key references claim (id),
  id uuid not null unique,
  sha256 bytea not null check (octet_length(sha256) = 32),
  fields jsonb not null check (jsonb_typeof(fields) = 'array'),
  sealed bytea not null check (octet_length(sealed) <= 16000000),
  made_at timestamptz not null default now()
);
create index settlement_sheet_age on settlement_sheet (made_at);

-- The lines a version was summed up from, in the order of the sheet; `row_no` is the sheet's own. Won, which returned
-- goods make less than nothing. What the sheet does not say is null.
create table settlement_line (
  claim_id uuid not null,
  version integer not null,
  row_no integer not null check (row_no > 0),
  order_number text not null default '' check (char_length(order_number) <= 60),
  supplied_on date,
  due_on date,
  name text not null default '' check (char_length(name) <= 120),
  gross bigint,
  fee bigint,
  deductions bigint,
  amount bigint not null,
  paid bigint not null default 0,
  primary key (claim_id, version, row_no),
  foreign key (claim_id, version) references claim_version (claim_id, version)
);

grant select, insert, update, delete on settlement_sheet to moa_app;
-- Deleted with the words of whoever erases themselves: an order is a customer of theirs.
grant select, insert, delete on settlement_line to moa_app;
